using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The JSON that a webhook gets. Names are filled in inside the texts of the parsed JSON, so that no value, whatever it holds, changes the JSON's form.
/// </summary>
internal static partial class WebhookTemplate
{
    /// <summary>
    /// RingCentral's own incoming webhook: a post with a text
    /// (https://developers.ringcentral.com/guide/team-messaging/incoming-webhooks/posting).
    /// </summary>
    private const string RingCentral = """{ "text": "**{{title}}**\n{{text}}" }""";

    private static readonly string[] s_names = ["title", "text", "company", "hub", "host", "time"];
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Refuses what is no JSON, and a name that there is not.</summary>
    public static void Check(string notification, string template)
    {
        try
        {
            if (JsonNode.Parse(template) is not (JsonObject or JsonArray))
            {
                throw NotificationErrors.Invalid(notification, "the template is no JSON object.", "Write for example '{ \"text\": \"{{title}}\" }'.");
            }
        }
        catch (JsonException error)
        {
            throw NotificationErrors.Invalid(notification, $"the template is no JSON: line {(error.LineNumber ?? 0) + 1}, column {(error.BytePositionInLine ?? 0) + 1}.", "Write for example '{ \"text\": \"{{title}}\" }'.");
        }

        string[] names = [.. Name().Matches(template).Select(static match => match.Groups[1].Value)];
        if (names.Length == 0 || names.Any(static name => !s_names.Contains(name)))
        {
            throw NotificationErrors.Invalid(notification, $"the template {(names.Length == 0 ? "has no name to fill in" : $"has {{{{{names.First(static name => !s_names.Contains(name))}}}}}")}.", $"Use {string.Join(", ", s_names.Select(static name => $"{{{{{name}}}}}"))} inside its texts.");
        }
    }

    /// <summary>The template filled in, as UTF-8.</summary>
    public static byte[] Fill(string? template, NotificationText text)
    {
        JsonNode root = JsonNode.Parse(template ?? RingCentral)!;
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["title"] = text.Title, ["text"] = text.Plain, ["company"] = text.Company, ["hub"] = text.Hub, ["host"] = text.Host, ["time"] = text.Time,
        };
        return JsonSerializer.SerializeToUtf8Bytes(Filled(root, values), s_json);
    }

    private static JsonNode? Filled(JsonNode? node, Dictionary<string, string> values) => node switch
    {
        JsonObject item => new JsonObject(item.Select(pair => KeyValuePair.Create(pair.Key, Filled(pair.Value, values)))),
        JsonArray list => new JsonArray([.. list.Select(one => Filled(one, values))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Name().Replace(value.GetValue<string>(), match => values.GetValueOrDefault(match.Groups[1].Value, match.Value))),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Name();
}
