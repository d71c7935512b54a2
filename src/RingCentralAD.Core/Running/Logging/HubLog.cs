using RingCentralAD.Core.Logging;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;

namespace RingCentralAD.Core.Running;

/// <summary>Joins a hub and its account to the hub's log file.</summary>
public static class HubLog
{
    private static readonly TimeSpan s_worthTelling = TimeSpan.FromSeconds(1);

    /// <summary>Opens the log that the hub's options name, if any. A log that cannot be written stops nobody: it is told, and left out.</summary>
    /// <returns>What is wrong with it; null where all is well.</returns>
    public static async Task<RingCentralAdException?> AttachAsync(IHubStore hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        LogOptions options = await hub.GetAsync<LogOptions>(cancellationToken).ConfigureAwait(false);
        (hub.Log as IDisposable)?.Dispose();
        hub.Log = null;
        try
        {
            hub.Log = options.Path is null ? null : FileLog.Open(options, time);
            return null;
        }
        catch (RingCentralAdException error)
        {
            return error;
        }
    }

    /// <summary>Tells the hub's log of an account's requests, whichever log that is at the time.</summary>
    public static RingCentralOptions Listening(IHubStore hub) => new() { Log = entry => Tell(hub.Log, entry) };

    /// <summary>The log as the hub's options have it, and what lies there.</summary>
    public static async Task<SyncLogInfo> DescribeAsync(IHubStore hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        LogOptions options = await hub.GetAsync<LogOptions>(cancellationToken).ConfigureAwait(false);
        RingCentralAdException? error = null;
        if (options.Path is not null)
        {
            try
            {
                FileLog.Open(options, time).Dispose();
            }
            catch (RingCentralAdException cannot)
            {
                error = cannot;
            }
        }

        FileInfo[] files = [.. FileLog.FilesOf(options)];
        return new SyncLogInfo
        {
            Path = options.Path, Level = options.Level, MaxSize = options.MaxSize, Keep = options.Keep, Problem = error?.Message,
            Files = [.. files.Select(static file => file.FullName)], Bytes = files.Sum(static file => file.Length),
        };
    }

    private static void Tell(ISyncLog? log, RequestLogEntry entry)
    {
        if (entry.Waited >= s_worthTelling)
        {
            log?.Tell(SyncLogLevel.Information, "Waited for the rate limit", ("Group", entry.Group), ("Seconds", Math.Round(entry.Waited.TotalSeconds, 1)));
        }

        bool failed = entry.Status is null or 429 or >= 500;
        log?.Tell(
            failed ? SyncLogLevel.Warning : SyncLogLevel.Debug,
            "Request",
            ("Method", entry.Method), ("Path", entry.Path), ("Group", entry.Group), ("Status", entry.Status), ("ErrorId", entry.Error), ("Attempt", entry.Attempt),
            ("Milliseconds", Math.Round(entry.Duration.TotalMilliseconds)), ("RequestId", entry.RequestId));
    }
}
