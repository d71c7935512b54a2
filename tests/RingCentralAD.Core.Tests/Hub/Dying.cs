using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A store whose process dies: after so many transactions were committed, nothing is written any more.</summary>
internal sealed class Dying(IHubStore inner, int commits) : IHubStore
{
    private int _left = commits;

    public string Location => inner.Location;

    public IReadOnlyList<string> Warnings => inner.Warnings;

    public IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.ReadAsync(filter, cancellationToken);

    public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.CountAsync(filter, cancellationToken);

    public async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default) =>
        _left > 0 ? new Counted(await inner.BeginAsync(lease, cancellationToken), () => _left--) : throw new IOException("The process is dead.");

    public Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default) => inner.BeginTrialAsync(cancellationToken);

    public Task<Lease> AcquireLeaseAsync(string stage, string holder, TimeSpan duration, CancellationToken cancellationToken = default) =>
        inner.AcquireLeaseAsync(stage, holder, duration, cancellationToken);

    public Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default) => inner.RenewLeaseAsync(lease, duration, cancellationToken);

    // A dead process gives nothing back; here it does, so that the next run need not wait for the lease to run out.
    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken = default) => inner.ReleaseLeaseAsync(lease, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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
