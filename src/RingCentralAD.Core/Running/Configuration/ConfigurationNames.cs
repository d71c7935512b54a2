using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Finds the GUIDs of containers and groups that a file names without one, in what the hub's last import saw of the directory; refuses a GUID
/// that the directory does not have; and tells where name and GUID of the file are not the same one here.
/// </summary>
internal sealed class ConfigurationNames
{
    private readonly ConfigurationFile _file;
    private readonly IHubReader _hub;
    private readonly IReadOnlyList<DirectoryEntry> _directories;
    private readonly CancellationToken _cancellationToken;
    private readonly List<string> _warnings = [];

    private ConfigurationNames(ConfigurationFile file, IHubReader hub, IReadOnlyList<DirectoryEntry> directories, CancellationToken cancellationToken) =>
        (_file, _hub, _directories, _cancellationToken) = (file, hub, directories, cancellationToken);

    /// <summary>Fills in what is missing, in the file as it was read; gives what to warn of.</summary>
    /// <exception cref="RingCentralAdException">AdBaseNotFound, DirectoryNotFound, HubGroupNotFound, HubGroupAmbiguous: with their place.</exception>
    public static async Task<IReadOnlyList<string>> CompleteAsync(ConfigurationFile file, IHubReader hub, CancellationToken cancellationToken)
    {
        ConfigurationNames names = new(file, hub, await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false), cancellationToken);
        foreach (JObject directory in Items(file[ConfigurationPart.Of("directories")]))
        {
            await names.DirectoryAsync(directory).ConfigureAwait(false);
        }

        foreach (JObject assignment in Items(file[ConfigurationPart.Of("assignments")]))
        {
            await names.AssignmentAsync(assignment).ConfigureAwait(false);
        }

        return names._warnings;
    }

    private async Task DirectoryAsync(JObject directory)
    {
        DirectoryEntry? entry = Find(Text(directory, "name"));
        foreach (JObject item in Items(directory["searchBases"]).Concat(Items(directory["excludedBases"])))
        {
            IReadOnlyList<DirectoryContainer> known = entry is null ? [] : await _hub.ListAsync(new Filter<DirectoryContainer>().Equal(row => row.SystemId, entry.Id), _cancellationToken).ConfigureAwait(false);
            Complete(item, entry, [.. known.Select(static container => (container.Key, container.Place))], "AdBaseNotFound", "container");
        }

        foreach (JObject item in Items(directory["groups"]))
        {
            IReadOnlyList<HubGroup> known = entry is null ? [] : await GroupsAsync(entry).ConfigureAwait(false);
            Complete(item, entry, [.. known.Select(static group => (group.Key, group.Place ?? group.Name))], "HubGroupNotFound", "group");
        }
    }

    private void Complete(JObject item, DirectoryEntry? entry, IReadOnlyList<(string Key, string Place)> known, string errorId, string what)
    {
        (string dn, string guid) = (Text(item, "dn"), Text(item, "guid"));
        if (guid.Length > 0)
        {
            if (known.Count > 0 && entry?.LastFullImport is not null && !known.Any(one => one.Key == guid))
            {
                throw NotFound(item, errorId, $"{entry.Name} has no {what} with the GUID {guid}.", "Leave the GUID out to have it found by its distinguished name, or import the directory first.");
            }

            Compare(item, "dn", known.FirstOrDefault(one => one.Key == guid).Place ?? entry?.Settings.ScopeNames.GetValueOrDefault(guid));
            return;
        }

        string[] keys = [.. known.Where(one => DnText.Key(one.Place) == DnText.Key(dn)).Select(static one => one.Key)];
        item["guid"] = keys.Length == 1 ? keys[0] : throw NotFound(item, errorId, $"the hub knows no {what} '{dn}' of {entry?.Name ?? "this directory"}.", "Import the directory first, or give the GUID.");
    }

    private async Task AssignmentAsync(JObject item)
    {
        string name = Text(item, "group");
        string directory = Text(item, "directory");
        if (Text(item, "guid") is { Length: > 0 } guid)
        {
            HubGroup? meant = Find(directory) is { } known ? (await GroupsAsync(known).ConfigureAwait(false)).FirstOrDefault(group => group.Key == guid) : null;
            Compare(item, "group", meant is null || meant.NameKey == MatchKey.Of(name) ? null : meant.Place ?? meant.Name);
            return;
        }

        DirectoryEntry? entry = directory.Length == 0 ? null : Find(directory)
            ?? throw NotFound(item, "DirectoryNotFound", $"the hub has no directory '{directory}', so that its group '{name}' is not known.", "Correct the name, or give the group's GUID.");
        HubGroup[] found = [.. (await GroupsAsync(entry).ConfigureAwait(false)).Where(group => group.NameKey == MatchKey.Of(name) || (group.Place is { } place && MatchKey.Of(place) == MatchKey.Of(name)))];
        if (entry is null && (found.Any(static group => group.Kind != HubGroupKind.Imported) || Items(_file[ConfigurationPart.Of("groups")]).Any(group => MatchKey.Of(Text(group, "name")) == MatchKey.Of(name))))
        {
            return;
        }

        if (found.Length != 1)
        {
            throw NotFound(
                item, found.Length == 0 ? "HubGroupNotFound" : "HubGroupAmbiguous", found.Length == 0 ? $"the hub has no group '{name}'." : $"the hub has several groups '{name}'.",
                "Import the directory first, or give the group's directory and GUID.");
        }

        item["directory"] = _directories.First(known => known.Id == found[0].SystemId).Name;
        item["guid"] = found[0].Key;
    }

    /// <summary>Warns where the file's name is not what its GUID stands for here: somebody may have changed the name alone, or the directory did.</summary>
    private void Compare(JObject item, string property, string? here)
    {
        string name = Text(item, property);
        if (name.Length > 0 && here is not null && DnText.Key(name) != DnText.Key(here))
        {
            _warnings.Add(ConfigurationErrors.Warning(
                _file.Path, item[property]!,
                $"the file says '{name}'; its guid is '{here}' here, which is what counts. To mean '{name}', take its guid away; where it was only renamed or moved, nothing is to be done."));
        }
    }

    /// <summary>The groups of a directory, or all: those of a directory that was taken away are nobody's.</summary>
    private async Task<IReadOnlyList<HubGroup>> GroupsAsync(DirectoryEntry? entry) =>
    [
        .. (await _hub.ListAsync(entry is null ? null : new Filter<HubGroup>().Equal(row => row.SystemId, entry.Id), _cancellationToken).ConfigureAwait(false))
            .Where(group => group.State == AppUserState.Present && (group.Kind != HubGroupKind.Imported || _directories.Any(known => known.Id == group.SystemId))),
    ];

    private DirectoryEntry? Find(string name) => _directories.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));

    private RingCentralAdException NotFound(JObject item, string errorId, string what, string remedy) =>
        ConfigurationErrors.Refused(_file.Path, item, new RingCentralAdException(errorId, ErrorKind.NotFound, what, remedy, _file.Path));

    private static IEnumerable<JObject> Items(JToken? list) => list?.OfType<JObject>() ?? [];

    private static string Text(JObject item, string name) => item[name] is JValue { Value: string text } ? text : "";
}
