using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Turns settings into the JSON of a configuration file and back: all properties of a record, by themselves.</summary>
internal static class ConfigurationJson
{
    // Quotes and letters stay readable: the file is no HTML.
    private static readonly JsonWriterOptions s_writing = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How records are read and written.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new SortedNames() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },
    };

    /// <summary>The JSON of a record.</summary>
    public static JObject Of<T>(T value)
        where T : class => (JObject)JsonFile.Parse(JsonSerializer.Serialize(value, value.GetType(), Options), "", "ConfigurationFileInvalid", "");

    /// <summary>What a record is where nothing was said.</summary>
    public static JObject DefaultsOf(Type type) => Of(Activator.CreateInstance(type)!);

    /// <summary>The record of a JSON object.</summary>
    public static T Read<T>(JToken json) => (T)Read(json, typeof(T))!;

    /// <summary>The value of a JSON token.</summary>
    public static object? Read(JToken json, Type type) => JsonSerializer.Deserialize(Text(json), type, Options);

    /// <summary>JSON on one line.</summary>
    public static string Text(JToken json) => json.ToString(Newtonsoft.Json.Formatting.None);

    /// <summary>The bytes of a file: indented, line feeds, UTF-8.</summary>
    public static byte[] Write(JToken json)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter writer = new(output, s_writing))
        {
            Write(writer, json);
        }

        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JToken json)
    {
        switch (json)
        {
            case JObject item:
                writer.WriteStartObject();
                foreach (JProperty property in item.Properties())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JArray list:
                writer.WriteStartArray();
                foreach (JToken item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case { Type: JTokenType.Boolean }:
                writer.WriteBooleanValue((bool)json);
                break;
            case { Type: JTokenType.Integer }:
                writer.WriteNumberValue((long)json);
                break;
            case { Type: JTokenType.Float }:
                writer.WriteNumberValue((double)json);
                break;
            case { Type: JTokenType.Null }:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(json.Value<string>());
                break;
        }
    }

    /// <summary>What stands elsewhere in the file, or is no setting.</summary>
    private static void LeaveOut(JsonTypeInfo type)
    {
        string[] names = type.Type == typeof(DirectorySettings) ? [nameof(DirectorySettings.SearchBases), nameof(DirectorySettings.ExcludedBases), nameof(DirectorySettings.Groups), nameof(DirectorySettings.ScopeNames)]
            : type.Type == typeof(HubAttribute) ? [nameof(HubAttribute.Custom)]
            : [];
        foreach (JsonPropertyInfo property in type.Properties.Where(property => names.Contains((property.AttributeProvider as MemberInfo)?.Name)).ToArray())
        {
            type.Properties.Remove(property);
        }
    }

    /// <summary>Names in one order, whatever order they were stored in.</summary>
    private sealed class SortedNames : JsonConverter<IReadOnlyDictionary<string, string>>
    {
        public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader) is { } names && names.Values.All(static name => name is not null)
                ? names
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach ((string name, string text) in value.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }
    }
}
