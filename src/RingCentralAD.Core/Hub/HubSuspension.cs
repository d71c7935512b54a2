using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Stops the sync of a whole hub, on all its hosts, and lets it go on.</summary>
public static class HubSuspension
{
    /// <summary>The suspension that stands now; null where none does.</summary>
    public static async Task<SyncSuspension?> FindAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        return await hub.FindSettingAsync<SyncSuspension>(cancellationToken).ConfigureAwait(false) is { } suspension && suspension.Stands(time.GetUtcNow()) ? suspension : null;
    }

    /// <summary>Throws <c>SyncSuspended</c> where the hub's sync is suspended now.</summary>
    public static async Task CheckAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(hub, time, cancellationToken).ConfigureAwait(false) is { } suspension)
        {
            throw Suspended(suspension);
        }
    }

    /// <summary>A suspension from now on, by whoever runs this process; throws <c>SuspensionInvalid</c> for a time that is over.</summary>
    /// <param name="until">It ends by itself at this time; null for none.</param>
    /// <param name="reason">Why; null for none.</param>
    /// <param name="time">The clock.</param>
    public static SyncSuspension Of(DateTimeOffset? until, string? reason, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        DateTimeOffset now = time.GetUtcNow();
        return until <= now
            ? throw new RingCentralAdException("SuspensionInvalid", ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"{until:yyyy-MM-dd HH:mm zzz} is over already."), "Give a time to come with -Until.", until)
            : new SyncSuspension
            {
                Since = now,
                By = ThisProcess.Account,
                Host = Environment.MachineName,
                Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
                Until = until?.ToUniversalTime(),
            };
    }

    /// <summary>Stores a suspension in place of an earlier one.</summary>
    public static Task SuspendAsync(IHubStore hub, SyncSuspension suspension, CancellationToken cancellationToken = default) =>
        hub.WriteAsync(transaction => transaction.SetAsync(suspension, cancellationToken), null, cancellationToken);

    /// <summary>Ends the suspension.</summary>
    public static Task ResumeAsync(IHubStore hub, CancellationToken cancellationToken = default) =>
        hub.WriteAsync(transaction => transaction.RemoveSettingAsync<SyncSuspension>(cancellationToken), null, cancellationToken);

    /// <summary>The error of whoever would write something meanwhile.</summary>
    public static SendingClosedException Suspended(SyncSuspension suspension)
    {
        ArgumentNullException.ThrowIfNull(suspension);
        return new SendingClosedException(
            "SyncSuspended", $"The sync of this hub is {suspension}. Nothing is written to RingCentral or a directory.",
            suspension.Until is null ? "Run Resume-RcSync when it may go on." : "Wait until then, or run Resume-RcSync.");
    }
}
