using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>All mappings of a hub, compiled against its schema.</summary>
public sealed class MappingCatalog
{
    private readonly Dictionary<(MappingDirection Direction, string Directory, string Target), CompiledMapping> _mappings = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _names;
    private readonly HashSet<string> _fromNumbers;

    /// <summary>Compiles mappings against a schema.</summary>
    public MappingCatalog(IReadOnlyList<HubAttribute> attributes, IEnumerable<AttributeMapping> mappings, IEnumerable<DirectoryEntry> directories, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        Attributes = attributes;
        foreach (AttributeMapping mapping in mappings)
        {
            _mappings[(mapping.Direction, mapping.DirectoryId, mapping.Target)] = new CompiledMapping(mapping, attributes, time ?? TimeProvider.System);
        }

        Names = new SystemNames(attributes, directories);
        _names = directories.ToDictionary(entry => entry.Id, entry => entry.Settings.Names, StringComparer.Ordinal);
        _fromNumbers = [.. _mappings.Values.Where(mapping => mapping.UsesNumber).Select(mapping => mapping.Mapping.Target)];
    }

    /// <summary>All mappings.</summary>
    public IEnumerable<CompiledMapping> All => _mappings.Values;

    /// <summary>The hub user's schema.</summary>
    public IReadOnlyList<HubAttribute> Attributes { get; }

    /// <summary>How expressions name systems, and what is read of what they find there.</summary>
    public SystemNames Names { get; }

    /// <summary>What the mappings of these directions ask for beyond the profile.</summary>
    public MappingAsks Asks(params MappingDirection[] directions) =>
        _mappings.Values.Where(mapping => directions.Contains(mapping.Mapping.Direction)).Aggregate(MappingAsks.None, (asks, mapping) => asks | mapping.Asks);

    /// <summary>Reads schema, mappings and directories from the hub.</summary>
    public static async Task<MappingCatalog> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return new MappingCatalog(
            await hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false),
            await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false),
            await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false),
            time);
    }

    /// <summary>The mapping that brings a hub attribute in from a system: the directory's own before the one for all; null where there is none.</summary>
    public CompiledMapping? Inbound(string systemId, string attribute) => systemId == Ids.RingCentral
        ? _mappings.GetValueOrDefault((MappingDirection.RcToHub, "", attribute))
        : _mappings.GetValueOrDefault((MappingDirection.AdToHub, systemId, attribute)) ?? _mappings.GetValueOrDefault((MappingDirection.AdToHub, "", attribute));

    /// <summary>The mappings of an outbound direction, a directory's own before those for all.</summary>
    public IReadOnlyList<CompiledMapping> Outbound(MappingDirection direction, string directoryId) =>
    [
        .. _mappings.Where(pair => pair.Key.Direction == direction && (pair.Key.Directory.Length == 0 || pair.Key.Directory == directoryId))
            .GroupBy(pair => pair.Key.Target, StringComparer.OrdinalIgnoreCase)
            .Select(group => group.OrderByDescending(pair => pair.Key.Directory.Length).First().Value)
            .OrderBy(mapping => mapping.Mapping.Target, StringComparer.Ordinal),
    ];

    /// <summary>Whether a hub attribute hangs on a direct number or an extension number.</summary>
    public bool ComesFromNumbers(string hubAttribute) => _fromNumbers.Contains(hubAttribute);

    /// <summary>The LDAP attribute behind an appuser name.</summary>
    public string LdapName(string systemId, string name) =>
        _names.TryGetValue(systemId, out IReadOnlyDictionary<string, string>? names) ? names.GetValueOrDefault(name, name) : name;

    /// <summary>The LDAP attributes of a directory that an outbound mapping's value comes from.</summary>
    public IReadOnlyList<string> Behind(CompiledMapping outbound, string systemId)
    {
        ArgumentNullException.ThrowIfNull(outbound);
        return
        [
            .. outbound.Uses("user")
                .Select(name => Inbound(systemId, name))
                .OfType<CompiledMapping>()
                .SelectMany(inbound => inbound.Uses("appuser"))
                .Select(name => LdapName(systemId, name))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The LDAP attributes that a directory must be read with: those of mappings, matching, life cycle and write-back.</summary>
    public IReadOnlyList<string> DirectoryAttributes(DirectoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        IEnumerable<string> mapped = _mappings.Values
            .Where(mapping => mapping.Mapping.DirectoryId.Length == 0 || mapping.Mapping.DirectoryId == entry.Id)
            .SelectMany(mapping => mapping.Reads(entry.Settings.Names));
        IEnumerable<string> written = Outbound(MappingDirection.HubToAd, entry.Id).Select(mapping => mapping.Mapping.Target);
        string[] needed = entry.Kind == DirectoryKind.Ldap
            ? ["cn", "mail", "uid", "employeeNumber"]
            : ["cn", "mail", "userPrincipalName", "sAMAccountName", "employeeNumber", "userAccountControl", "primaryGroupID"];
        return [.. mapped.Concat(written).Concat(needed).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }
}
