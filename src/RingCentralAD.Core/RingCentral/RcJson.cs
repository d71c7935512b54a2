using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Reads RingCentral's JSON without believing it: a missing or wrong-typed value is null, never an exception.</summary>
internal static class RcJson
{
    private const int MaxDepth = 64;

    /// <summary>The body as an object; null where it is anything else (HTML, empty, cut off, more than one value).</summary>
    public static JObject? Object(HttpAnswer answer)
    {
        if (answer.Text() is not { Length: > 0 } text)
        {
            return null;
        }

        // Dates stay text: as dates they would come back in another form.
        using JsonTextReader reader = new(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
        try
        {
            return JToken.ReadFrom(reader) is JObject body && !reader.Read() ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A body in the form that is sent.</summary>
    public static string Write(JObject body) => body.ToString(Formatting.None);

    /// <summary>The value under a path of names; null where any of them is missing or no object.</summary>
    public static JToken? At(JToken? token, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            token = (token as JObject)?[name];
        }

        return token;
    }

    /// <summary>The value as text: RingCentral sends ids as numbers in v1.0 and as strings in v2.</summary>
    public static string? Text(JToken? token) => token is JValue { Value: not null } value && value.Type != JTokenType.Boolean
        ? value.ToString(CultureInfo.InvariantCulture)
        : null;

    /// <summary>The value as text, or null where it is empty.</summary>
    public static string? Filled(JToken? token) => Text(token) is { Length: > 0 } text ? text : null;

    public static bool? Flag(JToken? token) => token is { Type: JTokenType.Boolean } ? token.Value<bool>() : null;

    public static int? Number(JToken? token) =>
        token is JValue { Value: long number and >= int.MinValue and <= int.MaxValue } ? (int)number : null;

    public static JObject? Object(JToken? token) => token as JObject;

    /// <summary>The items of an array; none where it is no array.</summary>
    public static IEnumerable<JToken> Items(JToken? token) => token as JArray ?? Enumerable.Empty<JToken>();
}
