using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The documents of the record. Contents are written by hand, since an import of new people writes one for each.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChangeFacts))]
[JsonSerializable(typeof(ChangeContent))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    public static string Write(ChangeFacts facts) => JsonSerializer.Serialize(facts, Default.ChangeFacts);

    public static string Write(ChangeContent content)
    {
        ArrayBufferWriter<byte> buffer = s_buffer ??= new(1024);
        buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(buffer, s_writing))
        {
            json.WriteStartObject();
            Put(json, "Subject", content.Subject);
            Put(json, "Key", content.Key);
            if (content.Values.Count > 0)
            {
                json.WriteStartArray("Values");
                foreach (AttributeChange value in content.Values)
                {
                    json.WriteStartObject();
                    Put(json, "Attribute", value.Attribute);
                    Put(json, "Before", value.Before);
                    Put(json, "After", value.After);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static ChangeFacts ReadFacts(string json) => JsonSerializer.Deserialize(json, Default.ChangeFacts)!;

    // What is written without values is read with null for them, whatever the record begins with.
    public static ChangeContent ReadContent(string json) =>
        JsonSerializer.Deserialize(json, Default.ChangeContent)! is var content && content.Values is null ? content with { Values = [] } : content;

    private static void Put(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, StoredValue.Text(value));
        }
    }
}
