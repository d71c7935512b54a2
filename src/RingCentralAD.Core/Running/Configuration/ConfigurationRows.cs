using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>A configuration as the rows of one hub: names turned into the ids that this hub has for them, or gets now.</summary>
internal sealed class ConfigurationRows
{
    private readonly JObject _parts;
    private readonly TimeProvider _time;

    private ConfigurationRows(JObject parts, TimeProvider time) => (_parts, _time) = (parts, time);

    /// <summary>The hub's own rows before.</summary>
    public required IReadOnlyList<DirectoryEntry> DirectoriesBefore { get; init; }

    public required IReadOnlyList<HubGroup> GroupsBefore { get; init; }

    public required IReadOnlyList<Assignment> AssignmentsBefore { get; init; }

    public required IReadOnlyList<HubAttribute> AttributesBefore { get; init; }

    public required HubIdentity IdentityBefore { get; init; }

    /// <summary>The hub's rows as the configuration wants them, each with the JSON it comes from.</summary>
    public IReadOnlyList<(DirectoryEntry Row, JObject Json)> Directories { get; private set; } = [];

    public IReadOnlyList<(HubAttribute Row, JObject Json)> Attributes { get; private set; } = [];

    public IReadOnlyList<(AttributeMapping Row, JObject Json)> Mappings { get; private set; } = [];

    public IReadOnlyList<(ProfileMasterItem Item, JObject Json)> ProfileMasters { get; private set; } = [];

    public IReadOnlyList<(AttributeMasterItem Item, JObject Json)> AttributeMasters { get; private set; } = [];

    public IReadOnlyList<(HubGroup Row, JObject Json)> Groups { get; private set; } = [];

    public IReadOnlyList<(AssignmentItem Item, JObject Json)> Assignments { get; private set; } = [];

    public IReadOnlyList<(Notification Item, JObject Json)> Notifications { get; private set; } = [];

    public IReadOnlyList<(ServiceProvider Item, JObject Json)> ServiceProviders { get; private set; } = [];

    /// <summary>The custom attributes beside those of the base schema.</summary>
    public IReadOnlyList<HubAttribute> Schema => [.. AttributesBefore.Where(static attribute => !attribute.Custom), .. Attributes.Select(static pair => pair.Row)];

    /// <summary>The company and the account, with what else the hub keeps beside them.</summary>
    public HubIdentity Identity => IdentityOf(IdentityBefore);

    /// <summary>Options as the hub keeps them.</summary>
    public IEnumerable<(string Part, object Value, JObject Json)> Options => ConfigurationPart.All.Where(part => part.IsSetting && _parts[part.Name] is not null)
        .Select(part => (part.Name, ConfigurationJson.Read(_parts[part.Name]!, part.Type)!, (JObject)_parts[part.Name]!));

