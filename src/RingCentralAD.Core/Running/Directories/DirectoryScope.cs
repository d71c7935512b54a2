using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
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

    /// <summary>The import of a directory, with the filter of its scope.</summary>
    public static DirectoryImport Import(IHubStore hub, IDirectory directory, DirectoryEntry entry, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new DirectoryImport(hub, directory, entry, time, entry.Settings.Filter is { } filter ? LdapScopeFilter.Parse(filter) : null);
    }

    /// <summary>How the changes since the last import are seen; null where the next import is a full one.</summary>
    public static string? ChangesBy(DirectoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return DirectoryImport.PositionOf(entry) is { } position ? position.Blind is null ? $"{position.Method}" : $"{position.Method} ({position.Blind})" : null;
    }

    /// <summary>Keys of containers named by distinguished name, by name where only one is called so, or by GUID; throws <c>AdBaseNotFound</c>.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(IEnumerable<string> names, CancellationToken cancellationToken = default)
    {
        List<string> keys = [];
        List<DirectoryContainer>? known = null;
        foreach (string name in names)
        {
            known ??= await ReadContainersAsync(cancellationToken).ConfigureAwait(false);
            string wanted = Guid.TryParse(name, out Guid guid) ? guid.ToString("D") : name;
            DirectoryContainer[] found = [.. known.Where(container => container.Key == wanted || DnText.Key(container.Place) == DnText.Key(wanted))];
            found = found.Length > 0 ? found : [.. known.Where(container => MatchKey.Of(DnText.Name(container.Place)) is { } called && called == MatchKey.Of(name))];
            keys.Add(found.Length == 1 ? found[0].Key : throw new RingCentralAdException(
                "AdBaseNotFound", ErrorKind.NotFound, found.Length == 0 ? $"{_entry.Name} has no container '{name}'." : $"{_entry.Name} has {found.Length} containers called '{name}'.", "Give the distinguished name of an OU or container, as Active Directory shows it.", name));
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

    private async Task<List<DirectoryContainer>> ReadContainersAsync(CancellationToken cancellationToken)
    {
        IDirectory directory = await _open().ConfigureAwait(false);
        return await directory.ReadContainersAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
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
