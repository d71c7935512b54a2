using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD.Core.Running;

/// <summary>The extension that a person has.</summary>
/// <param name="Number">The direct number; null where there is none to use.</param>
/// <param name="Extension">The extension number.</param>
/// <param name="Enabled">Neither disabled nor frozen.</param>
/// <param name="Waits">Why the number is not written into the directory; null where nothing keeps it.</param>
internal sealed record HeldExtension(string? Number, string? Extension, bool Enabled, string? Waits);

/// <summary>Somebody with an extension whom a report names.</summary>
internal sealed record NamedExtension(string Name, HeldExtension Extension);

/// <summary>Where everybody stands: kept small, since it is held for all people at once.</summary>
internal sealed class PeopleView
{
    /// <summary>So many are named in a table of a report.</summary>
    public const int Named = 200;

    private readonly Dictionary<string, HubUserStatus> _standings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HeldExtension> _extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);

    /// <summary>How many people there are in each state.</summary>
    public IReadOnlyDictionary<PersonState, long> States { get; private set; } = new Dictionary<PersonState, long>();

    /// <summary>How many numbers wait, by reason.</summary>
    public SortedDictionary<string, long> WaitingBy { get; } = new(StringComparer.Ordinal);

    /// <summary>The first people whose numbers wait.</summary>
    public List<NamedExtension> Waiting { get; } = [];

    /// <summary>The first deactivated people who still hold a licence.</summary>
    public List<NamedExtension> Leavers { get; } = [];

    /// <summary>Where the person stands.</summary>
    public PersonState StateOf(string userId, HubUserStatus status) => PersonStates.Of(status, _extensions.GetValueOrDefault(userId)?.Enabled, _assigned.Contains(userId));

    /// <summary>The person's extension; null where there is none.</summary>
    public HeldExtension? ExtensionOf(string userId) => _extensions.GetValueOrDefault(userId);

    /// <summary>The ids of what the person is stuck for; null where nothing keeps the person.</summary>
    public string? ProblemsOf(string userId) => _problems.GetValueOrDefault(userId);

    /// <summary>Reads it.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="problem">Is told of each problem on the way.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PeopleView> ReadAsync(IHubReader hub, Action<Problem> problem, TimeProvider time, CancellationToken cancellationToken)
    {
        PeopleView view = new();
        await foreach (HubUserStanding user in hub.ReadAsync(new Filter<HubUserStanding>().AnyOrder(), cancellationToken).ConfigureAwait(false))
        {
            view._standings[user.Id] = user.Status;
        }

        await foreach (AssignedUser user in hub.ReadAsync(new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral), cancellationToken).ConfigureAwait(false))
        {
            if (user.Assigned)
            {
                view._assigned.Add(user.UserId);
            }
        }

        await foreach (Problem one in hub.ReadAsync<Problem>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            problem(one);
            if (one.UserId is { } id && view._problems.GetValueOrDefault(id) is var before && before?.Split(' ').Contains(one.ErrorId) != true)
            {
                view._problems[id] = before is null ? one.ErrorId : $"{before} {one.ErrorId}";
            }
        }

        await view.ReadExtensionsAsync(hub, time, cancellationToken).ConfigureAwait(false);
        view.States = view._standings.GroupBy(user => view.StateOf(user.Key, user.Value)).ToDictionary(static group => group.Key, static group => group.LongCount());
        return view;
    }

    private async Task ReadExtensionsAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken)
    {
        Suspensions suspensions = await Suspensions.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false);
        await foreach (AppUser row in hub.ReadAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            string userId = row.UserId!;
            bool left = _standings.GetValueOrDefault(userId) == HubUserStatus.Deactivated;
            string? suspended = left ? null : suspensions.Find(userId, row.Attributes, hangsOnNumbers: true)?.Describe();
            string? reason = left || !row.Enabled ? null : suspended is null ? RingCentralNumbers.WaitReason(row.Attributes) : "write-back is suspended";
            HeldExtension extension = new(row.Attributes.Text("directNumber"), row.Attributes.Text("extensionNumber"), row.Enabled, suspended ?? reason);
            _extensions[userId] = extension;
            if (left)
            {
                Name(Leavers, row, extension);
            }
            else if (reason is not null)
            {
                WaitingBy[reason] = WaitingBy.GetValueOrDefault(reason) + 1;
                Name(Waiting, row, extension);
            }
        }
    }

    private static void Name(List<NamedExtension> list, AppUser row, HeldExtension extension)
    {
        if (list.Count < Named)
        {
            list.Add(new NamedExtension(row.Place, extension));
        }
    }
}
