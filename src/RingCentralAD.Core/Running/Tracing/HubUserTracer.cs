using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Explains people from what the hub holds, by the code that reckons and plans: masters and mappings give the values again, and the difference to
/// RingCentral is the one a run would find. Asks no server and changes nothing.
/// </summary>
public sealed class HubUserTracer
{
    private const int LastOperations = 10;
    private readonly IHubReader _hub;
    private readonly ProfileBuilder _builder;
    private readonly HubSurroundings _surroundings;
    private readonly DiffEngine _engine;
    private readonly ExclusionRules _exclusions;
    private readonly AssignmentView _assigned;
    private readonly IReadOnlyDictionary<string, List<HubGroup>> _groups;
    private readonly HubGroup? _everyone;
    private readonly ILookup<string, Assignment> _assignments;

    private HubUserTracer(
        IHubReader hub, ProfileBuilder builder, HubSurroundings surroundings, DiffEngine engine, ExclusionRules exclusions, AssignmentView assigned,
        GroupGraph graph, IReadOnlyList<Assignment> assignments)
    {
        _hub = hub;
        _builder = builder;
        _surroundings = surroundings;
        _engine = engine;
        _exclusions = exclusions;
        _assigned = assigned;
        _groups = graph.GroupsByUser();
        _everyone = graph.Groups.FirstOrDefault(group => group.Kind == HubGroupKind.Everyone);
        _assignments = assignments.ToLookup(assignment => assignment.UserId ?? assignment.GroupId ?? "", StringComparer.Ordinal);
    }

    /// <summary>Reads rules, groups and assignments, once for as many people as are asked about.</summary>
    public static async Task<HubUserTracer> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        ProvisioningOptions options = await hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false);
        KeptDictionaries kept = await hub.GetAsync<KeptDictionaries>(cancellationToken).ConfigureAwait(false);
        MappingAsks asks = builder.Asks | builder.Mappings.Asks(MappingDirection.HubToRc);
        return new HubUserTracer(
            hub,
            builder,
            await HubSurroundings.LoadAsync(hub, builder.Mappings.Names, asks, cancellationToken).ConfigureAwait(false),
            new DiffEngine(await MappingsAsync(hub, builder, kept, time, cancellationToken).ConfigureAwait(false), options, new AccountDictionaries(kept.Countries, kept.States)),
            await hub.GetAsync<ExclusionRules>(cancellationToken).ConfigureAwait(false),
            await AssignmentView.LoadAsync(hub, cancellationToken).ConfigureAwait(false),
            await GroupGraph.LoadAsync(hub, cancellationToken).ConfigureAwait(false),
            await hub.ListAsync<Assignment>(cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Before RingCentral's names of countries and states were ever read, nobody can say whether one is right: these mappings are left out.</summary>
    private static async Task<MappingCatalog> MappingsAsync(IHubReader hub, ProfileBuilder builder, KeptDictionaries kept, TimeProvider time, CancellationToken cancellationToken)
    {
        if (kept.Countries.Count > 0)
        {
            return builder.Mappings;
        }

        IReadOnlyList<AttributeMapping> all = await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false);
        return new MappingCatalog(
            builder.Mappings.Attributes, all.Where(mapping => mapping is not { Direction: MappingDirection.HubToRc, Target: "country" or "state" }), builder.Directories, time);
    }

    /// <summary>Explains one person.</summary>
    public async Task<HubUserTrace> TraceAsync(HubUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ILookup<string, AppUser> all = await People.AppUsersAsync(_hub, [user.Id], cancellationToken).ConfigureAwait(false);
        AppUser[] appUsers = [.. all[user.Id].OrderBy(app => app.SystemId == Ids.RingCentral).ThenBy(app => app.SystemId, StringComparer.Ordinal)];
        PersonSurroundings seen = (await _surroundings.OfAsync([user], all, cancellationToken).ConfigureAwait(false))[user.Id];
        AppUser? owner = _builder.LifeCycleOwner(appUsers);
        AppUser? account = appUsers.FirstOrDefault(app => app.SystemId == Ids.RingCentral);
        HubGroup[] groups = [.. _groups.GetValueOrDefault(user.Id) ?? [], .. _everyone is not null && user.Status == HubUserStatus.Active ? [_everyone] : Array.Empty<HubGroup>()];
        AssignmentTrace[] assignments =
        [
            .. _assignments[user.Id].Select(assignment => new AssignmentTrace(null, assignment.Origin, assignment.CreatedAt)),
            .. groups.SelectMany(group => _assignments[group.Id].Select(assignment => new AssignmentTrace(group.Name, assignment.Origin, assignment.CreatedAt))),
        ];
        IReadOnlyList<Operation> operations = await _hub.ListAsync(new Filter<Operation>().Equal(row => row.UserId, user.Id), cancellationToken).ConfigureAwait(false);
        AssignedUser? assigned = await _hub.FindAsync(
            new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, user.Id), cancellationToken).ConfigureAwait(false);
        OperationInfo[] open = [.. operations.Where(operation => operation.State is not (OperationState.Done or OperationState.Superseded)).OrderBy(operation => operation.CreatedAt).Select(operation => OperationInfo.Of(operation, user))];
        OperationInfo[] done = [.. operations.Where(operation => operation.State == OperationState.Done).OrderByDescending(operation => operation.DoneAt).Take(LastOperations).Select(operation => OperationInfo.Of(operation, user))];
        PersonDiff diff = _engine.Diff(new PersonView(
            user, account, appUsers.FirstOrDefault(app => app.SystemId != Ids.RingCentral), _assigned.IsAssigned(user.Id), _assigned.IsLost(user.Id), seen))
            .LeftAlone(account is { State: AppUserState.Present } ? _exclusions.Why(account) : null);
        AccountStory story = new(user, account, assignments, assigned, diff, open, done);
        return new HubUserTrace
        {
            Person = user.Name,
            Login = user.Login,
            Email = user.Email,
            HubUserId = user.Id,
            Status = user.Status,
            Hold = user.Hold,
            LifeCycle = [.. LifeCycleStory.Of(user, owner, open, _builder)],
            Standing = story.Standing,
            RingCentral = [.. story.Tell()],
            Links = [.. appUsers.Select(app => new LinkTrace(_builder.NameOf(app.SystemId), app.Place, app.Key, app.State, app.Enabled, app.InScope, app == owner, app.ReadAt))],
            Groups = [.. groups.Select(group => group.Name)],
            Assignments = assignments,
            Values = _builder.Trace(user.Profile, user.LocalValues, appUsers, seen),
            Open = open,
            Done = done,
            Problems = await _hub.ListAsync(new Filter<Problem>().Equal(row => row.UserId, user.Id), cancellationToken).ConfigureAwait(false),
        };
    }
}
