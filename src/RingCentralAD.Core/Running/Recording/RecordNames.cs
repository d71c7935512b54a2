using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Names for what lines hold by id: people, groups, entries and extensions. They are looked up when the record is read and stand nowhere in it: who was
/// removed has none any more.
/// </summary>
internal sealed class RecordNames
{
    private readonly Dictionary<string, string?> _logins;
    private readonly Dictionary<string, string> _groups;
    private readonly Dictionary<(string System, string Key), string> _entries;

    private RecordNames(Dictionary<string, string?> logins, Dictionary<string, string> groups, Dictionary<(string, string), string> entries) =>
        (_logins, _groups, _entries) = (logins, groups, entries);

    /// <summary>Reads the names of people, of groups, and of the entries of each system.</summary>
    public static async Task<RecordNames> ReadAsync(
        IHubReader hub, IEnumerable<string> people, IEnumerable<string> groups, IEnumerable<(string System, string Key)> entries, CancellationToken cancellationToken)
    {
        string[] userIds = [.. people.Distinct()], groupIds = [.. groups.Distinct()];
        Dictionary<string, string?> logins = userIds.Length == 0 ? [] : (await hub.ListAsync(new Filter<HubUser>().In(row => row.Id, userIds), cancellationToken).ConfigureAwait(false))
            .ToDictionary(static user => user.Id, static user => (string?)user.Login, StringComparer.Ordinal);
        Dictionary<string, string> names = groupIds.Length == 0 ? [] : (await hub.ListAsync(new Filter<HubGroup>().In(row => row.Id, groupIds), cancellationToken).ConfigureAwait(false))
            .ToDictionary(static group => group.Id, static group => group.Name, StringComparer.Ordinal);
        Dictionary<(string, string), string> places = [];
        foreach (IGrouping<string, string> system in entries.Distinct().GroupBy(static entry => entry.System, static entry => entry.Key))
        {
            foreach (AppUser entry in await hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, system.Key).In(row => row.Key, [.. system]), cancellationToken).ConfigureAwait(false))
            {
                places[(entry.SystemId, entry.Key)] = NameOf(entry);
            }
        }

        return new RecordNames(logins, names, places);
    }

    /// <summary>A person's login; null where the hub no longer has them.</summary>
    public string? Login(string? userId) => userId is null ? null : _logins.GetValueOrDefault(userId);

    /// <summary>A group's name; its id where the hub no longer has it.</summary>
    public string Group(string groupId) => _groups.GetValueOrDefault(groupId, groupId);

    /// <summary>An entry's distinguished name, or an extension's number and name; the key where the hub no longer has it.</summary>
    public string Entry(string systemId, string key) => _entries.GetValueOrDefault((systemId, key), key);

    private static string NameOf(AppUser entry) =>
        entry.SystemId == Ids.RingCentral && entry.Attributes.Text("extensionNumber") is { } number ? $"{number} {entry.Place}" : entry.Place;
}
