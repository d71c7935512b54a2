using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// One provisioning run: settles what an earlier run left open, reads the account, plans, and carries the plan out. Several batches of
/// people may be planned in one run; the account is read once.
/// </summary>
public sealed class ProvisioningRun : IAsyncDisposable
{
    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly TimeProvider _time;
    private readonly RunLog _log;
    private readonly Executor _executor;
    private readonly AccountOutcome _outcome;
    private readonly AccountReplica _replica;
    private readonly bool _trial;
    private readonly List<ProvisioningRecord> _settled;
    private AccountFacts _facts;
    private IReadOnlyList<ProvisioningRecord> _found = [];
    private long? _askedFor;
    private bool _used;

    private ProvisioningRun(
        IHubStore hub, IAccount account, TimeProvider time, RunLog log, Executor executor, AccountOutcome outcome, AccountReplica replica, AccountFacts facts, List<ProvisioningRecord> settled, bool trial)
    {
        _hub = hub;
        _account = account;
        _time = time;
        _log = log;
        _executor = executor;
        _outcome = outcome;
        _replica = replica;
        _facts = facts;
        _settled = settled;
        _trial = trial;
    }

    /// <summary>The run in numbers.</summary>
    public RunSummary Summary => _log.Summary(_trial) with { AskedFor = _askedFor };

    /// <summary>Begins the run: takes the lease, settles, reads the account.</summary>
    /// <param name="hub">The hub, or a trial of it.</param>
    /// <param name="account">The account; in a trial it is only read.</param>
    /// <param name="trial">The hub is a trial: nothing is settled or sent.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">SyncSuspended: the hub's sync is suspended. A trial goes on.</exception>
    public static Task<ProvisioningRun> BeginAsync(
        IHubStore hub, IAccount account, bool trial, IProgress<RunProgress>? progress, TimeProvider time, CancellationToken cancellationToken = default) =>
        BeginAsync(hub, account, trial, progress, time, new SendGate(time), cancellationToken);

