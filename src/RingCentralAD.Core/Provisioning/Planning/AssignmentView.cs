using System.Runtime.CompilerServices;
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
        HashSet<string> assigned = [];
        await foreach (AssignmentPerson person in hub.ReadAsync(new Filter<AssignmentPerson>().NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            assigned.Add(person.UserId);
        }

        AssignmentGroup[] groups =
        [
            .. (await hub.ListAsync(new Filter<AssignmentGroup>().NotNull(row => row.GroupId), cancellationToken).ConfigureAwait(false)).Where(group => group.GroupId != withoutGroup),
        ];
        if (groups.Length > 0)
        {
            GroupGraph graph = await GroupGraph.LoadAsync(hub, cancellationToken).ConfigureAwait(false);
            foreach (AssignmentGroup group in groups)
            {
                assigned.UnionWith(await graph.MembersAsync(hub, group.GroupId, cancellationToken).ConfigureAwait(false));
            }
        }

        Dictionary<string, AssignedUser> before = (await reading.ConfigureAwait(false)).ToDictionary(user => user.UserId, StringComparer.Ordinal);
        await foreach (string held in MissingAsync(hub, cancellationToken).ConfigureAwait(false))
        {
            if (before.GetValueOrDefault(held) is { Assigned: true })
            {
                assigned.Add(held);
            }
        }

        return new AssignmentView(assigned, before);
    }

    /// <summary>People whose entry a directory no longer shows, and about whom the import's guard lets nothing be decided yet: their groups say nothing either.</summary>
    private static async IAsyncEnumerable<string> MissingAsync(IHubReader hub, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (DirectoryEntry directory in await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            Filter<AppUserStanding> missing = new Filter<AppUserStanding>().Equal(row => row.SystemId, directory.Id).Equal(row => row.State, AppUserState.Missing).NotNull(row => row.UserId);
            await foreach (AppUserStanding person in hub.ReadAsync(missing, cancellationToken).ConfigureAwait(false))
            {
                yield return person.UserId!;
            }
        }
    }

    /// <summary>Assigned now, directly or by a group.</summary>
    public bool IsAssigned(string userId) => _assigned.Contains(userId);

    /// <summary>Was assigned and no longer is; stays so until the account is deactivated.</summary>
    public bool IsLost(string userId) => !_assigned.Contains(userId) && _before.ContainsKey(userId);

    /// <summary>Since when the person is assigned, or is not; null where the person never was.</summary>
    public DateTimeOffset? Since(string userId, DateTimeOffset now) =>
        _before.TryGetValue(userId, out AssignedUser? row) && row.Assigned == _assigned.Contains(userId) ? row.Since
        : row is not null || _assigned.Contains(userId) ? now
        : null;

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
