using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// What became of app users between a run's reading and its writing: a confirmed match, a refused one, a removed person. A run never takes it back,
/// and makes nobody of an app user who has an owner by then.
/// </summary>
internal static class MeanwhileLinks
{
    /// <summary>Takes out of the changes what was overtaken.</summary>
    public static async Task KeepAsync(IHubTransaction transaction, HubChanges changes, CancellationToken cancellationToken)
    {
        HashSet<(string System, string Key)> keys = [.. changes.AppUsers.Keys, .. changes.Owners.Select(owner => (owner.SystemId, owner.Key)), .. changes.Matches.Select(match => (match.SystemId, match.Key))];
        Dictionary<(string System, string Key), string> owners = await OwnersAsync(transaction, keys, cancellationToken).ConfigureAwait(false);
        foreach (((string System, string Key) key, AppUser wanted) in changes.AppUsers.ToArray())
        {
            string? owner = owners.GetValueOrDefault(key);
            if (!changes.Links.TryGetValue(key, out string? read))
            {
                changes.AppUsers[key] = wanted.UserId == owner ? wanted : wanted with { UserId = owner };
            }
            else if (read != owner && owner != wanted.UserId)
            {
                changes.AppUsers.Remove(key);
                Overtake(key, wanted.UserId);
            }
        }

        foreach (AppUserOwner taken in changes.Owners.Where(owner => owners.ContainsKey((owner.SystemId, owner.Key))).ToArray())
        {
            changes.Owners.Remove(taken);
            Overtake((taken.SystemId, taken.Key), taken.UserId);
        }

        foreach ((string System, string Key) key in changes.Matches.Select(match => (match.SystemId, match.Key)).Where(owners.ContainsKey).ToArray())
        {
            Overtake(key, null);
        }

        foreach ((string System, string Key) key in await DeniedAsync(transaction, changes.Matches, cancellationToken).ConfigureAwait(false))
        {
            Overtake(key, null);
        }

        void Overtake((string System, string Key) key, string? userId)
        {
            changes.Overtaken.Add(key);
            changes.DropMatch(key);
            if (userId is not null)
            {
                changes.Drop(userId);
            }
        }
    }

    private static async Task<Dictionary<(string System, string Key), string>> OwnersAsync(
        IHubTransaction transaction, IEnumerable<(string System, string Key)> keys, CancellationToken cancellationToken)
    {
        Dictionary<(string System, string Key), string> owners = [];
        foreach (IGrouping<string, (string System, string Key)> system in keys.GroupBy(key => key.System))
        {
            Filter<AppUserOwner> linked = new Filter<AppUserOwner>().Equal(row => row.SystemId, system.Key).In(row => row.Key, [.. system.Select(key => key.Key)]).NotNull(row => row.UserId).AnyOrder();
            foreach (AppUserOwner owner in await transaction.ListAsync(linked, cancellationToken).ConfigureAwait(false))
            {
                owners[(owner.SystemId, owner.Key)] = owner.UserId!;
            }
        }

        return owners;
    }

    private static async Task<List<(string System, string Key)>> DeniedAsync(IHubTransaction transaction, IEnumerable<ImportMatch> matches, CancellationToken cancellationToken)
    {
        List<(string System, string Key)> denied = [];
        foreach (IGrouping<string, ImportMatch> system in matches.Where(match => !match.Denied).GroupBy(match => match.SystemId))
        {
            Filter<ImportMatch> refused = new Filter<ImportMatch>().Equal(row => row.SystemId, system.Key).In(row => row.Key, [.. system.Select(match => match.Key)]).Equal(row => row.Denied, true);
            denied.AddRange((await transaction.ListAsync(refused, cancellationToken).ConfigureAwait(false)).Select(match => (match.SystemId, match.Key)));
        }

        return denied;
    }
}
