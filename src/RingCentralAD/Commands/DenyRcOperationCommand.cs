using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Refuses held operations: no run carries them out as long as a plan wants the same.</summary>
/// <remarks>
/// <para>Who is refused of the deactivations that the guard of Import-AdUsers holds stays as they are until the reason changes (disabled, then
/// deleted, for one): later imports pass them over, and the guard does not count them.</para>
/// <para>Nothing is changed at RingCentral. When the person's values or the plan change, the new operation asks again. What is refused is
/// Denied, not Held; Get-RcOperation -State Denied | Approve-RcOperation -Force approves it after all.</para>
/// </remarks>
/// <example>
/// <code>Get-RcOperation -State Held | Where-Object Person -like '*Lovelace' | Deny-RcOperation</code>
/// <para>Keeps the person's extension as it is.</para>
/// </example>
/// <example>
/// <code>Get-RcOperation -State Denied</code>
/// <para>Lists who was refused, by whom and when.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Deny, "RcOperation", SupportsShouldProcess = true)]
[OutputType(typeof(OperationInfo))]
public sealed class DenyRcOperationCommand : HubCmdlet
{
    private readonly List<Operation> _ofImports = [];

    /// <summary>The operations: objects of Get-RcOperation or Invoke-RcProvisioning, or their ids.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The operations: objects of Get-RcOperation or Invoke-RcProvisioning, or their ids.", Position = 0, ValueFromPipeline = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(HeldOperationCompleter))]
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
                string id = operation.RequireId();
                await held.GetAsync(id, StopToken);
                if (!ShouldProcess(operation.ToString(), "Refuse"))
                {
                    continue;
                }

                if (await held.OfImportAsync(id, StopToken) is { } ofImport)
                {
                    _ofImports.Add(ofImport);
                }
                else
                {
                    Emit(await held.DenyAsync(id, StopToken));
                }
            }
            catch (RingCentralAdException error)
            {
                WriteError(ErrorRecords.From(error));
            }
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (_ofImports.Count > 0)
        {
            await foreach (OperationInfo operation in new HeldOperations(await StoreAsync(), Time).DecideImportAsync(
                _ofImports, approve: false, error => WriteError(ErrorRecords.From(error)), StopToken))
            {
                Emit(operation);
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
