using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Reads people with all that belongs to them, many at a time.</summary>
internal static class People
{
    /// <summary>The hub users with these ids, by id.</summary>
    public static async Task<Dictionary<string, HubUser>> UsersAsync(IHubReader hub, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        Dictionary<string, HubUser> users = new(StringComparer.Ordinal);
        if (ids.Count > 0)
        {
            await foreach (HubUser user in hub.ReadAsync(new Filter<HubUser>().In(row => row.Id, ids), cancellationToken).ConfigureAwait(false))
            {
                users[user.Id] = user;
            }
        }

        return users;
    }

    /// <summary>The ids of all hub users who are linked to anything.</summary>
    public static async Task<HashSet<string>> LinkedAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        HashSet<string> linked = new(StringComparer.Ordinal);
        await foreach (AppUserLink link in hub.ReadAsync(new Filter<AppUserLink>().NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            linked.Add(link.UserId!);
        }

        return linked;
    }

    /// <summary>The app users of these hub users in all systems, by hub user.</summary>
    public static async Task<ILookup<string, AppUser>> AppUsersAsync(IHubReader hub, IReadOnlyCollection<string> userIds, CancellationToken cancellationToken)
    {
        IReadOnlyList<AppUser> found = userIds.Count == 0
            ? []
            : await hub.ListAsync(new Filter<AppUser>().In<string?>(row => row.UserId, [.. userIds]), cancellationToken).ConfigureAwait(false);
        return found.ToLookup(user => user.UserId!, StringComparer.Ordinal);
    }
}
