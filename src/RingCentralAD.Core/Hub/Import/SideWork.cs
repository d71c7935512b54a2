using System.Runtime.CompilerServices;

namespace RingCentralAD.Core.Hub;

/// <summary>Work that is done while something else is read. Whoever leaves early stops it and waits for its end.</summary>
internal sealed class SideWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _work;

    private SideWork(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = Task.Run(() => work(_stop.Token), CancellationToken.None);
    }

    /// <summary>Begins it.</summary>
    public static SideWork Begin(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => new(work, cancellationToken);

    /// <summary>Waits for its end; throws what it threw.</summary>
    public Task EndAsync() => _work;

    /// <summary>The items, as long as the work does not fail: then they end with its error.</summary>
    public async IAsyncEnumerable<T> GuardAsync<T>(IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (T item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (_work.IsFaulted)
            {
                await _work.ConfigureAwait(false);
            }

            yield return item;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
