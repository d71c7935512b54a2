using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// A file laid over a configuration: what the file has counts; what it lacks stays and is told, or is taken away where that is wanted. At every level:
/// a whole part, one thing of a list, one value.
/// </summary>
internal sealed class ConfigurationMerge
{
    private readonly ConfigurationFile _file;
    private readonly ConfigurationChange _lacking;
    private readonly List<ConfigurationDifference> _differences = [];
    private readonly Dictionary<JToken, JToken> _places = new(ReferenceEqualityComparer.Instance);

    private ConfigurationMerge(ConfigurationFile file, ConfigurationChange lacking) => (_file, _lacking) = (file, lacking);

    /// <summary>The configuration that comes of it, part by part.</summary>
    public JObject Parts { get; } = [];

    /// <summary>What differs from the configuration before, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationDifference> Differences => _differences;

    /// <summary>Lays a file over a configuration.</summary>
    /// <param name="file">The file.</param>
    /// <param name="now">The configuration, part by part.</param>
    /// <param name="lacking">What becomes of what the file lacks: Removed, Kept, or Missing where it is only told.</param>
    public static ConfigurationMerge Of(ConfigurationFile file, JObject now, ConfigurationChange lacking)
    {
        ArgumentNullException.ThrowIfNull(now);
        ConfigurationMerge merge = new(file, lacking);
        foreach (ConfigurationPart part in ConfigurationPart.All)
        {
            JToken? target = part.IsList
                ? merge.List(part, file[part] as JArray ?? [], now[part.Name] as JArray ?? [])
                : merge.Options(part, file[part] as JObject, now[part.Name] as JObject);
            if (target is not null)
            {
                merge.Parts[part.Name] = target;
            }
        }

        return merge;
    }

    /// <summary>Where a thing, or the options, stand in the file; the whole file where it lacks them.</summary>
    public JToken PlaceOf(JToken target) => _places.GetValueOrDefault(target) ?? _file.Root;

    /// <summary>Whether the file has it.</summary>
    public bool IsInFile(JToken target) => _places.ContainsKey(target);

    private JObject? Options(ConfigurationPart part, JObject? given, JObject? now)
    {
        JObject? target = given;
        if (given is not null || now is not null)
        {
            // Nothing takes a hub its name, or the account that it is tied to.
            bool stays = given is null && part.Kind is ConfigurationKind.Hub or ConfigurationKind.Account;
            target = stays && given is null ? now : Lay(new Level(part, part.Name, part.Type), given ?? [], now, given ?? _file.Root);
            if (stays && given is null)
            {
                Tell(part, part.Name, null, now, Stays);
            }
        }

        if (target is not null && given is not null)
        {
            _places[target] = given;
        }

        return target;
    }

