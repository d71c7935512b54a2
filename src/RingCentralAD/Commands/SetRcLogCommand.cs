using System.Management.Automation;
using RingCentralAD.Core.Logging;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Keeps a log of runs, failures and requests in a file. What is not given stays as it is.</summary>
/// <remarks>
/// <para>Each line is one JSON object (the compact log event format): runs as they begin and end with their counts, failures by their error id and hub user id,
/// waits for the rate limit; at Debug also every request with RingCentral's request id. It tells ids and counts, never values of people or secrets;
/// Get-RcSyncChange tells the values. Times are in UTC.</para>
/// <para>The hub keeps the setting: every process that opens the hub writes there, several of one machine into the same file. Hosts that share a hub on
/// PostgreSQL each need the path on a disk of their own. A log that cannot be written is warned about and stops no run.</para>
/// </remarks>
/// <example>
/// <code>Set-RcLog /var/log/RingCentralAD/sync.jsonl</code>
/// <para>Keeps ten files of ten megabytes with runs and failures.</para>
/// </example>
/// <example>
/// <code>Set-RcLog -Level Debug -MaxSize 50 -Keep 20</code>
/// <para>Tells every request too, in more and larger files.</para>
/// </example>
/// <example>
/// <code>Set-RcLog -Path $null</code>
/// <para>Keeps no log any more.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "RcLog", SupportsShouldProcess = true)]
[OutputType(typeof(SyncLogInfo))]
public sealed class SetRcLogCommand : HubCmdlet
{
    /// <summary>The file, in a folder that exists; nothing for no log.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    public string? Path { get; set; }

    /// <summary>What matters less is not told: Debug, Information, Warning or Error; Information unless set.</summary>
    [Parameter]
    public SyncLogLevel Level { get; set; }

    /// <summary>A file of so many megabytes is followed by the next one; 10 unless set.</summary>
    [Parameter]
    [ValidateRange(1, 1_000)]
    public int MaxSize { get; set; }

    /// <summary>How many files are kept, the one at work among them; 10 unless set.</summary>
    [Parameter]
    [ValidateRange(1, 1_000)]
    public int Keep { get; set; }

    /// <summary>Emits the log as it then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        LogOptions old = await hub.GetAsync<LogOptions>(StopToken);
        LogOptions options = new()
        {
            Path = !IsGiven(nameof(Path)) ? old.Path : string.IsNullOrEmpty(Path) ? null : GetUnresolvedProviderPathFromPSPath(Path),
            Level = IsGiven(nameof(Level)) ? Level : old.Level,
            MaxSize = IsGiven(nameof(MaxSize)) ? MaxSize : old.MaxSize,
            Keep = IsGiven(nameof(Keep)) ? Keep : old.Keep,
        };
        if (IsGiven(nameof(Path)) && options.Path is not null)
        {
            FileLog.CheckPlace(options.Path);
        }

        if (ShouldProcess((await IdentityAsync()).ToString(), $"Keep a log: {options}"))
        {
            await hub.WriteAsync(transaction => transaction.SetAsync(options, StopToken), null, StopToken);
            await AttachLogAsync(hub);
            if (PassThru)
            {
                WriteObject(await HubLog.DescribeAsync(hub, Time, StopToken));
            }
        }
    }
}
