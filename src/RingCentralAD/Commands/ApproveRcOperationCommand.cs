using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Commands;

/// <summary>Approves held operations: the next Invoke-RcProvisioning carries them out; a deactivation that an import holds takes effect at once.</summary>
/// <remarks>
/// <para>What the guard of Import-AdUsers holds is in the list too: a Deactivate of a directory, one for each person, with why. Who is approved is
/// deactivated in the hub at once, if the reason is still the same, and in RingCentral by the next Invoke-RcProvisioning, whose guard asks no
/// second time; they do not count against the others in the guard's day.</para>
/// <para>A word is bound to exactly the operation that was looked at: when the person's values or the plan change, it asks again. Approving
/// some never switches the guard off for the others. With -Plan the whole set that waits is approved, if it is still the set whose fingerprint
/// was shown when the run stopped. What a person refused is approved with -Force alone. An extension that is gone from RingCentral is made again only after this.</para>
/// </remarks>
/// <example>
/// <code>Get-RcOperation -State Held | Where-Object Login -eq ada@contoso.com | Approve-RcOperation</code>
/// <para>Approves one person's operation.</para>
/// </example>
/// <example>
/// <code>Get-RcOperation -State Held | Where-Object System -eq contoso.com | Out-ConsoleGridView -OutputMode Multiple | Approve-RcOperation</code>
/// <para>Picks the people whom an import may deactivate; the others stay held.</para>
/// </example>
/// <example>
/// <code>Approve-RcOperation -Plan 3f2a9c1be0d47756</code>
/// <para>Approves the whole set that was held, as it was shown.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Approve, "RcOperation", SupportsShouldProcess = true, DefaultParameterSetName = "Operation")]
[OutputType(typeof(OperationInfo))]
public sealed class ApproveRcOperationCommand : HubCmdlet
{
    private readonly List<Operation> _ofImports = [];

    /// <summary>The operations: objects of Get-RcOperation or Invoke-RcProvisioning, or their ids.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The operations: objects of Get-RcOperation or Invoke-RcProvisioning, or their ids.", Position = 0, ValueFromPipeline = true, ParameterSetName = "Operation")]
    [Alias("Id")]
    [ArgumentCompleter(typeof(HeldOperationCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public OperationReference?[]? Operation { get; set; }

    /// <summary>The fingerprint of the whole set that waits for a word, as it was shown; another set is refused.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The fingerprint of the whole set that waits for a word, as it was shown; another set is refused.", ParameterSetName = "Plan")]
    [Alias("Plan")]
    [ValidateNotNullOrEmpty]
    public string PlanFingerprint { get; set; } = "";

    /// <summary>Approves what a person refused, too.</summary>
    [Parameter(ParameterSetName = "Operation")]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the operations as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        HeldOperations held = new(await StoreAsync(), Time);
        if (ParameterSetName == "Plan")
        {
            IReadOnlyList<OperationInfo> set = await held.OfPlanAsync(PlanFingerprint, StopToken);
            if (ShouldProcess($"{Counted.Of(set.Count, "operation")}: {string.Join(", ", set.Select(operation => operation.ToString()).Take(5))}{(set.Count > 5 ? " …" : "")}", "Approve"))
            {
                foreach (OperationInfo operation in set)
                {
                    await ApproveAsync(held, operation.Id);
                }
            }

            return;
        }

        foreach (OperationReference operation in (Operation ?? []).OfType<OperationReference>())
        {
            try
            {
                string id = operation.RequireId();
                await held.GetAsync(id, StopToken);
                if (!Force)
                {
                    await held.CheckNotRefusedAsync(id, StopToken);
                }

                if (ShouldProcess(operation.ToString(), "Approve"))
                {
                    await ApproveAsync(held, id);
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
                _ofImports, approve: true, error => WriteError(ErrorRecords.From(error)), StopToken))
            {
                Emit(operation);
            }
        }
    }

    /// <summary>What imports hold is carried out together at the end: no import may run meanwhile.</summary>
    private async Task ApproveAsync(HeldOperations held, string id)
    {
        if (await held.OfImportAsync(id, StopToken) is { } operation)
        {
            _ofImports.Add(operation);
        }
        else
        {
            Emit(await held.ApproveAsync(id, StopToken));
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
