using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Walks from a person's entries up through the groups of all directories, nested ones and circles included.</summary>
internal sealed class GroupsAbove(IHubReader hub)
{
    private readonly HashSet<(string System, string Key)> _seen = [];
    private string[] _systems = [];

    /// <summary>Whether one of the wanted groups is above one of these entries.</summary>
    public async Task<bool> AnyAsync(IReadOnlyList<AppUserLink> links, IReadOnlySet<(string System, string Key)> wanted, CancellationToken cancellationToken)
    {
        _systems = [.. (await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false)).Select(static entry => entry.Id)];
        List<(string System, string Key)> open = [];
        foreach (AppUserLink link in links)
        {
            AppUserPlace? place = await hub.FindAsync(new Filter<AppUserPlace>().Equal(row => row.SystemId, link.SystemId).Equal(row => row.Key, link.Key), cancellationToken).ConfigureAwait(false);
            open.AddRange(await PrimaryAsync(link, cancellationToken).ConfigureAwait(false));
            open.AddRange(await AboveAsync(link.SystemId, link.Key, known: true, place is { State: AppUserState.Present } ? place.Place : null, cancellationToken).ConfigureAwait(false));
        }

        while (open.Count > 0)
        {
            List<(string System, string Key)> next = [];
            foreach ((string system, string key) in open.Where(_seen.Add))
            {
                if (wanted.Contains((system, key)))
                {
                    return true;
                }

                HubGroup? group = await GroupAsync(system, key, cancellationToken).ConfigureAwait(false);
                next.AddRange(await AboveAsync(system, key, group is not null, group?.Place, cancellationToken).ConfigureAwait(false));
            }

            open = next;
        }

        return false;
    }

    private async Task<IReadOnlyList<(string System, string Key)>> PrimaryAsync(AppUserLink link, CancellationToken cancellationToken)
    {
        if (link.PrimaryGroupId is not { } rid)
        {
            return [];
        }

        IReadOnlyList<HubGroup> groups = await hub.ListAsync(new Filter<HubGroup>().Equal(row => row.SystemId, link.SystemId).Equal(row => row.PrimaryGroupId, rid), cancellationToken).ConfigureAwait(false);
        return [.. groups.Where(static group => group.State != AppUserState.Gone && group.Kind == HubGroupKind.Imported).Select(static group => (group.SystemId, group.Key))];
    }

    /// <summary>The groups that name an entry: those of its directory by key; of one that is known, those of all directories by key or by name that do not hold it themselves.</summary>
    private async Task<IReadOnlyList<(string System, string Key)>> AboveAsync(string system, string key, bool known, string? place, CancellationToken cancellationToken)
    {
        List<(string System, string Key)> above = [.. (await EdgesAsync(system, [key], cancellationToken).ConfigureAwait(false)).Select(static edge => (edge.SystemId, edge.GroupKey))];
        string? name = place is null ? null : ForeignMember.KeyOf(place);
        foreach (string other in known ? _systems : [])
        {
            string[] names = [.. ((string?[])[other == system ? null : key, name]).OfType<string>()];
            foreach (GroupEdge edge in await EdgesAsync(other, names, cancellationToken).ConfigureAwait(false))
            {
                if (!await HoldsAsync(other, edge.MemberKey, cancellationToken).ConfigureAwait(false))
                {
                    above.Add((other, edge.GroupKey));
                }
            }
        }

        return above;
    }

    private Task<IReadOnlyList<GroupEdge>> EdgesAsync(string system, IReadOnlyCollection<string> members, CancellationToken cancellationToken) =>
        hub.ListAsync(new Filter<GroupEdge>().Equal(row => row.SystemId, system).In(row => row.MemberKey, members), cancellationToken);

    /// <summary>Whether a directory has the member itself: then it is that one, and nobody of another directory.</summary>
    private async Task<bool> HoldsAsync(string system, string key, CancellationToken cancellationToken) =>
        await hub.FindAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, system).Equal(row => row.Key, key), cancellationToken).ConfigureAwait(false) is { UserId: not null, State: not AppUserState.Gone }
        || await GroupAsync(system, key, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<HubGroup?> GroupAsync(string system, string key, CancellationToken cancellationToken) => await hub.FindAsync(
        new Filter<HubGroup>().Equal(row => row.SystemId, system).Equal(row => row.Key, key).Equal(row => row.Kind, HubGroupKind.Imported), cancellationToken).ConfigureAwait(false) is { State: not AppUserState.Gone } group ? group : null;
}
