using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Looks whether the replica knows who is in the groups that a scope is set by. Where one of them is gone, or the members of one, or of one
/// nested in it, were never shown, the people in scope are unknown, which is not the same as nobody.
/// </summary>
internal static class ScopeGroupCheck
{
    /// <summary>Why the scope cannot be told; null where it can.</summary>
    public static async Task<RingCentralAdException?> FindAsync(IHubReader hub, DirectoryEntry entry, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> wanted = entry.Settings.Groups;
        if (wanted.Count == 0)
        {
            return null;
        }

        Dictionary<string, HubGroup> known = (await hub.ListAsync(
            new Filter<HubGroup>().Equal(row => row.SystemId, entry.Id).In(row => row.Key, [.. wanted]), cancellationToken).ConfigureAwait(false)).ToDictionary(group => group.Key, StringComparer.Ordinal);
        foreach (string key in wanted)
        {
            if (known.GetValueOrDefault(key) is not { State: AppUserState.Present })
            {
                return Gone(entry, key, known.GetValueOrDefault(key));
            }
        }

        foreach (HubGroup group in await hub.ListAsync(
            new Filter<HubGroup>().Equal(row => row.SystemId, entry.Id).Equal(row => row.State, AppUserState.Present).Equal(row => row.MembersUnknown, true), cancellationToken).ConfigureAwait(false))
        {
            if (await IsWithinAsync(hub, group, wanted, cancellationToken).ConfigureAwait(false))
            {
                return Unreadable(entry, group);
            }
        }

        return null;
    }

    /// <summary>A group of the scope is gone.</summary>
    /// <param name="entry">The directory.</param>
    /// <param name="key">The group's key.</param>
    /// <param name="group">The group as it was; null where it was never seen.</param>
    public static RingCentralAdException Gone(DirectoryEntry entry, string key, HubGroup? group) => new(
        "ScopeGroupGone", ErrorKind.NotFound,
        $"A group in the scope of {entry.Name} no longer exists, or {entry.Settings.UserName ?? "the account"} may not see it ({(group?.Place is { } place ? $"{place}, " : "")}GUID {key}). Nobody was changed.",
        "Restore the group or let the account see it, or set the scope again with Set-AdDirectory -Group.", entry.Name);

    private static RingCentralAdException Unreadable(DirectoryEntry entry, HubGroup group) => new(
        "ScopeGroupUnreadable", ErrorKind.Denied,
        $"{entry.Name} does not show who is in {group.Place ?? group.Name}, by which its scope is set, so nobody can say who is in scope. Nobody was changed.",
        $"Let {entry.Settings.UserName ?? "the account"} read the attribute member of the group, then import again; or set the scope otherwise with Set-AdDirectory.", entry.Name);

    private static async Task<bool> IsWithinAsync(IHubReader hub, HubGroup group, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal) { group.Key };
        string[] open = [group.Key];
        while (open.Length > 0)
        {
            if (open.Intersect(wanted, StringComparer.Ordinal).Any())
            {
                return true;
            }

            IReadOnlyList<GroupEdge> above = await hub.ListAsync(
                new Filter<GroupEdge>().Equal(row => row.SystemId, group.SystemId).In(row => row.MemberKey, open), cancellationToken).ConfigureAwait(false);
            open = [.. above.Select(edge => edge.GroupKey).Where(seen.Add)];
        }

        return false;
    }
}
