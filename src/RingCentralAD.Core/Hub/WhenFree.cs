using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Waits for a stage that another process works at: of several hosts on one hub one works, the others wait and take over when it dies.</summary>
public static class WhenFree
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <summary>Begins something as soon as nobody else is at its stage. A dead worker's lease runs out a minute after it was last renewed.</summary>
    /// <param name="begin">Begins it: takes the lease of the stage, as every run does.</param>
    /// <param name="time">The clock.</param>
    /// <param name="waiting">Told once who is waited for, with the remedy.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T> BeginAsync<T>(Func<Task<T>> begin, TimeProvider time, Action<RingCentralAdException>? waiting = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(time);
        while (true)
        {
            try
            {
                return await begin().ConfigureAwait(false);
            }
            catch (RingCentralAdException error) when (error.ErrorId == "HubBusy")
            {
                waiting?.Invoke(error);
                waiting = null;
            }

            await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
