using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Counts the people of a group.</summary>
public static class GroupSize
{
    /// <summary>How many people an assignment of the group reaches now: its members, nested ones included, who are active.</summary>
    public static async Task<long> CountAsync(IHubReader hub, HubGroup group, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(group);
        if (group.Kind == HubGroupKind.Everyone)
        {
            return await hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false);
        }

        long active = 0;
        IReadOnlySet<string> members = (await GroupGraph.LoadAsync(hub, cancellationToken).ConfigureAwait(false)).UsersOf(group.Id);
        foreach (string[] ids in members.Chunk(500))
        {
            active += await hub.CountAsync(new Filter<HubUserStanding>().In(row => row.Id, ids).Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false);
        }

        return active;
    }
}
