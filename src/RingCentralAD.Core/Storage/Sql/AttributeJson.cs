using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// An <see cref="AttributeSet"/> as one JSON object, names in the set's order. Text, Booleans, long (5), double (5.0)
/// and lists of text are JSON's own; what JSON cannot tell apart is an object that names its type: {"$int":5}.
/// </summary>
internal static class AttributeJson
{
    // Umlauts and emoji stay readable for people who look into the hub with other tools; the text never reaches a page.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Made anew for each of 50,000 people they would be much of what an import allocates.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    // The names in the document that was read last: those of the next person are mostly the same.
    [ThreadStatic]
    private static List<string>? s_names;

    public static string Write(AttributeSet set)
    {
        if (set.Count == 0)
        {
            return "{}";
        }

        ArrayBufferWriter<byte> buffer = s_buffer ??= new(4096);
        Utf8JsonWriter json = s_writer ??= new(buffer, s_options);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        foreach ((string name, object? value) in set)
        {
            json.WritePropertyName(StoredValue.Text(name));
            WriteValue(json, name, value!);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static AttributeSet Read(string text)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            int length = Encoding.UTF8.GetBytes(text, rented);
            Utf8JsonReader json = new(rented.AsSpan(0, length));
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("The document is no object.");
            }

            List<string> names = s_names ??= [];
            List<KeyValuePair<string, object?>> values = new(names.Count);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = Name(ref json, names, values.Count);
                json.Read();
                values.Add(new(name, ReadValue(ref json)));
            }

            return values.Count == 0 ? AttributeSet.Empty : new AttributeSet(values);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private static string Name(ref Utf8JsonReader json, List<string> names, int at)
    {
        if (at < names.Count && json.ValueTextEquals(names[at]))
        {
            return names[at];
        }

        string name = json.GetString()!;
        names.RemoveRange(Math.Min(at, names.Count), Math.Max(0, names.Count - at));
        names.Add(name);
        return name;
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                WriteText(json, text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                WriteTagged(json, "$int", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                string digits = number.ToString("R", CultureInfo.InvariantCulture);
                json.WriteRawValue(digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0");
                break;
            case double number:
                WriteTagged(json, "$double", number.ToString(CultureInfo.InvariantCulture));
                break;
            case decimal number:
                WriteTagged(json, "$decimal", number.ToString(CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string> list:
                json.WriteStartArray();
                foreach (string item in list)
                {
                    WriteText(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                throw StoreErrors.UnknownType(name, value.GetType());
        }
    }

    private static object ReadValue(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.GetString()!;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return json.ValueSpan.ContainsAny(".eE"u8) ? (object)json.GetDouble() : json.GetInt64();
            case JsonTokenType.StartObject:
                return ReadTagged(ref json);
            case JsonTokenType.StartArray:
                List<string> list = [];
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    list.Add((string)ReadValue(ref json));
                }

                return list.ToArray();
            default:
                throw new JsonException($"A value begins with {json.TokenType}.");
        }
    }

    private static object ReadTagged(ref Utf8JsonReader json)
    {
        json.Read();
        string tag = json.GetString()!;
        json.Read();
        string text = json.GetString()!;
        json.Read();
        return tag switch
        {
            "$int" => int.Parse(text, CultureInfo.InvariantCulture),
            "$double" => double.Parse(text, CultureInfo.InvariantCulture),
            "$decimal" => decimal.Parse(text, CultureInfo.InvariantCulture),
            "$utf16" => new string(MemoryMarshal.Cast<byte, char>(Convert.FromBase64String(text))),
            _ => throw new JsonException($"A value has the unknown type {tag}."),
        };
    }

    // An expression that cuts an emoji in two gives text that no UTF-8 can hold; it must come back as it was,
    // or the person would differ from the hub for ever.
    private static void WriteText(Utf8JsonWriter json, string text)
    {
        if (StoredValue.IsWellFormed(text))
        {
            json.WriteStringValue(text);
        }
        else
        {
            WriteTagged(json, "$utf16", Convert.ToBase64String(MemoryMarshal.AsBytes(text.AsSpan())));
        }
    }

    private static void WriteTagged(Utf8JsonWriter json, string tag, string value)
    {
        json.WriteStartObject();
        json.WriteString(tag, value);
        json.WriteEndObject();
    }
}
