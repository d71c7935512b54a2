using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A store whose process dies: after so many transactions were committed, nothing is written any more.</summary>
internal sealed class Dying(IHubStore inner, int commits) : StoreAround(inner)
{
    private int _left = commits;

    public override async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default) =>
        _left > 0 ? new Counted(await Inner.BeginAsync(lease, cancellationToken), () => _left--) : throw new IOException("The process is dead.");

    private sealed class Counted(IHubTransaction inner, Action committed) : IHubTransaction
    {
        public IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.ReadAsync(filter, cancellationToken);

        public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.CountAsync(filter, cancellationToken);

        public Task SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.SaveAsync(rows, cancellationToken);

        public Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken = default)
            where T : class, IHubRow => inner.RemoveAsync(filter, cancellationToken);

        public async Task CommitAsync(CancellationToken cancellationToken = default)
        {
            await inner.CommitAsync(cancellationToken);
            committed();
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
