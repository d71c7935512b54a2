namespace RingCentralAD.Core.Model;

/// <summary>Finds groups of the hub.</summary>
public static class HubGroups
{
    /// <summary>The group with this name, distinguished name or id; throws <c>HubGroupNotFound</c> or <c>HubGroupAmbiguous</c>.</summary>
    public static async Task<HubGroup> FindAsync(IHubReader hub, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        string? key = MatchKey.Of(name);
        HubGroup[] found = [.. (await hub.ListAsync<HubGroup>(cancellationToken: cancellationToken).ConfigureAwait(false))
            .Where(group => group.State == AppUserState.Present && (group.NameKey == key || group.Id == name || MatchKey.Of(group.Place) == key))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new RingCentralAdException("HubGroupNotFound", ErrorKind.NotFound, $"The hub has no group '{name}'.", "Get-HubGroup lists them; Import-AdUsers brings the directory's groups.", name),
            _ => throw new RingCentralAdException("HubGroupAmbiguous", ErrorKind.Conflict, $"The hub has several groups '{name}'.", "Give the group's distinguished name.", name),
        };
    }
}
