using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The schemas of the hub, of RingCentral and of directories, as the guide's profile editor shows them. Asks no server.</summary>
public sealed class SchemaView
{
    private readonly IHubReader _hub;
    private readonly MappingCatalog _mappings;
    private readonly Dictionary<string, AttributeMaster> _masters;
    private readonly MasterNames _names;

    private SchemaView(IHubReader hub, MappingCatalog mappings, Dictionary<string, AttributeMaster> masters, MasterNames names) =>
        (_hub, _mappings, _masters, _names) = (hub, mappings, masters, names);

    /// <summary>Reads schema, mappings and masters.</summary>
    public static async Task<SchemaView> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default) => new(
        hub,
        await MappingCatalog.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false),
        (await hub.ListAsync<AttributeMaster>(cancellationToken: cancellationToken).ConfigureAwait(false)).ToDictionary(master => master.Attribute, StringComparer.Ordinal),
        await MasterNames.LoadAsync(hub, cancellationToken).ConfigureAwait(false));

    /// <summary>The hub user's attributes: those of the base schema in their order, then those that were added.</summary>
    public IReadOnlyList<AttributeInfo> Hub()
    {
        string[] order = [.. HubSchema.Base.Select(attribute => attribute.Name)];
        return
        [
            .. _mappings.Attributes.OrderBy(attribute => Array.IndexOf(order, attribute.Name) is var at and >= 0 ? at : int.MaxValue).ThenBy(attribute => attribute.Name, StringComparer.Ordinal)
                .Select(attribute => new AttributeInfo
                {
                    System = Ids.Hub,
                    DisplayName = attribute.DisplayName,
                    Name = attribute.Name,
                    Type = HubSchema.TypeName(attribute),
                    MultiValued = attribute.Type == HubAttributeType.StringArray,
                    MinLength = attribute.MinLength,
                    MaxLength = attribute.MaxLength,
                    Required = attribute.Required,
                    Custom = attribute.Custom,
                    Master = MasterOf(attribute.Name),
                    MappedFrom = Mapped(mapping => Into(mapping, MappingDirection.AdToHub, MappingDirection.RcToHub) && mapping.Mapping.Target == attribute.Name),
                    MappedTo = Mapped(mapping => Into(mapping, MappingDirection.HubToRc, MappingDirection.HubToAd, MappingDirection.HubToSso) && mapping.Uses("user").Contains(attribute.Name, StringComparer.Ordinal)),
                }),
        ];
    }

    /// <summary>RingCentral's attributes by the guide's names.</summary>
    public IReadOnlyList<AttributeInfo> RingCentral() =>
    [
        .. HubSchema.RingCentralAttributes.Where(name => name != RingCentralNumbers.StateAttribute).Select(name => new AttributeInfo
        {
            System = Ids.RingCentral,
            DisplayName = HubSchema.RingCentralName(name),
            Name = name,
            Type = name == "email" ? "email" : "string",
            MaxLength = name == "userName" ? 99 : null,
            Required = name is "userName" or "firstName" or "email",
            ReadOnly = name == "directNumber" || !HubSchema.RingCentralTargets.Contains(name, StringComparer.Ordinal),
            Scope = name is "directNumber" or "extensionNumber" or "userName" or "email" ? AttributeScope.UserPersonal : AttributeScope.None,
            MappedFrom = Mapped(mapping => Into(mapping, MappingDirection.HubToRc) && mapping.Mapping.Target == name),
            MappedTo = Mapped(mapping => Into(mapping, MappingDirection.RcToHub) && mapping.Uses("appuser").Contains(name, StringComparer.Ordinal)),
        }),
    ];

    /// <summary>
    /// A directory's attributes: the guide's names first, then those of its own schema as it was last read. Before that, and for an LDIF file,
    /// those that its people were read with.
    /// </summary>
    public async Task<IReadOnlyList<AttributeInfo>> DirectoryAsync(DirectoryEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        DirectorySchema schema = await DirectorySchemas.GetAsync(_hub, entry.Id, cancellationToken).ConfigureAwait(false);
        Dictionary<string, DirectoryAttribute> known = schema.Attributes.ToDictionary(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase);
        foreach (string name in entry.ReadAttributes.Where(name => schema.ReadAt is null))
        {
            known.TryAdd(name, new DirectoryAttribute { Name = name });
        }

        IEnumerable<AttributeInfo> guide = AppUserNames.Guide.Select(name => Of(entry, known.GetValueOrDefault(_mappings.LdapName(entry.Id, name)), name));
        IEnumerable<AttributeInfo> own = known.Values.OrderBy(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase)
            .Where(attribute => !AppUserNames.Guide.Contains(attribute.Name, StringComparer.Ordinal) || !entry.Settings.Names.ContainsKey(attribute.Name))
            .Select(attribute => Of(entry, attribute, attribute.Name));
        return [.. guide, .. own];
    }

    private AttributeInfo Of(DirectoryEntry entry, DirectoryAttribute? attribute, string name)
    {
        string ldap = _mappings.LdapName(entry.Id, name);
        return new AttributeInfo
        {
            System = entry.Name,
            DisplayName = ldap,
            Name = name,
            LdapName = ldap == name ? null : ldap,
            Type = attribute?.Type ?? "text",
            MultiValued = attribute?.MultiValued ?? false,
            MinLength = attribute?.Min,
            MaxLength = attribute?.Max,
            Required = attribute?.Required ?? false,
            ReadOnly = (attribute?.ReadOnly ?? false) || WriteBackTargets.IsRefused(ldap),
            Description = attribute?.Description,
            MappedFrom = Mapped(mapping => Into(mapping, MappingDirection.HubToAd) && IsOf(mapping, entry) && string.Equals(mapping.Mapping.Target, ldap, StringComparison.OrdinalIgnoreCase)),
            MappedTo = Mapped(mapping => Into(mapping, MappingDirection.AdToHub) && IsOf(mapping, entry) && mapping.Uses("appuser").Contains(name, StringComparer.Ordinal)),
        };
    }

    private string MasterOf(string attribute) => _masters.TryGetValue(attribute, out AttributeMaster? own)
        ? $"Override: {string.Join(own.FallThrough ? ", else " : ", ", own.Systems.Select(_names.NameOf))}"
        : "Inherit from profile master";

    private IReadOnlyList<AttributeMapping> Mapped(Func<CompiledMapping, bool> wanted) =>
        [.. _mappings.All.Where(wanted).Select(mapping => mapping.Mapping).OrderBy(mapping => mapping.Direction).ThenBy(mapping => mapping.Target, StringComparer.Ordinal).ThenBy(mapping => mapping.DirectoryId, StringComparer.Ordinal)];

    private static bool Into(CompiledMapping mapping, params MappingDirection[] directions) => directions.Contains(mapping.Mapping.Direction);

    private static bool IsOf(CompiledMapping mapping, DirectoryEntry entry) => mapping.Mapping.DirectoryId.Length == 0 || mapping.Mapping.DirectoryId == entry.Id;
}
