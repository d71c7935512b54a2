using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// A write transaction. Its reads are taken in at once, so that rows saved while they are handed out neither join nor leave them.
/// </summary>
/// <param name="session">The connection, with the transaction open.</param>
/// <param name="ended">Called once, when the connection may serve the next transaction.</param>
internal sealed class StoreTransaction(Session session, Func<ValueTask> ended) : IHubTransaction
{
    private bool _ended;

    /// <summary>The connection, for the store itself.</summary>
    public Session Session => Open();

    public async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        foreach (T row in await Open().ListAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow =>
        Open().CountAsync(filter, cancellationToken);

    public Task SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Open().SaveAsync(rows, cancellationToken);
    }

    public Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Open().RemoveAsync(filter, cancellationToken);
    }

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await Open().CommitAsync(cancellationToken).ConfigureAwait(false);
        _ended = true;
        await ended().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await session.RollbackAsync().ConfigureAwait(false);
            await ended().ConfigureAwait(false);
        }
    }

    private Session Open() => _ended ? throw new InvalidOperationException("The transaction has ended.") : session;
}
