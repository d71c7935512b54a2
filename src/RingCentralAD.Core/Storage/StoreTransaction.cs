using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// A write transaction. Its reads are taken in at once, so that rows saved while they are handed out neither join nor leave them.
/// </summary>
/// <param name="session">The connection, with the transaction open.</param>
/// <param name="turn">Who uses the connection at the moment.</param>
/// <param name="recorder">Gathers what is changed; null where it is not recorded.</param>
/// <param name="failures">Tells the log of failures; null where nobody listens.</param>
/// <param name="ended">Called once, when the connection may serve the next transaction.</param>
internal sealed class StoreTransaction(Session session, Turn turn, Recorder? recorder, FailureLog? failures, Func<ValueTask> ended) : IHubTransaction
{
    private bool _ended;

    public async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        foreach (T row in await RunAsync(open => open.ListAsync(filter, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    public Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow =>
        RunAsync(open => open.CountAsync(filter, cancellationToken), cancellationToken);

    public Task SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ArgumentNullException.ThrowIfNull(rows);
        return RunAsync(
            async open =>
            {
                bool saved = await RecordedAsync(recorder?.LookAsync(rows, cancellationToken), () => open.SaveAsync(rows, cancellationToken)).ConfigureAwait(false);
                failures?.Take(rows);
                return saved;
            },
            cancellationToken);
    }

    public Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ArgumentNullException.ThrowIfNull(filter);
        return RunAsync(
            open => RecordedAsync(recorder?.LookAsync(filter, cancellationToken), () => open.RemoveAsync(filter, cancellationToken)), cancellationToken);
    }

    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await RunAsync(
            async open =>
            {
                if (recorder is not null && open.IsCommittable)
                {
                    await recorder.AppendAsync(cancellationToken).ConfigureAwait(false);
                }

                await open.CommitAsync(cancellationToken).ConfigureAwait(false);
                _ended = true;
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await ended().ConfigureAwait(false);
        failures?.Tell();
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }

        await RunAsync(
            async open =>
            {
                _ended = true;
                await open.RollbackAsync().ConfigureAwait(false);
                return true;
            },
            CancellationToken.None).ConfigureAwait(false);
        await ended().ConfigureAwait(false);
    }

    /// <summary>Does the store's own work in the transaction.</summary>
    public Task<TResult> RunAsync<TResult>(Func<Session, Task<TResult>> work, CancellationToken cancellationToken) => turn.TakeAsync(
        () => _ended ? throw new InvalidOperationException("The transaction has ended.") : work(session), cancellationToken);

    // What a refused call would have changed is not recorded.
    private async Task<TResult> RecordedAsync<TResult>(Task<List<PendingChange>>? look, Func<Task<TResult>> change)
    {
        List<PendingChange> changes = await (look ?? Task.FromResult<List<PendingChange>>([])).ConfigureAwait(false);
        TResult result = await change().ConfigureAwait(false);
        recorder?.Take(changes);
        return result;
    }
}
