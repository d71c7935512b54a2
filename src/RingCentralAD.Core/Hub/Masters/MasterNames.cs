using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Masters by the names people use: ActiveDirectory (every directory), RingCentral, Hub, or a directory's own name.</summary>
public sealed class MasterNames
{
    private readonly IReadOnlyList<DirectoryEntry> _directories;

    private MasterNames(IReadOnlyList<DirectoryEntry> directories) => _directories = directories;

    /// <summary>Reads the directories' names.</summary>
    public static async Task<MasterNames> LoadAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return new MasterNames(await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The master's id; throws <c>MasterUnknown</c>.</summary>
    public string IdOf(string name) =>
        ((string[])[Ids.ActiveDirectory, Ids.RingCentral, Ids.Hub]).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
        ?? _directories.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase) || entry.Id == name)?.Id
        ?? throw new RingCentralAdException(
            "MasterUnknown", ErrorKind.NotFound, $"'{name}' is no system that may master values.",
            $"Use one of {string.Join(", ", [Ids.ActiveDirectory, Ids.RingCentral, Ids.Hub, .. _directories.Select(entry => entry.Name)])}.", name);

    /// <summary>What people call it.</summary>
    public string NameOf(string id) => _directories.FirstOrDefault(entry => entry.Id == id)?.Name ?? id;
}
