using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The other documents in JSON columns. What a document lacks keeps its default; what it has too much is let be.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(DirectorySettings))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<AttributeChange>))]
[JsonSerializable(typeof(SortedDictionary<string, long>))]
internal sealed partial class DocumentJson : JsonSerializerContext
{
    private static readonly DocumentJson s_json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(DirectorySettings settings) => JsonSerializer.Serialize(settings, s_json.DirectorySettings);

    public static DirectorySettings ReadSettings(string json) => JsonSerializer.Deserialize(json, s_json.DirectorySettings)!;

    public static string Write(IReadOnlyList<string> list) => JsonSerializer.Serialize(list, s_json.IReadOnlyListString);

    public static IReadOnlyList<string> ReadList(string json) => JsonSerializer.Deserialize(json, s_json.IReadOnlyListString)!;

    public static string Write(IReadOnlyList<AttributeChange> changes) => JsonSerializer.Serialize(changes, s_json.IReadOnlyListAttributeChange);

    public static IReadOnlyList<AttributeChange> ReadChanges(string json) => JsonSerializer.Deserialize(json, s_json.IReadOnlyListAttributeChange)!;

    public static string Write(IReadOnlyDictionary<string, long> counts)
    {
        SortedDictionary<string, long> sorted = new(StringComparer.Ordinal);
        foreach ((string name, long count) in counts)
        {
            sorted[name] = count;
        }

        return JsonSerializer.Serialize(sorted, s_json.SortedDictionaryStringInt64);
    }

    public static IReadOnlyDictionary<string, long> ReadCounts(string json) =>
        new SortedDictionary<string, long>(JsonSerializer.Deserialize(json, s_json.SortedDictionaryStringInt64)!, StringComparer.Ordinal);
}
