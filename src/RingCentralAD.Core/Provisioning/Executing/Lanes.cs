using System.Runtime.ExceptionServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Several kinds of work side by side, each in its order and with so many at once; what stops one stops all. Where nothing more may be sent, what is
/// on its way comes to its end first.
/// </summary>
internal static class Lanes
{
    /// <summary>Runs the lanes to their end.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken, params IReadOnlyList<Func<CancellationToken, Task>> lanes)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? first = null;
        await Task.WhenAll(lanes.Select(async lane =>
        {
            try
            {
                await lane(stop.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // Those that end because another one failed have nothing to say.
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null);
                await (error is SendingClosedException ? Task.CompletedTask : stop.CancelAsync()).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
        first?.Throw();
    }

    /// <summary>One lane: takes its work in order, so many at once.</summary>
    public static Func<CancellationToken, Task> Of<T>(IReadOnlyList<T> work, int atOnce, Func<T, CancellationToken, Task> carryOut) =>
        async cancellationToken =>
        {
            int next = -1;
            await RunAsync(cancellationToken, [.. Enumerable.Range(0, Math.Min(atOnce, work.Count)).Select(_ => (Func<CancellationToken, Task>)TakeAsync)]).ConfigureAwait(false);

            async Task TakeAsync(CancellationToken stop)
            {
                for (int at = Interlocked.Increment(ref next); at < work.Count; at = Interlocked.Increment(ref next))
                {
                    stop.ThrowIfCancellationRequested();
                    await carryOut(work[at], stop).ConfigureAwait(false);
                }
            }
        };
}
