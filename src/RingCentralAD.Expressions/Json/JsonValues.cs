using System.Text.Json;

namespace RingCentralAD.Expressions;

/// <summary>JSON as values of the language: whole numbers as small as they fit, the rest as decimal numbers.</summary>
internal static class JsonValues
{
    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => Boxes.True,
        JsonValueKind.False => Boxes.False,
        JsonValueKind.Number => Number(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.Object => Map(element),
        _ => null,
    };

    public static Dictionary<string, object?> Map(JsonElement element)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            map[property.Name] = Read(property.Value);
        }

        return map;
    }

    private static object Number(JsonElement element)
    {
        bool whole = !element.GetRawText().AsSpan().ContainsAny(".eE");
        return whole && element.TryGetInt32(out int number) ? Boxes.Of(number)
            : whole && element.TryGetInt64(out long large) ? (object)large
            : element.GetDouble();
    }
}
