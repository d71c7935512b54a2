using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the runs of the hub: what each did, how long it took, what it asked of RingCentral, who ran it where and with which configuration.</summary>
/// <remarks>
/// <para>The last run comes first. Runs are kept as long as changes are (Set-RcHub -KeepRecordDays), and longer where what they did last to somebody is still needed. Requests are those of the run's process while it ran.</para>
/// <para>Message tells why a run did not come to its end: held by a guard or a question, interrupted by a no, by Ctrl+C, by a next command that took
/// no more, or by the death of its process. Summary then counts what was done until then.</para>
/// <para>What each run changed: Get-RcSyncRun | Get-RcSyncChange.</para>
/// </remarks>
/// <example>
/// <code>Get-RcSyncRun -Last 5</code>
/// <para>Shows the last five runs.</para>
/// </example>
/// <example>
/// <code>Get-RcSyncRun -Since (Get-Date).AddDays(-30) | Where-Object State -ne Completed | Export-Csv runs.csv</code>
/// <para>Writes the runs of a month that did not come to their end into a file.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcSyncRun")]
[OutputType(typeof(SyncRunInfo))]
public sealed class GetRcSyncRunCommand : HubCmdlet
{
    /// <summary>The numbers or ids of runs.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId", "Number")]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Run { get; set; }

    /// <summary>Only runs of these kinds.</summary>
    [Parameter]
    public RunKind[] Kind { get; set; } = [];

    /// <summary>Only runs that began at this time or later.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Only runs that began before this time.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Only so many of the last ones.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        if (MyInvocation.ExpectingInput && Run is null)
        {
            return;
        }

        foreach (string? name in (IEnumerable<string?>?)Run ?? [null])
        {
            await foreach (SyncRunInfo run in SyncRecord.RunsAsync(hub, await FilterAsync(hub, name), StopToken))
            {
                WriteObject(run);
            }
        }
    }

    private async Task<Filter<Run>> FilterAsync(IHubStore hub, string? name)
    {
        Filter<Run> filter = new();
        if (name is not null)
        {
            string id = (await HubRuns.FindAsync(hub, name, StopToken)).Id;
            filter.Equal(row => row.Id, id);
        }

        if (Kind.Length > 0)
        {
            filter.In(row => row.Kind, Kind);
        }

        if (Since is { } since)
        {
            filter.Greater(row => row.StartedAt, new DateTimeOffset(since).AddTicks(-TimeSpan.TicksPerMicrosecond));
        }

        if (Until is { } until)
        {
            filter.Less(row => row.StartedAt, new DateTimeOffset(until));
        }

        return Last is { } last ? filter.Take(last) : filter;
    }
}
