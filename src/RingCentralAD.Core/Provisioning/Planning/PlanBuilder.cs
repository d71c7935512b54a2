using System.Text.Json;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Makes a plan from the hub and the account's facts: differences are reckoned again for the touched and taken as kept for the rest,
/// then arranged. Work grows with what changed.
/// </summary>
public sealed class PlanBuilder
{
    private const int BatchSize = 500;

    /// <summary>What takes RingCentral away from people; deleting is guarded by itself, since those whom it concerns were counted when they were deactivated.</summary>
    private static readonly OperationKind[] s_takeAway = [OperationKind.Deactivate, OperationKind.Delete];

    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly AccountFacts _facts;
    private readonly RunLog _run;
    private readonly TimeProvider _time;
    private readonly MappingCatalog _mappings;
    private readonly ProvisioningOptions _options;
    private readonly DiffEngine _engine;
    private readonly RoleReader _roles;
    private OpenOperations? _open;
    private HashSet<string> _goneHeld = [];
    private string? _goneStopped;

    private PlanBuilder(IHubStore hub, IAccount account, AccountFacts facts, RunLog run, TimeProvider time, MappingCatalog mappings, ProvisioningOptions options)
    {
        _hub = hub;
        _account = account;
        _facts = facts;
        _roles = new RoleReader(account, mappings);
        _run = run;
        _time = time;
        _mappings = mappings;
        _options = options;
        _engine = new DiffEngine(mappings, options, facts.Dictionaries, facts.Lists);
    }

