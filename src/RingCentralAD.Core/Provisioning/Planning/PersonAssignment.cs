using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Whether one person is assigned, as <see cref="AssignmentView"/> reckons it for everybody: upwards from the person by indexes, so that it costs
/// a few look-ups however large the hub is.
/// </summary>
public static class PersonAssignment
{
    /// <summary>Assigned now, directly or by a group; also while an import lets nothing be decided about a missing entry and the person was assigned before.</summary>
    public static async Task<bool> IsAssignedAsync(IHubReader hub, HubUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(user);
        string id = user.Id;
        if (await hub.CountAsync(new Filter<Assignment>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false) > 0)
        {
            return true;
        }

        AppUserLink[] links =
        [
            .. (await hub.ListAsync(new Filter<AppUserLink>().In(row => row.UserId, [id]), cancellationToken).ConfigureAwait(false))
                .Where(static link => link.SystemId != Ids.RingCentral && link.State != AppUserState.Gone),
        ];
        return await IsInAssignedGroupAsync(hub, user, links, cancellationToken).ConfigureAwait(false)
            || (links.Any(static link => link.State == AppUserState.Missing)
                && await hub.FindAsync(new Filter<AssignedUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false) is { Assigned: true });
    }

    private static async Task<bool> IsInAssignedGroupAsync(IHubReader hub, HubUser user, AppUserLink[] links, CancellationToken cancellationToken)
    {
        string[] assigned = [.. (await hub.ListAsync(new Filter<AssignmentGroup>().NotNull(row => row.GroupId), cancellationToken).ConfigureAwait(false)).Select(static row => row.GroupId).Distinct()];
        if (assigned.Length == 0)
        {
            return false;
        }

        HubGroup[] groups = [.. (await hub.ListAsync(new Filter<HubGroup>().In(row => row.Id, assigned), cancellationToken).ConfigureAwait(false)).Where(static group => group.State != AppUserState.Gone)];
        if (groups.Any(static group => group.Kind == HubGroupKind.Everyone) && user.Status == HubUserStatus.Active)
        {
            return true;
        }

        string id = user.Id;
        HashSet<string> local = [.. (await hub.ListAsync(new Filter<LocalMember>().Equal(row => row.UserId, id), cancellationToken).ConfigureAwait(false)).Select(static member => member.GroupId)];
        if (groups.Any(group => group.Kind != HubGroupKind.Imported && local.Contains(group.Id)))
        {
            return true;
        }

        HashSet<(string System, string Key)> wanted = [.. groups.Where(static group => group.Kind == HubGroupKind.Imported).Select(static group => (group.SystemId, group.Key))];
        return wanted.Count > 0 && links.Length > 0 && await new GroupsAbove(hub).AnyAsync(links, wanted, cancellationToken).ConfigureAwait(false);
    }
}
