using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Who is assigned now, and who was and no longer is.</summary>
public sealed class AssignmentView
{
    private readonly HashSet<string> _assigned;
    private readonly Dictionary<string, AssignedUser> _before;

    private AssignmentView(HashSet<string> assigned, Dictionary<string, AssignedUser> before)
    {
        _assigned = assigned;
        _before = before;
    }

    /// <summary>How many people are assigned.</summary>
    public int Count => _assigned.Count;

    /// <summary>Who is assigned, by hub user id.</summary>
    public IReadOnlyCollection<string> People => _assigned;

    /// <summary>Reckons it from direct assignments and the members of assigned groups.</summary>
    public static Task<AssignmentView> LoadAsync(IHubReader hub, CancellationToken cancellationToken = default) => LoadAsync(hub, null, cancellationToken);

    /// <summary>The same, as it would be without the assignment of a group.</summary>
    public static async Task<AssignmentView> LoadAsync(IHubReader hub, string? withoutGroup, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        // Two long reads, side by side.
        Task<IReadOnlyList<AssignedUser>> reading = Task.Run(
            () => hub.ListAsync(new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral), cancellationToken), cancellationToken);
        IReadOnlyList<Assignment> assignments = await hub.ListAsync<Assignment>(cancellationToken: cancellationToken).ConfigureAwait(false);
        HashSet<string> assigned = [.. assignments.Select(assignment => assignment.UserId).OfType<string>()];
        string[] groups = [.. assignments.Select(assignment => assignment.GroupId).OfType<string>().Where(group => group != withoutGroup)];
        if (groups.Length > 0)
        {
            GroupGraph graph = await GroupGraph.LoadAsync(hub, cancellationToken).ConfigureAwait(false);
            if (graph.Groups.Any(group => group.Kind == HubGroupKind.Everyone && groups.Contains(group.Id)))
            {
                List<string> active = [];
                await foreach (HubUser user in hub.ReadAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false))
                {
                    active.Add(user.Id);
                }

                graph.SetEveryone(active);
            }

            foreach (string group in groups)
            {
                assigned.UnionWith(graph.UsersOf(group));
            }
        }

        Dictionary<string, AssignedUser> before = (await reading.ConfigureAwait(false)).ToDictionary(user => user.UserId, StringComparer.Ordinal);
        return new AssignmentView(assigned, before);
    }

    /// <summary>Assigned now, directly or by a group.</summary>
    public bool IsAssigned(string userId) => _assigned.Contains(userId);

    /// <summary>Was assigned and no longer is; stays so until the account is deactivated.</summary>
    public bool IsLost(string userId) => !_assigned.Contains(userId) && _before.ContainsKey(userId);

    /// <summary>Stores who is assigned now and marks those for whom it changed.</summary>
    public async Task SaveAsync(IHubStore hub, RunLog run, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(run);
        DateTimeOffset now = time.GetUtcNow();
        AssignedUser[] changed =
        [
            .. _assigned.Where(id => _before.GetValueOrDefault(id) is not { Assigned: true }).Select(id => new AssignedUser(Ids.RingCentral, id, true, now)),
            .. _before.Values.Where(user => user.Assigned && !_assigned.Contains(user.UserId)).Select(user => user with { Assigned = false, Since = now }),
        ];
        foreach (AssignedUser[] batch in changed.Chunk(1000))
        {
            await hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(batch, cancellationToken).ConfigureAwait(false);
                    await transaction.SaveAsync([.. batch.Select(user => new TouchedMark(Ids.RingCentral, user.UserId, Ids.New(time)))], cancellationToken).ConfigureAwait(false);
                },
                run.Lease,
                cancellationToken).ConfigureAwait(false);
        }
    }
}
