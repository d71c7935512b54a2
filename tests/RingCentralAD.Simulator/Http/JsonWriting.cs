using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>Short forms for writing JSON. What is null is left out, as RingCentral leaves it out.</summary>
internal static class JsonWriting
{
    public static void Text(this Utf8JsonWriter w, string name, string? value)
    {
        if (value is not null)
        {
            w.WriteString(name, value);
        }
    }

    public static void Time(this Utf8JsonWriter w, string name, DateTimeOffset value) =>
        w.WriteString(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public static void Object(this Utf8JsonWriter w, string name, Action write)
    {
        w.WriteStartObject(name);
        write();
        w.WriteEndObject();
    }

    public static void Array<T>(this Utf8JsonWriter w, string name, IEnumerable<T> items, Action<T> write)
    {
        w.WriteStartArray(name);
        foreach (T item in items)
        {
            w.WriteStartObject();
            write(item);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    public static string Id(this long id) => id.ToString(CultureInfo.InvariantCulture);
}
