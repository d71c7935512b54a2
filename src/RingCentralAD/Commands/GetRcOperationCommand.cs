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
    /// <summary>Only operations in these states, or of these ids.</summary>
    [Parameter(Position = 0)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(OperationChoiceCompleter))]
    [ValidateNotNull]
    public OperationChoice[] State { get; set; } = [];

    /// <summary>Only operations of this run: its number or its id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? RunId { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        HeldOperations operations = new(hub, Time);
        Filter<Operation> filter = new();
        string? run = null;
        if (RunId is not null)
        {
            bool numbered = long.TryParse(RunId, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            run = numbered ? (await HubRuns.FindAsync(hub, RunId, StopToken)).Id : RunId;
            filter.Equal(row => row.RunId, run);
        }

        OperationState[] states = [.. State.Select(static choice => choice.State).OfType<OperationState>()];
        if (states.Length > 0 || State.Length == 0)
        {
            await foreach (OperationInfo operation in operations.ListAsync(states, filter, StopToken))
            {
                WriteObject(operation);
            }
        }

        foreach (OperationReference reference in State.Select(static choice => choice.Operation).OfType<OperationReference>())
        {
            await ShowAsync(operations, reference, run);
        }
    }

    private async Task ShowAsync(HeldOperations operations, OperationReference reference, string? run)
    {
        try
        {
            OperationInfo operation = await operations.GetAsync(reference.RequireId(), StopToken);
            if (run is null || operation.RunId == run)
            {
                WriteObject(operation);
            }
        }
        catch (RingCentralAdException error) when (error.ErrorId == HeldOperations.NotFound)
        {
            // It may have been meant for a state.
            WriteError(ErrorRecords.From(new RingCentralAdException(
                error.ErrorId, error.Kind, error.Message, $"{error.Remedy} A state is one of {string.Join(", ", Enum.GetNames<OperationState>())}.", error.Target)));
        }
    }
}
