using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Tells of groups that RingCentral is assigned to and whose directory has them no more: whoever had it by such a group alone loses it.</summary>
internal static class GroupHealth
{
    public static async Task<IEnumerable<HealthFinding>> ReadAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        string[] assigned = [.. (await hub.ListAsync(new Filter<Assignment>().NotNull(row => row.GroupId), cancellationToken).ConfigureAwait(false)).Select(static row => row.GroupId!)];
        IReadOnlyList<HubGroup> groups = assigned.Length == 0 ? [] : await hub.ListAsync(new Filter<HubGroup>().In(row => row.Id, assigned), cancellationToken).ConfigureAwait(false);
        return groups.Where(static group => group.State == AppUserState.Gone).OrderBy(static group => group.Name, StringComparer.OrdinalIgnoreCase).Select(static group => new HealthFinding
        {
            Topic = HealthTopic.AssignedGroupGone,
            Subject = group.Name,
            Step = 1,
            Message = $"The group {group.Name}, to which RingCentral is assigned, is gone from its directory{(group.Place is null ? "" : $" ({group.Place})")}: whoever had RingCentral by it alone loses it.",
            Remedy = $"Assign RingCentral to another group (Add-RcAssignment -Group) before the next provisioning; Remove-RcAssignment -Group {PromptText.Quoted(group.Name)} takes this assignment away.",
        });
    }
}