    /// <summary>Turns a configuration into rows.</summary>
    public static async Task<ConfigurationRows> OfAsync(IHubReader hub, JObject parts, TimeProvider time, CancellationToken cancellationToken)
    {
        ConfigurationRows rows = new(parts, time)
        {
            IdentityBefore = await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false),
            DirectoriesBefore = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false),
            GroupsBefore = await hub.ListAsync<HubGroup>(cancellationToken: cancellationToken).ConfigureAwait(false),
            AttributesBefore = await hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false),
            AssignmentsBefore = await hub.ListAsync(new Filter<Assignment>().NotNull(row => row.GroupId), cancellationToken).ConfigureAwait(false),
        };
        rows.Directories = rows.List<DirectoryItem, DirectoryEntry>("directories", rows.Directory);
        rows.Attributes = rows.List<HubAttribute, HubAttribute>("attributes", static item => item with { Custom = true });
        rows.Mappings = rows.List<MappingItem, AttributeMapping>("mappings", rows.Mapping);
        rows.ProfileMasters = rows.List<ProfileMasterItem, ProfileMasterItem>("profileMasters", static item => item);
        rows.AttributeMasters = rows.List<AttributeMasterItem, AttributeMasterItem>("attributeMasters", static item => item);
        rows.Groups = rows.List<GroupItem, HubGroup>("groups", rows.Group);
        rows.Notifications = rows.List<Notification, Notification>("notifications", static item => item);
        rows.ServiceProviders = rows.List<ServiceProvider, ServiceProvider>("serviceProviders", static item => item);
        rows.Assignments = rows.List<AssignmentItem, AssignmentItem>("assignments", static item => item);
        return rows;
    }

    /// <summary>An identity with company and account of the configuration: the word that people gave on first runs stays.</summary>
    public HubIdentity IdentityOf(HubIdentity identity)
    {
        AccountItem? account = _parts["account"] is JObject json ? ConfigurationJson.Read<AccountItem>(json) : null;
        return identity with
        {
            Company = ConfigurationJson.Read<HubItem>(_parts["hub"]!).Company,
            AccountId = identity.AccountId ?? account?.Id,
            Account = account?.Settings ?? identity.Account,
        };
    }

    /// <summary>The id of a system by its name; null where there is none.</summary>
    public string? SystemOf(string name) =>
        ((string[])[Ids.ActiveDirectory, Ids.RingCentral, Ids.Hub]).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) ?? DirectoryOf(name)?.Id;

    /// <summary>The directory of this name as it will be; null where there is none.</summary>
    public DirectoryEntry? DirectoryOf(string? name) => Directories.Select(static pair => pair.Row).FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The group that is assigned: the hub's own, one of a directory, or one of a directory that was not read so far and gets its row now.</summary>
    public HubGroup? GroupOf(AssignmentItem item)
    {
        if (item.Guid is null)
        {
            return Groups.Select(static pair => pair.Row).Concat(GroupsBefore.Where(static group => group.Kind == HubGroupKind.Everyone)).FirstOrDefault(group => group.NameKey == MatchKey.Of(item.Group));
        }

        return DirectoryOf(item.Directory) is not { } entry ? null : GroupsBefore.FirstOrDefault(group => group.SystemId == entry.Id && group.Key == item.Guid)
            ?? (entry.LastFullImport is not null ? null : new HubGroup
            {
                Id = Ids.New(_time), Name = DnText.Name(item.Group), Kind = HubGroupKind.Imported, SystemId = entry.Id, Key = item.Guid, Place = item.Group, MembersUnknown = true,
            });
    }

    private DirectoryEntry Directory(DirectoryItem item)
    {
        DirectoryEntry? known = DirectoriesBefore.FirstOrDefault(entry => string.Equals(entry.Name, item.Name, StringComparison.OrdinalIgnoreCase));
        ScopeItem[] scope = [.. item.SearchBases, .. item.ExcludedBases, .. item.Groups];
        DirectorySettings settings = item.Settings with
        {
            SearchBases = [.. item.SearchBases.Select(static one => one.Guid!)],
            ExcludedBases = [.. item.ExcludedBases.Select(static one => one.Guid!)],
            Groups = [.. item.Groups.Select(static one => one.Guid!)],
            ScopeNames = scope.Where(static one => one.Dn is not null).DistinctBy(static one => one.Guid).ToDictionary(static one => one.Guid!, static one => one.Dn!, StringComparer.Ordinal),
        };
        return known is null
            ? new DirectoryEntry { Id = Ids.New(_time), Name = item.Name, Kind = item.Kind, DomainKey = item.Domain, Settings = settings }
            : DirectoryDifferences.Entry(known, settings) with { Kind = item.Kind, DomainKey = item.Domain };
    }

    private AttributeMapping Mapping(MappingItem item) => new()
    {
        Direction = item.Direction,
        DirectoryId = item.Directory is null ? "" : DirectoryOf(item.Directory)?.Id ?? "?",
        Target = item.Target,
        Expression = item.Expression,
        Apply = item.Apply,
        WhenEmpty = item.WhenEmpty,
    };

    private HubGroup Group(GroupItem item)
    {
        HubGroup? known = GroupsBefore.FirstOrDefault(group => group.Kind is HubGroupKind.Local or HubGroupKind.Rule && group.NameKey == MatchKey.Of(item.Name));
        return (known ?? new HubGroup { Id = Ids.New(_time), Name = item.Name, Kind = item.Rule is null ? HubGroupKind.Local : HubGroupKind.Rule }) with
        {
            Description = item.Description,
            Rule = item.Rule,
        };
    }

    private (TRow Row, JObject Json)[] List<TItem, TRow>(string part, Func<TItem, TRow> row) =>
        [.. (_parts[part] ?? new JArray()).Cast<JObject>().Select(json => (row(ConfigurationJson.Read<TItem>(json)), json))];
}
