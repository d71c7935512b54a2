using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Turns the names of containers and groups into the keys that a scope is kept by.</summary>
public sealed class DirectoryScope
{
    private readonly Func<Task<IDirectory>> _open;
    private readonly DirectoryEntry _entry;

    /// <summary>Makes it.</summary>
    /// <param name="open">Opens the directory; called only where something must be looked up there.</param>
    /// <param name="entry">The directory.</param>
    public DirectoryScope(Func<Task<IDirectory>> open, DirectoryEntry entry)
    {
        _open = open;
        _entry = entry;
    }

    /// <summary>Keys of containers named by distinguished name or GUID; throws <c>AdBaseNotFound</c>.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(IEnumerable<string> names, CancellationToken cancellationToken = default)
    {
        List<string> keys = [];
        Dictionary<string, string>? known = null;
        foreach (string name in names)
        {
            known ??= await ReadContainersAsync(cancellationToken).ConfigureAwait(false);
            string wanted = Guid.TryParse(name, out Guid guid) ? guid.ToString("D") : name;
            keys.Add(known.GetValueOrDefault(MatchKey.Of(wanted) ?? "") ?? throw new RingCentralAdException(
                "AdBaseNotFound", ErrorKind.NotFound, $"{_entry.Name} has no container '{name}'.", "Give the distinguished name of an OU or container, as Active Directory shows it.", name));
        }

        return keys;
    }

    /// <summary>Keys of groups named by name, distinguished name or GUID; throws <c>HubGroupNotFound</c>.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(IEnumerable<string> names, CancellationToken cancellationToken = default)
    {
        List<string> keys = [];
        List<DirectoryGroup>? known = null;
        foreach (string name in names)
        {
            known ??= await ReadGroupsAsync(cancellationToken).ConfigureAwait(false);
            string? wanted = MatchKey.Of(Guid.TryParse(name, out Guid guid) ? guid.ToString("D") : name);
            DirectoryGroup[] found = [.. known.Where(group => group.Key == wanted || MatchKey.Of(group.Place) == wanted || MatchKey.Of(group.Name) == wanted)];
            keys.Add(found.Length == 1 ? found[0].Key : throw new RingCentralAdException(
                found.Length == 0 ? "HubGroupNotFound" : "HubGroupAmbiguous", ErrorKind.NotFound,
                found.Length == 0 ? $"{_entry.Name} has no group '{name}'." : $"{_entry.Name} has several groups '{name}'.", "Give the group's distinguished name.", name));
        }

        return keys;
    }

    private async Task<Dictionary<string, string>> ReadContainersAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        IDirectory directory = await _open().ConfigureAwait(false);
        await foreach (DirectoryContainer container in directory.ReadContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            known[container.Key] = container.Key;
            known[MatchKey.Of(container.Place) ?? container.Key] = container.Key;
        }

        return known;
    }

    private async Task<List<DirectoryGroup>> ReadGroupsAsync(CancellationToken cancellationToken)
    {
        List<DirectoryGroup> groups = [];
        IDirectory directory = await _open().ConfigureAwait(false);
        await foreach (DirectoryContainer _ in directory.ReadContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            // Groups are read after the containers.
        }

        await foreach (DirectoryGroup group in directory.ReadGroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            groups.Add(group);
        }

        return groups;
    }
}
