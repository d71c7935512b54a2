using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Shows stored operations: what was planned, sent, done, failed, held or denied.</summary>
/// <remarks>
/// <para>An operation is stored before it is sent and keeps its exact body; Sent and Unknown ones are settled by the next run before
/// the person is planned again. A Deactivate whose System is a directory is what the guard of Import-AdUsers holds. Held waits for a person's word;
/// Denied is what a person refused.</para>
/// </remarks>
/// <example>
/// <code>Get-RcOperation -State Held</code>
/// <para>Shows what waits for a person's word, whom it concerns and why.</para>
/// </example>
/// <example>
/// <code>Get-RcOperation -State Held | Where-Object Kind -eq Deactivate | Approve-RcOperation</code>
/// <para>Approves the held deactivations; the next Invoke-RcProvisioning carries them out. Who was refused is not among them.</para>
/// </example>
/// <example>
/// <code>Get-RcOperation -State Denied</code>
/// <para>Lists who was refused, by whom and when.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcOperation")]
[OutputType(typeof(OperationInfo))]
public sealed class GetRcOperationCommand : HubCmdlet
{
    /// <summary>Only operations in these states.</summary>
    [Parameter(Position = 0)]
    public OperationState[] State { get; set; } = [];

    /// <summary>Only operations of this run: its number or its id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? RunId { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        Filter<Operation> filter = new();
        if (RunId is not null)
        {
            bool numbered = long.TryParse(RunId, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            string run = numbered ? (await HubRuns.FindAsync(hub, RunId, StopToken)).Id : RunId;
            filter.Equal(row => row.RunId, run);
        }

        await foreach (OperationInfo operation in new HeldOperations(hub, Time).ListAsync(State, filter, StopToken))
        {
            WriteObject(operation);
        }
    }
}
