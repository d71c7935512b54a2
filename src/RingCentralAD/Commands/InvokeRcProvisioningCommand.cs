using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Pushes people to RingCentral: creates, links, updates, deactivates and reactivates as assigned, mapped and allowed.</summary>
/// <remarks>
/// <para>Somebody new gets one of the account's Unassigned extensions, which the records call Fill, or an extension of their own, Create
/// (Set-RcProvisioningOption -CreateMode). What RingCentral refuses of a person is listed by Get-RcProvisioningError until it is mended; a single
/// value that is refused holds back none of the others, gives no row, and is counted at the end of each run.</para>
/// <para>With -WhatIf it emits the very plan that a run carries out. Piped people are provisioned in small batches under the run's guards; an
/// empty pipeline provisions nobody. The first full run of a hub asks once; a script answers with -ConfirmFirstRun. After a no nothing is sent and
/// nothing waits; where nobody can answer, the plan is held (Get-RcOperation -State Held).</para>
/// <para>A value that was changed on the RingCentral side is put back once, and the record says so. What was changed there again after that
/// is not fought over: it is listed by Get-RcProvisioningError and waits for a word. Rows of Compare-RcAccount that are piped in are that word.
/// An ordinary run sees what RingCentral's list shows; addresses and whatever else the list leaves out are seen by Compare-RcAccount -Full.</para>
/// <para>Refused while the sync is suspended (Suspend-RcSync); change windows are kept by Invoke-RcSync alone.</para>
/// <para>Each person's number is read before the person is handed on, so that Sync-PhoneWriteBack can follow in the pipeline.</para>
/// </remarks>
/// <example>
/// <code>Invoke-RcProvisioning -WhatIf</code>
/// <para>Shows the plan: who, what, what it costs, and who is blocked and why.</para>
/// </example>
/// <example>
/// <code>Get-HubGroup 'RC Pilot' | Get-HubUser | Invoke-RcProvisioning</code>
/// <para>Provisions the members of one group.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "RcProvisioning", SupportsShouldProcess = true)]
[OutputType(typeof(ProvisioningRecord))]
public sealed class InvokeRcProvisioningCommand : PersonCmdlet
{
    private const int BatchSize = 50;
    private readonly HashSet<string> _batch = new(StringComparer.Ordinal);
    private readonly List<AccountDrift> _push = [];
    private IHubStore? _trial;
    private ProvisioningRun? _run;
    private ProvisioningConsent? _consent;
    private string? _stopped;
    private string? _heldPlan;
    private ProgressWriter? _progress;

    /// <summary>Confirms the first full run of this hub, where nobody is at the prompt.</summary>
    [Parameter]
    public SwitchParameter ConfirmFirstRun { get; set; }

    /// <summary>Carries the plan out only if it is still the one with this fingerprint, as -WhatIf showed it.</summary>
    [Parameter]
    [Alias("Plan")]
    [ValidateNotNullOrEmpty]
    public string? PlanFingerprint { get; set; }

    /// <summary>Accepts what the guard would stop, for this run.</summary>
    [Parameter]
    public SwitchParameter AcceptGuard { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        _push.AddRange(NamedDrifts());
        foreach (HubUser person in await NamedAsync())
        {
            _batch.Add(person.Id);
        }

        if (_batch.Count >= BatchSize)
        {
            await ProvisionAsync(_batch);
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (!OnlyNamed)
        {
            await ProvisionAsync(null);
        }
        else if (_batch.Count > 0)
        {
            await ProvisionAsync(_batch);
        }

        if (_run is null)
        {
            return;
        }

        if (_consent?.Refused == true)
        {
            await _run.DeclineAsync();
            Tell(Interruption.Declined(RunKind.Provisioning));
            return;
        }

        await _run.EndAsync(_stopped ?? _consent?.Waits);
        Tell(_run.Summary);
        if (_consent?.Unanswered is { } unanswered)
        {
            throw unanswered;
        }

        if (_stopped is not null)
        {
            bool whatIf = WhatIf.IsAsked(this);
            TellGuard(whatIf ? GuardErrors.OfPlan(_stopped) : GuardErrors.OfProvisioning(_stopped, _heldPlan), whatIf);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _progress?.Dispose();
            _run?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _trial?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private async Task ProvisionAsync(HashSet<string>? people)
    {
        HashSet<string>? only = people is null ? null : [.. people];
        people?.Clear();
        ProvisioningRun run = _run ??= await OpenRunAsync();
        await run.PushAsync(_push, StopToken);
        _push.Clear();
        Plan plan = await run.PlanAsync(only, AcceptGuard, _progress, StopToken);
        _stopped ??= plan.Stopped;
        _heldPlan = plan.HeldFingerprint;
        if (WhatIf.IsAsked(this))
        {
            run.CountPlanned(plan);
            Foretell(plan.Summary.ToString(), "Provision RingCentral", plan.Operations.Select(operation => plan.RecordOf(operation)));
            return;
        }

        _consent ??= new ProvisioningConsent(await StoreAsync(), new PipelineAsker(this), ConfirmFirstRun, PlanFingerprint);
        plan = await _consent.ApplyAsync(run, plan, full: only is null, StopToken);
        await HandOnAsync(run.ExecuteAsync(plan, _progress, StopToken));
    }

    private async Task<ProvisioningRun> OpenRunAsync()
    {
        HubConnection connection = await ConnectionAsync();
        _progress = new ProgressWriter(this);
        IAccount account = await Openings.AccountAsync(connection, Secrets(), StopToken);
        if (!WhatIf.IsAsked(this))
        {
            return await ProvisioningRun.BeginAsync(connection.Store, account, trial: false, _progress, Time, StopToken);
        }

        _trial = await connection.Store.BeginTrialAsync(StopToken);
        return await ProvisioningRun.BeginAsync(_trial, account, trial: true, _progress, Time, StopToken);
    }
}
