using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A transaction that does what another one does; what a test wants otherwise is overridden. It ends with the other one.</summary>
internal abstract class TransactionAround(IHubTransaction inner) : IHubTransaction
{
    public IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.ReadAsync(filter, cancellationToken);

    public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.CountAsync(filter, cancellationToken);

    public Task SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.SaveAsync(rows, cancellationToken);

    public Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken = default)
        where T : class, IHubRow => inner.RemoveAsync(filter, cancellationToken);

    public virtual Task CommitAsync(CancellationToken cancellationToken = default) => inner.CommitAsync(cancellationToken);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
