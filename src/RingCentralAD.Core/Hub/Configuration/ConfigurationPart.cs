using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>A part of a hub's configuration: one record of options, or a list of things that are told apart by their names.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The record of the options, or of one thing of the list.</param>
/// <param name="Names">The properties by which things of a list are told apart; none for options.</param>
internal sealed record ConfigurationPart(string Name, ConfigurationKind Kind, Type Type, params IReadOnlyList<string> Names)
{
    /// <summary>All parts, in the order of the file.</summary>
    public static IReadOnlyList<ConfigurationPart> All { get; } =
    [
        new("hub", ConfigurationKind.Hub, typeof(HubItem)),
        new("account", ConfigurationKind.Account, typeof(AccountItem)),
        new("directories", ConfigurationKind.Directory, typeof(DirectoryItem), "name"),
        new("attributes", ConfigurationKind.Attribute, typeof(HubAttribute), "name"),
        new("mappings", ConfigurationKind.Mapping, typeof(MappingItem), "direction", "target", "directory"),
        new("profileMasters", ConfigurationKind.ProfileMaster, typeof(ProfileMasterItem), "system"),
        new("attributeMasters", ConfigurationKind.AttributeMaster, typeof(AttributeMasterItem), "attribute"),
        new("groups", ConfigurationKind.Group, typeof(GroupItem), "name"),
        new("assignments", ConfigurationKind.Assignment, typeof(AssignmentItem), "group", "directory", "guid"),
        Options<ImportRules>("importRules", ConfigurationKind.ImportRule),
        Options<ProvisioningOptions>("provisioning", ConfigurationKind.ProvisioningOption),
        Options<ExclusionRules>("exclusions", ConfigurationKind.Exclusion),
        Options<SyncOptions>("sync", ConfigurationKind.SyncOption),
        Options<RecordOptions>("record", ConfigurationKind.RecordOption),
        Options<LogOptions>("log", ConfigurationKind.LogOption),
        new("notifications", ConfigurationKind.Notification, typeof(Notification), "name"),
        Options<HealthLimits>("healthLimits", ConfigurationKind.HealthLimit),
        Options<SignOnOptions>("signOn", ConfigurationKind.SignOnOption),
        new("serviceProviders", ConfigurationKind.ServiceProvider, typeof(ServiceProvider), "name"),
        new("schedules", ConfigurationKind.Schedule, typeof(ScheduleItem), "name", "host") { IsDescribed = true },
    ];

    /// <summary>It is a list of things.</summary>
    public bool IsList => Names.Count > 0;

    /// <summary>The type is one of the hub's named values as it is.</summary>
    public bool IsSetting { get; private init; }

    /// <summary>Only described: it belongs to a host, not to the hub.</summary>
    public bool IsDescribed { get; private init; }

    /// <summary>What it is where nothing was said.</summary>
    public JObject Defaults => ConfigurationJson.DefaultsOf(Type);

    /// <summary>The part of this name.</summary>
    public static ConfigurationPart Of(string name) => All.First(part => part.Name == name);

    /// <summary>What a thing of the list is told apart by: its names; for a group of a directory its GUID.</summary>
    public string KeyOf(JObject item) => Kind == ConfigurationKind.Assignment && Text(item, "guid") is { Length: > 0 } guid
        ? guid
        : string.Join(' ', Names.Select(name => Text(item, name)).Where(static text => text.Length > 0));

    /// <summary>Where a thing of the list stands, as people read it.</summary>
    public string PathOf(JObject item) => $"{Name}[{(Kind == ConfigurationKind.Assignment ? Text(item, "group") : KeyOf(item))}]";

    /// <summary>What counts: names that stand beside a GUID are for people alone.</summary>
    public JToken EssenceOf(JToken json)
    {
        JToken essence = json.DeepClone();
        foreach (JObject item in essence is JArray list ? list.OfType<JObject>() : [])
        {
            if (Kind == ConfigurationKind.Assignment && Text(item, "guid").Length > 0)
            {
                item.Remove("group");
            }
            else if (Kind == ConfigurationKind.Directory)
            {
                foreach (JObject scope in ((string[])["searchBases", "excludedBases", "groups"]).SelectMany(name => item[name]?.OfType<JObject>() ?? []).Where(scope => Text(scope, "guid").Length > 0))
                {
                    scope.Remove("dn");
                }
            }
        }

        return essence;
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    private static ConfigurationPart Options<T>(string name, ConfigurationKind kind) => new(name, kind, typeof(T)) { IsSetting = true };

    private static string Text(JObject item, string name) => item[name] is JValue { Value: string text } ? text : "";
}
