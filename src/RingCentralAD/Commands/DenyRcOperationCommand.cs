using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Refuses held operations: no run carries them out as long as a plan wants the same.</summary>
/// <remarks>
/// <para>Nothing is changed at RingCentral. When the person's values or the plan change, the new operation asks again; Approve-RcOperation
/// changes your mind before.</para>
/// </remarks>
/// <example>
/// <code>Get-RcOperation -State Held | Where-Object Person -like '*Lovelace' | Deny-RcOperation</code>
/// <para>Keeps the person's extension as it is.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Deny, "RcOperation", SupportsShouldProcess = true)]
[OutputType(typeof(OperationInfo))]
public sealed class DenyRcOperationCommand : HubCmdlet
{
    /// <summary>The operations: objects of Get-RcOperation or Invoke-RcProvisioning, or their ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Id")]
    [AllowNull]
    [AllowEmptyCollection]
    public OperationReference?[]? Operation { get; set; }

    /// <summary>Emits the operations as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        HeldOperations held = new(await StoreAsync(), Time);
        foreach (OperationReference operation in (Operation ?? []).OfType<OperationReference>())
        {
            try
            {
                if (ShouldProcess(operation.ToString(), "Refuse"))
                {
                    Emit(await held.DenyAsync(operation.Id, StopToken));
                }
            }
            catch (RingCentralAdException error)
            {
                WriteError(ErrorRecords.From(error));
            }
        }
    }

    private void Emit(OperationInfo operation)
    {
        if (PassThru)
        {
            WriteObject(operation);
        }
    }
}