    /// <summary>Reads mappings and options for one run.</summary>
    public static async Task<PlanBuilder> LoadAsync(
        IHubStore hub, IAccount account, AccountFacts facts, RunLog run, TimeProvider time, CancellationToken cancellationToken = default)
    {
        MappingCatalog mappings = await MappingCatalog.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        ProvisioningOptions options = await hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false);
        await AccountNeeds.CompleteAsync(facts, account, mappings, cancellationToken).ConfigureAwait(false);
        return new PlanBuilder(hub, account, facts, run, time, mappings, options);
    }

    /// <summary>Plans.</summary>
    /// <param name="only">The people to plan for; null for everybody.</param>
    /// <param name="acceptGuard">A person has accepted what the guard would stop.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Plan> BuildAsync(IReadOnlySet<string>? only, bool acceptGuard, CancellationToken cancellationToken = default)
    {
        AssignmentView assignments = await AssignmentView.LoadAsync(_hub, cancellationToken).ConfigureAwait(false);
        await assignments.SaveAsync(_hub, _run, _time, cancellationToken).ConfigureAwait(false);
        await TouchAllWhereRulesChangedAsync(cancellationToken).ConfigureAwait(false);
        MappingAsks asks = _mappings.Asks(MappingDirection.HubToRc);
        HubSurroundings surroundings = await HubSurroundings.LoadAsync(_hub, _mappings.Names, asks, cancellationToken).ConfigureAwait(false);
        await SurroundingsMarks.TouchAsync(_hub, surroundings, asks, Ids.RingCentral, _run, _time, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TouchedMark> marks = await _hub.ListAsync(new Filter<TouchedMark>().Equal(row => row.SystemId, Ids.RingCentral), cancellationToken).ConfigureAwait(false);
        await _roles.PrepareAsync(marks.Count, cancellationToken).ConfigureAwait(false);
        foreach (TouchedMark[] batch in marks.Chunk(BatchSize))
        {
            await RenewAsync(batch, assignments, surroundings, cancellationToken).ConfigureAwait(false);
        }

        List<PersonDiff> diffs = [];
        await foreach (KeptDiff kept in _hub.ReadAsync(new Filter<KeptDiff>().Equal(row => row.SystemId, Ids.RingCentral), cancellationToken).ConfigureAwait(false))
        {
            if (only is null || only.Contains(kept.UserId))
            {
                diffs.Add(JsonSerializer.Deserialize<PersonDiff>(kept.Json)!);
            }
        }

        diffs = [.. await OwedNumbers.AddAsync(_hub, diffs, only, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false)];
        await AccountNeeds.StockAsync(_facts, _account, _options, diffs, cancellationToken).ConfigureAwait(false);
        await AccountNeeds.LongestNumberAsync(_facts, _account, diffs, cancellationToken).ConfigureAwait(false);
        diffs = await PutBack.ApplyAsync(_hub, diffs, cancellationToken).ConfigureAwait(false);
        HashSet<string> linked = await LinkedAsync(diffs, cancellationToken).ConfigureAwait(false);
        Refusals refusals = await Refusals.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        Arranger arranger = new(_facts, _options, linked, _engine, refusals, _run.Id, _time);
        Plan plan = arranger.Arrange([.. diffs.Select(diff => diff.LeftAlone(_facts.WhyExcluded(diff.ExtensionId)))]);
        _open = await OpenOperations.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        Operation[] settled = [.. plan.Operations.Select(refusals.Apply).Select(HoldUnreadable).Select(operation => Deletion.WithNotice(operation, _open.Find(operation), _time.GetUtcNow()))
            .Select(operation => Word.Apply(operation, _open.Find(operation)))];
        settled = await ImportApproval.ApplyAsync(_hub, settled, operation => IsPlanned(operation, OperationKind.Deactivate), cancellationToken).ConfigureAwait(false);
        string? stopped = null;
        foreach (OperationKind kind in acceptGuard ? [] : s_takeAway)
        {
            if (await GuardAsync(kind, settled, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                stopped ??= reason;
                settled = [.. settled.Select(operation => IsPlanned(operation, kind) && !Word.IsApproved(operation) ? Held(operation, reason) : operation)];
            }
        }

        settled = [.. WithoutOrphans(settled).Select(_open.Adopt)];
        bool held = settled.Any(operation => operation.ErrorId == "GuardTripped");
        return plan with { Operations = settled, Summary = arranger.Summarize(settled), Stopped = held ? stopped ?? _goneStopped : null };
    }

    /// <summary>Which extensions that have a joiner's mail address belong to somebody of the hub.</summary>
    private async Task<HashSet<string>> LinkedAsync(IEnumerable<PersonDiff> diffs, CancellationToken cancellationToken)
    {
        HashSet<string> linked = [];
        string[] asked = [.. diffs.Where(diff => diff.Kind == DiffKind.Join).SelectMany(diff => _facts.WithMail(diff.Values.GetValueOrDefault("email") ?? diff.Email)).Select(extension => extension.Id).Distinct()];
        foreach (string[] batch in asked.Chunk(BatchSize))
        {
            await foreach (AppUserLink link in _hub.ReadAsync(
                new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Key, batch).NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
            {
                linked.Add(link.Key);
            }
        }

        return linked;
    }

    /// <summary>What concerns extensions whose end the guard did not let pass is held with them.</summary>
    /// <param name="extensionIds">The extensions.</param>
    /// <param name="stopped">What the guard said.</param>
    public void HoldGone(IEnumerable<string> extensionIds, string? stopped)
    {
        _goneStopped = stopped;
        _goneHeld = stopped is null ? [] : [.. extensionIds];
    }

    private Operation HoldUnreadable(Operation operation) =>
        operation is { State: OperationState.Planned, TargetKey: { } target } && _goneHeld.Contains(target)
            ? Held(operation, $"The linked extension is gone from RingCentral. {_goneStopped}")
            : operation;

    private static Operation Held(Operation operation, string reason) => operation with
    {
        State = OperationState.Held,
        ErrorId = "GuardTripped",
        Reason = reason,
        Remedy = "Look at Get-RcOperation -State Held; approve person by person with Approve-RcOperation, or run again with -AcceptGuard.",
    };

    /// <summary>Stores the plan's operations in place of what was planned before for the same people.</summary>
    public async Task StoreAsync(Plan plan, IReadOnlySet<string>? only, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _open ??= await OpenOperations.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        foreach (Operation[] batch in _open.Changes(plan, only).Chunk(BatchSize))
        {
            await _hub.WriteAsync(transaction => transaction.SaveAsync(batch, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        }

        await PlanProblems.SaveAsync(_hub, plan, only, _run, _time, cancellationToken).ConfigureAwait(false);
        _run.SetPlan(plan.Summary.Fingerprint);
    }

    private async Task RenewAsync(TouchedMark[] batch, AssignmentView assignments, HubSurroundings surroundings, CancellationToken cancellationToken)
    {
        string[] ids = [.. batch.Select(mark => mark.UserId)];
        List<HubUser> users = [.. await _hub.ListAsync(new Filter<HubUser>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false)];
        ILookup<string, AppUser> appUsers = (await _hub.ListAsync(new Filter<AppUser>().In<string?>(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            .ToLookup(user => user.UserId!, StringComparer.Ordinal);
        IReadOnlyDictionary<(string, string), DateTimeOffset> deactivated = await Deactivations.OfAsync(
            _hub, [.. appUsers.SelectMany(group => group).Where(app => app is { SystemId: Ids.RingCentral, State: AppUserState.Present, Enabled: false }).Select(app => app.UserId!)], cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, PersonSurroundings> seen = await surroundings.OfAsync(users, appUsers, cancellationToken).ConfigureAwait(false);
        ILookup<string, DriftChoice> left = (await _hub.ListAsync(
            new Filter<DriftChoice>().Equal(row => row.Choice, DriftAnswer.Leave).In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            .ToLookup(choice => choice.UserId, StringComparer.Ordinal);
        DateTimeOffset now = _time.GetUtcNow();
        List<KeptDiff> kept = [];
        foreach (HubUser user in users)
        {
            AppUser? account = appUsers[user.Id].FirstOrDefault(app => app.SystemId == Ids.RingCentral);
            AppUser? source = OwnerOrder.SourceOf([.. appUsers[user.Id]]);
            PersonDiff diff = _engine.Diff(new PersonView(user, account, source, assignments.IsAssigned(user.Id), assignments.IsLost(user.Id), seen[user.Id])
            {
                Left = [.. left[user.Id]],
                StandsSince = assignments.Since(user.Id, now) is { } assigned && assigned > user.UpdatedAt ? assigned : user.UpdatedAt,
                Roles = account is null ? null : await _roles.OfAsync(account.Key, cancellationToken).ConfigureAwait(false),
                DeactivatedAt = account is not null && deactivated.TryGetValue((user.Id, account.Key), out DateTimeOffset at) ? at : null,
            });
            if (diff.Kind != DiffKind.None || diff.Problems.Count > 0)
            {
                kept.Add(new KeptDiff(Ids.RingCentral, user.Id, JsonSerializer.Serialize(diff)));
            }
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.RemoveAsync(new Filter<KeptDiff>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync(kept, cancellationToken).ConfigureAwait(false);

                // A newer mark has another revision and stays.
                await transaction.RemoveAsync(
                    new Filter<TouchedMark>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.Revision, [.. batch.Select(mark => mark.Revision)]),
                    cancellationToken).ConfigureAwait(false);
            },
            _run.Lease,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A change of mapping, option or dictionary concerns everybody who has or gets an account.</summary>
    private async Task TouchAllWhereRulesChangedAsync(CancellationToken cancellationToken)
    {
        PlanBasis now = PlanBasis.Of(_mappings, _options, _facts.Dictionaries, _facts.Lists);
        if (now.Equals(await _hub.FindSettingAsync<PlanBasis>(cancellationToken).ConfigureAwait(false)))
        {
            return;
        }

        HashSet<string> concerned = [];
        await foreach (AssignedUser user in _hub.ReadAsync(new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral), cancellationToken).ConfigureAwait(false))
        {
            concerned.Add(user.UserId);
        }

        await foreach (AppUserLink link in _hub.ReadAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            concerned.Add(link.UserId!);
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([.. concerned.Select(id => new TouchedMark(Ids.RingCentral, id, Ids.New(_time)))], cancellationToken).ConfigureAwait(false);
                await transaction.SetAsync(now, cancellationToken).ConfigureAwait(false);
            },
            _run.Lease,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> GuardAsync(OperationKind kind, IReadOnlyCollection<Operation> operations, CancellationToken cancellationToken)
    {
        int taken = operations.Count(operation => IsPlanned(operation, kind));
        if (taken == 0)
        {
            return null;
        }

        // A pipeline's batches are one run: what the earlier ones took counts, though the run's row does not tell it before its end.
        bool delete = kind == OperationKind.Delete;
        int earlier = delete ? (int)_run.Counts.GetValueOrDefault(nameof(OperationKind.Delete)) : Taken(_run);
        long holders = await Hub.Guard.HoldersAsync(_hub, cancellationToken).ConfigureAwait(false);
        return await Hub.Guard.CheckAsync(
            _hub, RunKind.Provisioning, kind.ToString(), taken + earlier, holders + earlier + (delete ? taken : 0), _time, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many people a run took RingCentral away from so far, or found without it.</summary>
    internal static int Taken(RunLog run) =>
        (int)(run.Counts.GetValueOrDefault(nameof(OperationKind.Deactivate)) + run.Counts.GetValueOrDefault(GoneExtensions.Counted));

    private static bool IsPlanned(Operation operation, OperationKind kind) => operation.State == OperationState.Planned && operation.Kind == kind;

    /// <summary>What hangs on an extension that is not made now is not planned: the plan after it was made has it.</summary>
    private static IEnumerable<Operation> WithoutOrphans(IReadOnlyCollection<Operation> operations)
    {
        HashSet<string> made = [.. operations.Where(operation => operation is { Kind: OperationKind.Create, State: OperationState.Planned }).Select(operation => operation.UserId)];
        return operations.Where(operation => operation.TargetKey is not null || operation.Kind == OperationKind.Create || operation.State != OperationState.Planned || made.Contains(operation.UserId));
    }
}
