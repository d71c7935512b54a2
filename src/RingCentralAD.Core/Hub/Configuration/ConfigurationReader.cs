using System.Text.Json;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Reads what a hub is configured by, with names in place of the hub's own ids, in one order.</summary>
internal sealed class ConfigurationReader
{
    private readonly IHubReader _hub;
    private readonly CancellationToken _cancellationToken;
    private IReadOnlyList<DirectoryEntry> _directories = [];
    private IReadOnlyList<HubGroup> _groups = [];

    private ConfigurationReader(IHubReader hub, CancellationToken cancellationToken) => (_hub, _cancellationToken) = (hub, cancellationToken);

    /// <summary>The parts by their names.</summary>
    public static Task<JObject> ReadAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return new ConfigurationReader(hub, cancellationToken).ReadAsync();
    }

    private async Task<JObject> ReadAsync()
    {
        HubIdentity identity = await _hub.GetIdentityAsync(_cancellationToken).ConfigureAwait(false);
        _directories = await ListAsync<DirectoryEntry>().ConfigureAwait(false);
        _groups = await ListAsync<HubGroup>().ConfigureAwait(false);
        JObject parts = [];
        foreach (ConfigurationPart part in ConfigurationPart.All)
        {
            JToken? json = part.Kind switch
            {
                ConfigurationKind.Hub => ConfigurationJson.Of(new HubItem { Company = identity.Company }),
                ConfigurationKind.Account => identity.Account is null ? null : ConfigurationJson.Of(new AccountItem { Id = identity.AccountId, Settings = identity.Account }),
                ConfigurationKind.Directory => List(part, await DirectoriesAsync().ConfigureAwait(false)),
                ConfigurationKind.Attribute => List(part, (await ListAsync<HubAttribute>().ConfigureAwait(false)).Where(static attribute => attribute.Custom)),
                ConfigurationKind.Mapping => List(part, await MappingsAsync().ConfigureAwait(false)),
                ConfigurationKind.ProfileMaster => new JArray((await ListAsync<ProfileMaster>().ConfigureAwait(false)).Where(master => IsKnown(master.System)).OrderBy(static master => master.Priority)
                    .Select(master => ConfigurationJson.Of(new ProfileMasterItem { System = NameOf(master.System), Priority = master.Priority, Enabled = master.Enabled }))),
                ConfigurationKind.AttributeMaster => List(part, (await ListAsync<AttributeMaster>().ConfigureAwait(false))
                    .Select(master => new AttributeMasterItem { Attribute = master.Attribute, Systems = [.. master.Systems.Where(IsKnown).Select(NameOf)], FallThrough = master.FallThrough })),
                ConfigurationKind.Group => List(part, _groups.Where(static group => group.Kind is HubGroupKind.Local or HubGroupKind.Rule)
                    .Select(static group => new GroupItem { Name = group.Name, Description = group.Description, Rule = group.Rule })),
                ConfigurationKind.Assignment => List(part, await AssignmentsAsync().ConfigureAwait(false)),
                ConfigurationKind.Notification => List(part, (await _hub.GetAsync<Notifications>(_cancellationToken).ConfigureAwait(false)).All),
                ConfigurationKind.ServiceProvider => List(part, (await _hub.GetAsync<ServiceProviders>(_cancellationToken).ConfigureAwait(false)).All),
                ConfigurationKind.Schedule => List(part, (await _hub.GetAsync<SyncSchedules>(_cancellationToken).ConfigureAwait(false)).All.Select(Describe)),
                _ => await SettingAsync(part).ConfigureAwait(false),
            };
            if (json is not null)
            {
                parts[part.Name] = json;
            }
        }

        return parts;
    }

    /// <summary>A schedule as a file describes it.</summary>
    public static ScheduleItem Describe(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new ScheduleItem { Name = schedule.Name, Host = schedule.Host, Kind = schedule.Kind, Every = schedule.Every, RunAs = schedule.RunAs, OfUser = schedule.OfUser };
    }

    private static JArray List(ConfigurationPart part, IEnumerable<object> items) =>
        new(items.Select(ConfigurationJson.Of).OrderBy(part.PathOf, StringComparer.Ordinal));

    private async Task<JObject> SettingAsync(ConfigurationPart part)
    {
        string name = part.Type.Name;
        Setting? setting = await _hub.FindAsync(new Filter<Setting>().Equal(row => row.Name, name), _cancellationToken).ConfigureAwait(false);
        return setting is null ? part.Defaults : ConfigurationJson.Of(JsonSerializer.Deserialize(setting.Json, part.Type, HubSettings.Json)!);
    }

    private async Task<IReadOnlyList<DirectoryItem>> DirectoriesAsync()
    {
        List<DirectoryItem> items = [];
        foreach (DirectoryEntry entry in _directories)
        {
            DirectorySettings settings = entry.Settings;
            Dictionary<string, string> places = settings.SearchBases.Count + settings.ExcludedBases.Count == 0 ? [] : (await _hub.ListAsync(
                new Filter<DirectoryContainer>().Equal(row => row.SystemId, entry.Id).In(row => row.Key, [.. settings.SearchBases.Concat(settings.ExcludedBases).Distinct()]), _cancellationToken).ConfigureAwait(false))
                .ToDictionary(static row => row.Key, static row => row.Place, StringComparer.Ordinal);
            Dictionary<string, string?> groups = _groups.Where(group => group.SystemId == entry.Id && group.Key.Length > 0).ToDictionary(static group => group.Key, static group => group.Place, StringComparer.Ordinal);
            items.Add(new DirectoryItem
            {
                Name = entry.Name,
                Kind = entry.Kind,
                Domain = entry.DomainKey,
                SearchBases = [.. settings.SearchBases.Select(key => new ScopeItem { Dn = places.GetValueOrDefault(key) ?? settings.ScopeNames.GetValueOrDefault(key), Guid = key })],
                ExcludedBases = [.. settings.ExcludedBases.Select(key => new ScopeItem { Dn = places.GetValueOrDefault(key) ?? settings.ScopeNames.GetValueOrDefault(key), Guid = key })],
                Groups = [.. settings.Groups.Select(key => new ScopeItem { Dn = groups.GetValueOrDefault(key) ?? settings.ScopeNames.GetValueOrDefault(key), Guid = key })],
                Settings = settings,
            });
        }

        return items;
    }

    // What belongs to a directory that was taken away applies to nobody, and could not be imported again.
    private async Task<IEnumerable<MappingItem>> MappingsAsync() => (await ListAsync<AttributeMapping>().ConfigureAwait(false))
        .Where(mapping => mapping.DirectoryId.Length == 0 || IsKnown(mapping.DirectoryId))
        .Select(mapping => new MappingItem
        {
            Direction = mapping.Direction,
            Directory = mapping.DirectoryId.Length == 0 ? null : NameOf(mapping.DirectoryId),
            Target = mapping.Target,
            Expression = mapping.Expression,
            Apply = mapping.Apply,
            WhenEmpty = mapping.WhenEmpty,
        });

    private async Task<IEnumerable<AssignmentItem>> AssignmentsAsync()
    {
        Dictionary<string, HubGroup> groups = _groups.ToDictionary(static group => group.Id, StringComparer.Ordinal);
        return (await _hub.ListAsync(new Filter<Assignment>().NotNull(row => row.GroupId), _cancellationToken).ConfigureAwait(false))
            .Select(assignment => groups.GetValueOrDefault(assignment.GroupId!)).OfType<HubGroup>()
            .Where(group => group.Kind != HubGroupKind.Imported || IsKnown(group.SystemId))
            .Select(group => group.Kind == HubGroupKind.Imported
                ? new AssignmentItem { Group = group.Place ?? group.Name, Directory = NameOf(group.SystemId), Guid = group.Key }
                : new AssignmentItem { Group = group.Name });
    }

    private bool IsKnown(string system) => system is Ids.ActiveDirectory or Ids.RingCentral or Ids.Hub || _directories.Any(entry => entry.Id == system);

    private string NameOf(string system) => _directories.FirstOrDefault(entry => entry.Id == system)?.Name ?? system;

    private Task<IReadOnlyList<T>> ListAsync<T>()
        where T : class, IHubRow => _hub.ListAsync<T>(cancellationToken: _cancellationToken);
}