    /// <summary>The same, with what is asked before each send.</summary>
    public static async Task<ProvisioningRun> BeginAsync(
        IHubStore hub, IAccount account, bool trial, IProgress<RunProgress>? progress, TimeProvider time, SendGate gate, CancellationToken cancellationToken = default)
    {
        await (trial ? Task.CompletedTask : HubSuspension.CheckAsync(hub, time, cancellationToken)).ConfigureAwait(false);
        RunLog log = await RunLog.BeginAsync(hub, RunKind.Provisioning, Ids.RingCentral, trial, time, cancellationToken).ConfigureAwait(false);
        log.CountRequestsOf(account);
        try
        {
            AccountReplica replica = await AccountReplica.OpenAsync(hub, account, log, time, cancellationToken).ConfigureAwait(false);
            AccountOutcome outcome = new(hub, account, replica, time);
            ErrorTrace trace = new(await MappingCatalog.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false));
            Executor executor = new(hub, account, outcome, trace, log, gate, time);
            List<ProvisioningRecord> settled = [.. await executor.SettleOpenAsync(cancellationToken).ConfigureAwait(false)];
            await DeadRuns.CloseAsync(hub, RunKind.Provisioning, log, time, cancellationToken).ConfigureAwait(false);
            AccountFacts facts = await replica.RefreshAsync(progress, cancellationToken).ConfigureAwait(false);
            await replica.ReckonAsync(cancellationToken).ConfigureAwait(false);
            return new ProvisioningRun(hub, account, time, log, executor, outcome, replica, facts, settled, trial);
        }
        catch
        {
            await log.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes the word that these differences are to be pushed; the next plan has them.</summary>
    /// <param name="drifts">Rows of Compare-RcAccount.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PushAsync(IReadOnlyCollection<AccountDrift> drifts, CancellationToken cancellationToken = default)
    {
        // The list may not show what the comparison has seen: each extension is looked at once more.
        string[] extensions = [.. drifts.Where(DriftWords.CanBeSaid).Select(drift => drift.ExtensionId).OfType<string>().Distinct()];
        await _replica.ReadWholeAsync(extensions, null, cancellationToken).ConfigureAwait(false);
        await DriftWords.SayAsync(_hub, drifts, DriftAnswer.Push, _time, _log.Lease, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans and stores the plan.</summary>
    /// <param name="only">The people to plan for; null for everybody.</param>
    /// <param name="acceptGuard">A person has accepted what the guard would stop.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Plan> PlanAsync(IReadOnlySet<string>? only, bool acceptGuard, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (_used)
        {
            // An earlier batch of this run has changed the account.
            _facts = await _replica.RefreshAsync(progress, cancellationToken).ConfigureAwait(false);
        }

        string? goneStopped = await GoneExtensions.EndLinksAsync(
            _hub, _replica.Gone, RunKind.Provisioning, nameof(OperationKind.Deactivate), PlanBuilder.Taken(_log), acceptGuard, _log, _time, cancellationToken).ConfigureAwait(false);
        foreach (AppUser _ in goneStopped is null ? _replica.Gone.Where(extension => extension.UserId is not null) : [])
        {
            _log.Count(GoneExtensions.Counted);
        }

        _used = true;
        _found = [.. _settled.Where(record => only is null || only.Contains(record.HubUserId))];
        _settled.RemoveAll(record => _found.Contains(record));
        PlanBuilder builder = await PlanBuilder.LoadAsync(_hub, _account, _facts, _log, _time, cancellationToken).ConfigureAwait(false);
        builder.HoldGone(_replica.Gone.Select(extension => extension.Key), goneStopped);
        Plan plan = await builder.BuildAsync(only, acceptGuard, cancellationToken).ConfigureAwait(false);
        await builder.StoreAsync(plan, only, cancellationToken).ConfigureAwait(false);
        _askedFor = only is null ? _askedFor : (_askedFor ?? 0) + only.Count;
        _log.CountRefusedValues(plan.Summary.RefusedValues);
        return plan;
    }

    /// <summary>Counts what a plan would do, in a what-if, where nothing is carried out.</summary>
    public void CountPlanned(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (Operation operation in plan.Operations)
        {
            _log.Count(operation.State == OperationState.Planned ? operation.Kind.ToString() : operation.Shown.ToString());
        }
    }

    /// <summary>Carries a plan out; whoever an earlier run left on the way and who was found done comes first.</summary>
    public async IAsyncEnumerable<ProvisioningRecord> ExecuteAsync(
        Plan plan, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await foreach (ProvisioningRecord record in _log.HandAsync(CarryOutAsync(plan, progress, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    /// <summary>Waits for a person's answer, which is no part of the time that the run took.</summary>
    public Task<bool> AskingAsync(Func<Task<bool>> ask) => _log.AskingAsync(ask);

    /// <summary>Holds a plan that nobody was there to confirm: its operations wait for a word.</summary>
    /// <returns>What is left of the plan to carry out: the operations that a person has approved one by one.</returns>
    public async Task<Plan> HoldAsync(Plan plan, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Operation[] operations =
        [
            .. plan.Operations.Select(operation => operation.State == OperationState.Planned && !Word.IsApprovedItself(operation)
                ? operation with { State = OperationState.Held, ErrorId = "RunNotConfirmed", Reason = reason, Remedy = "Look at Get-RcOperation -State Held; Approve-RcOperation, or confirm the run." }
                : operation),
        ];
        await _hub.WriteAsync(
            transaction => transaction.SaveAsync([.. operations.Where(operation => operation.ErrorId == "RunNotConfirmed")], cancellationToken), _log.Lease, cancellationToken).ConfigureAwait(false);
        return plan with { Operations = operations };
    }

    /// <summary>Drops a plan that a person said no to: nothing of it waits, and what was approved one by one stays approved.</summary>
    /// <returns>Nothing to carry out.</returns>
    public async Task<Plan> DropAsync(Plan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Operation[] dropped =
        [
            .. plan.Operations.Where(static operation => operation.State == OperationState.Planned && !Word.IsApprovedItself(operation))
                .Select(operation => operation with { State = OperationState.Superseded, DoneAt = _time.GetUtcNow() }),
        ];
        await _hub.WriteAsync(transaction => transaction.SaveAsync(dropped, cancellationToken), _log.Lease, cancellationToken).ConfigureAwait(false);
        return plan with { Operations = [] };
    }

    /// <summary>Ends the run, of which a person wanted nothing.</summary>
    public Task DeclineAsync() => _log.DeclineAsync();

    /// <summary>Ends the run as completed, or as held by a guard.</summary>
    public Task EndAsync(string? stopped = null) => _log.EndAsync(stopped is null ? RunState.Completed : RunState.Held, stopped);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _executor.Dispose();
        _outcome.Dispose();
        await _log.DisposeAsync().ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ProvisioningRecord> CarryOutAsync(Plan plan, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ProvisioningRecord record in _found)
        {
            yield return record;
        }

        if (ReadAtOnce.Pays(plan.Operations.Where(operation => operation.State == OperationState.Planned)))
        {
            await _outcome.ReadAllNumbersAsync(cancellationToken).ConfigureAwait(false);
        }

        await foreach (ProvisioningRecord record in _executor.ExecuteAsync(plan, _facts, progress, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }
}
