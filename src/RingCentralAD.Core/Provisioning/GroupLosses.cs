using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Who would lose RingCentral by the end of a group: those who hold it now and whom nothing else assigns.</summary>
public static class GroupLosses
{
    /// <summary>The people, by name; none where the group is not assigned.</summary>
    public static async Task<IReadOnlyList<HubUser>> OfAsync(IHubReader hub, HubGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(group);
        if (await hub.CountAsync(new Filter<Assignment>().Equal(row => row.GroupId, group.Id), cancellationToken).ConfigureAwait(false) == 0)
        {
            return [];
        }

        AssignmentView now = await AssignmentView.LoadAsync(hub, cancellationToken).ConfigureAwait(false);
        AssignmentView then = await AssignmentView.LoadAsync(hub, group.Id, cancellationToken).ConfigureAwait(false);
        HashSet<string> losing = await Hub.Guard.HoldersAsync(hub, [.. now.People.Where(id => !then.IsAssigned(id))], cancellationToken).ConfigureAwait(false);
        List<HubUser> people = [];
        foreach (string[] ids in losing.Chunk(500))
        {
            people.AddRange((await hub.ListAsync(new Filter<HubUser>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false)).Where(user => user.Status == HubUserStatus.Active));
        }

        return [.. people.OrderBy(user => user.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Why the guard lets so many not go now; null where it does.</summary>
    public static async Task<string?> GuardAsync(IHubReader hub, int losing, TimeProvider time, CancellationToken cancellationToken = default) => await Hub.Guard.CheckAsync(
        hub, RunKind.Provisioning, nameof(OperationKind.Deactivate), losing, await Hub.Guard.HoldersAsync(hub, cancellationToken).ConfigureAwait(false), time, cancellationToken).ConfigureAwait(false);
}
