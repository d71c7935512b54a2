using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Changes and shows when a scheduled sync may change something.</summary>
public static class SyncSettings
{
    /// <summary>The options with changes; throws <c>WindowInvalid</c> and <c>TimeZoneUnknown</c>.</summary>
    /// <param name="options">The options so far.</param>
    /// <param name="windows">The change windows; null leaves them.</param>
    /// <param name="timeZone">The time zone; null leaves it, and takes this host's where none was named yet.</param>
    /// <param name="leaversAlways">Whether leavers are deactivated at any time; null leaves it.</param>
    /// <param name="time">The clock.</param>
    public static SyncOptions Change(SyncOptions options, IReadOnlyList<string>? windows, string? timeZone, bool? leaversAlways, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        SyncOptions changed = options with
        {
            Windows = windows is null ? options.Windows : [.. windows.Select(window => ChangeWindow.Parse(window).ToString())],
            TimeZone = Iana(timeZone ?? options.TimeZone ?? time.LocalTimeZone.Id),
            LeaversAlways = leaversAlways ?? options.LeaversAlways,
        };
        _ = changed.Zone();
        return changed;
    }

    /// <summary>Changes the options as they are when they are stored: what another one changed while a prompt waited stays.</summary>
    public static Task ChangeAsync(IHubStore hub, Func<SyncOptions, SyncOptions> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(change);
        return hub.WriteAsync(
            async transaction => await transaction.SetAsync(change(await transaction.GetAsync<SyncOptions>(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false),
            null,
            cancellationToken);
    }

    /// <summary>The options, and what they mean now.</summary>
    public static async Task<SyncOptionInfo> DescribeAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        SyncOptions options = await hub.GetAsync<SyncOptions>(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        return new SyncOptionInfo
        {
            Window = options.Windows,
            TimeZone = options.TimeZone ?? time.LocalTimeZone.Id,
            LeaversAlways = options.LeaversAlways,
            Open = options.IsOpen(now),
            NextChange = options.NextChange(now),
            Suspended = await HubSuspension.FindAsync(hub, time, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>IANA's name, which hosts of every system know.</summary>
    private static string Iana(string name) => TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out string? iana) ? iana : name;
}
