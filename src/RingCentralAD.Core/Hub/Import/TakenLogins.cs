using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Finds, in a batch of changed people, who would get a login that another person has. They keep the login they had, and are told of: one bad
/// value stops no import. Logins may go from hand to hand within the batch.
/// </summary>
internal static class TakenLogins
{
    /// <summary>Gives the old login back where the new one is taken; tells whose it is, by hub user id.</summary>
    public static async Task<Dictionary<string, HubUser>> KeepOldAsync(
        IHubReader hub, IReadOnlyDictionary<string, HubUser> before, HubChanges changes, CancellationToken cancellationToken)
    {
        Dictionary<string, HubUser> taken = new(StringComparer.Ordinal);
        string[] wanted = [.. Changed().Select(user => user.LoginKey!).Distinct(StringComparer.Ordinal)];
        if (wanted.Length == 0)
        {
            return taken;
        }

        IReadOnlyList<HubUser> holders = await hub.ListAsync(new Filter<HubUser>().In<string?>(row => row.LoginKey, wanted), cancellationToken).ConfigureAwait(false);
        while (Next() is (HubUser loser, HubUser holder))
        {
            // Whoever keeps the old login may stand in another one's way with it: looked at again.
            taken[loser.Id] = holder;
            changes.Users[loser.Id] = loser with { Profile = loser.Profile.With([new("login", before[loser.Id].Login)]) };
        }

        return taken;

        IEnumerable<HubUser> Changed() => changes.Users.Values.Where(user =>
            user.LoginKey is not null && before.TryGetValue(user.Id, out HubUser? old) && old.LoginKey != user.LoginKey);

        (HubUser Loser, HubUser Holder)? Next()
        {
            foreach (HubUser user in Changed().ToArray())
            {
                HubUser? other = holders.Where(holder => !changes.Users.ContainsKey(holder.Id)).Concat(changes.Users.Values)
                    .FirstOrDefault(holder => holder.Id != user.Id && holder.LoginKey == user.LoginKey);
                if (other is not null)
                {
                    return (user, other);
                }
            }

            return null;
        }
    }
}