    private JArray List(ConfigurationPart part, JArray given, JArray now)
    {
        // A name in other letters is the same name, unless a hub has both: targets in a directory may.
        bool alike = now.Cast<JObject>().Select(part.KeyOf).Distinct(StringComparer.OrdinalIgnoreCase).Count() < now.Count;
        Dictionary<string, JObject> left = now.Cast<JObject>().ToDictionary(part.KeyOf, alike ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        List<JObject> items = [];
        foreach (JObject item in given.Cast<JObject>())
        {
            left.Remove(part.KeyOf(item), out JObject? before);
            JObject target = Lay(new Level(part, before is null ? null : part.PathOf(before), part.Type), item, before, item);
            if (before is null)
            {
                Tell(part, part.PathOf(target), target, null, ConfigurationChange.Added);
            }

            _places[target] = item;
            items.Add(target);
        }

        foreach (JObject item in left.Values)
        {
            bool stays = _lacking != ConfigurationChange.Removed || part.IsDescribed || part.Kind == ConfigurationKind.Directory;
            Tell(part, part.PathOf(item), null, item, stays ? Stays : ConfigurationChange.Removed);
            if (stays)
            {
                items.Add((JObject)item.DeepClone());
            }
        }

        return new JArray(items.OrderBy(part.PathOf, StringComparer.Ordinal));
    }

    /// <summary>One record of the file over the one that is there, or over what is usual where there is none.</summary>
    private JObject Lay(Level level, JObject given, JObject? now, JToken place)
    {
        JObject usual = ConfigurationJson.DefaultsOf(level.Type);
        JObject target = [];
        foreach (JsonPropertyInfo property in ConfigurationShape.PropertiesOf(level.Type))
        {
            JToken? value = given[property.Name];
            if (ConfigurationShape.IsRecord(property.PropertyType) && value?.Type != JTokenType.Null)
            {
                target[property.Name] = Lay(level.Below(property), value as JObject ?? [], now?[property.Name] as JObject, value ?? place);
            }
            else if (value is null && now is null && property.IsRequired)
            {
                throw ConfigurationErrors.Invalid(_file.Path, place, $"{property.Name} is missing here.");
            }
            else
            {
                target[property.Name] = now is null
                    ? Normal(value ?? usual[property.Name]!, property.PropertyType)
                    : Value(level.Below(property), value, now[property.Name] ?? JValue.CreateNull(), usual[property.Name]!, property.IsRequired);
            }
        }

        return target;
    }

    private JToken Value(Level level, JToken? given, JToken now, JToken usual, bool required)
    {
        if (given is null)
        {
            bool removed = _lacking == ConfigurationChange.Removed && !required;
            if (!JToken.DeepEquals(now, usual))
            {
                Tell(level.Part, level.Path!, null, now, removed ? ConfigurationChange.Removed : Stays);
            }

            return (removed ? usual : now).DeepClone();
        }

        JToken value = Normal(given, level.Type);
        if (level.IsName && (level.Part.Kind == ConfigurationKind.Assignment || string.Equals(value.ToString(), now.ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            // A name in other letters is the same name.
            return now.DeepClone();
        }

        if (!JToken.DeepEquals(level.EssenceOf(value), level.EssenceOf(now)))
        {
            Tell(level.Part, level.Path!, value, now, ConfigurationChange.Changed);
        }

        return value;
    }

    private ConfigurationChange Stays => _lacking == ConfigurationChange.Removed ? ConfigurationChange.Kept : _lacking;

    private void Tell(ConfigurationPart part, string path, JToken? inFile, JToken? inHub, ConfigurationChange change) => _differences.Add(new ConfigurationDifference
    {
        Path = path,
        Kind = part.Kind,
        InFile = inFile is null ? null : ConfigurationJson.Text(inFile),
        InHub = inHub is null ? null : ConfigurationJson.Text(inHub),
        Change = part.IsDescribed && _lacking != ConfigurationChange.Missing ? ConfigurationChange.Described : change,
    });

    /// <summary>The value as it is written, whatever letter case or form somebody gave it.</summary>
    private static JToken Normal(JToken value, Type type) => value.Type == JTokenType.Null
        ? JValue.CreateNull()
        : JsonFile.Parse(JsonSerializer.Serialize(ConfigurationJson.Read(value, type), type, ConfigurationJson.Options), "", ConfigurationErrors.InvalidId, "");

    /// <param name="Part">The part.</param>
    /// <param name="Path">Where in it; null within a thing that is new as a whole.</param>
    /// <param name="Type">What stands there.</param>
    private sealed record Level(ConfigurationPart Part, string? Path, Type Type)
    {
        private string Name { get; init; } = "";

        private int Depth { get; init; }

        public bool IsName => Depth == 1 && Part.IsList && Part.Names.Contains(Name);

        public Level Below(JsonPropertyInfo property) => new(Part, Path is null ? null : $"{Path}.{property.Name}", property.PropertyType) { Name = property.Name, Depth = Depth + 1 };

        public JToken EssenceOf(JToken value) => Depth == 1 && Part.IsList ? Part.EssenceOf(new JArray(new JObject { [Name] = value.DeepClone() })) : value;
    }
}
