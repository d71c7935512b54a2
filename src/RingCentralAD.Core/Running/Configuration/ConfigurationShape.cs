using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Running;

/// <summary>Holds what a file has to the records behind it: no unknown property, each value of its kind.</summary>
internal sealed class ConfigurationShape
{
    private static readonly NullabilityInfoContext s_nullability = new();
    private readonly string _file;

    /// <summary>Makes it for a file.</summary>
    public ConfigurationShape(string file) => _file = file;

    /// <summary>The properties of a record, by their names in a file.</summary>
    public static IList<JsonPropertyInfo> PropertiesOf(Type type) => ConfigurationJson.Options.GetTypeInfo(type).Properties;

    /// <summary>Whether a property is a record of its own, and not one value.</summary>
    public static bool IsRecord(Type type) => ConfigurationJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object;

    /// <summary>Refuses what is not of the type: <c>ConfigurationFileInvalid</c> with its place.</summary>
    public void Check(JToken json, Type type)
    {
        JsonTypeInfo info = ConfigurationJson.Options.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Object)
        {
            CheckRecord(json as JObject ?? throw ConfigurationErrors.Invalid(_file, json, $"{Name(json)} must be an object."), info);
        }
        else if (info is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
        {
            foreach (JToken item in json as JArray ?? throw ConfigurationErrors.Invalid(_file, json, $"{Name(json)} must be a list."))
            {
                Check(item, element);
            }
        }
        else
        {
            CheckValue(json, type);
        }
    }

    private void CheckRecord(JObject json, JsonTypeInfo info)
    {
        foreach (JProperty property in json.Properties())
        {
            JsonPropertyInfo known = info.Properties.FirstOrDefault(known => known.Name == property.Name) ?? throw Unknown(property, [.. info.Properties.Select(static known => known.Name)]);
            if (property.Value.Type == JTokenType.Null && !MayBeNull(known))
            {
                throw ConfigurationErrors.Invalid(_file, property.Value, $"{property.Name} must have a value.");
            }

            if (property.Value.Type != JTokenType.Null)
            {
                Check(property.Value, known.PropertyType);
            }
        }
    }

    private void CheckValue(JToken json, Type type)
    {
        try
        {
            if (json.Type == JTokenType.Null)
            {
                throw new JsonException();
            }

            _ = ConfigurationJson.Read(json, type);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or FormatException)
        {
            throw ConfigurationErrors.Invalid(_file, json, $"{Name(json)} must be {Describe(type)}.");
        }
    }

    /// <summary>Refuses a property that is not known, with the name that may be meant.</summary>
    public RingCentralAdException Unknown(JProperty property, IReadOnlyCollection<string> known)
    {
        return ConfigurationErrors.Invalid(_file, property, $"there is no property '{property.Name}' here.", $"{Nearest.Question(property.Name, known)}Use one of {string.Join(", ", known)}.");
    }

    private static bool MayBeNull(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not PropertyInfo info)
        {
            return false;
        }

        lock (s_nullability)
        {
            return s_nullability.Create(info).WriteState == NullabilityState.Nullable;
        }
    }

    private static string Name(JToken json) => json.Parent is JProperty property ? property.Name : "this";

    private static string Describe(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(plain))}"
            : plain == typeof(bool) ? "true or false"
            : plain == typeof(int) || plain == typeof(long) ? "a whole number"
            : plain == typeof(double) ? "a number"
            : plain == typeof(TimeSpan) ? "a length of time such as 00:15:00"
            : plain == typeof(TimeOnly) ? "a time of day such as 02:00:00"
            : plain == typeof(Uri) ? "an address"
            : plain == typeof(string) ? "a text"
            : "an object of texts by their names";
    }
}
