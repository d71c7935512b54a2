using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows stored operations: what was planned, sent, done, refused or held.</summary>
/// <remarks>
/// <para>An operation is stored before it is sent and keeps its exact body; Sent and Unknown ones are settled by the next run before
/// the person is planned again.</para>
/// </remarks>
/// <example>
/// <code>Get-RcOperation -State Held</code>
/// <para>Shows what waits for a person's word.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcOperation")]
[OutputType(typeof(Operation))]
public sealed class GetRcOperationCommand : HubCmdlet
{
    /// <summary>Only operations in these states.</summary>
    [Parameter(Position = 0)]
    public OperationState[] State { get; set; } = [];

    /// <summary>Only operations of this run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RunId { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Filter<Operation> filter = new();
        if (State.Length > 0)
        {
            filter.In(row => row.State, State);
        }

        if (RunId is not null)
        {
            filter.Equal(row => row.RunId, RunId);
        }

        await foreach (Operation operation in (await StoreAsync()).ReadAsync(filter, StopToken))
        {
            WriteObject(operation);
        }
    }
}
