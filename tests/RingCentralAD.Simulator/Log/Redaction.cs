using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.Simulator;

/// <summary>Takes secrets out of a request's body before it is logged.</summary>
internal static class Redaction
{
    private const string Stars = "***";

    private static readonly string[] s_secrets = ["password", "ivrPin", "assertion", "client_assertion", "client_secret", "token", "refresh_token", "code"];

    public static string? Body(ReadOnlySpan<byte> body, bool form)
    {
        if (body.IsEmpty)
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(body);
        if (form)
        {
            return string.Join('&', text.Split('&').Select(Pair));
        }

        if (!text.Contains("password", StringComparison.OrdinalIgnoreCase) && !text.Contains("ivrPin", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        try
        {
            JsonNode? node = JsonNode.Parse(text);
            Hide(node);
            return node?.ToJsonString(new JsonSerializerOptions { Encoder = SimulatorJson.Options.Encoder });
        }
        catch (JsonException)
        {
            return Stars;
        }
    }

    private static string Pair(string pair)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && s_secrets.Contains(pair[..equals]) ? pair[..(equals + 1)] + Stars : pair;
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (JsonNode? item in array)
            {
                Hide(item);
            }
        }
        else if (node is JsonObject found)
        {
            foreach (string name in found.Select(p => p.Key).ToArray())
            {
                if (s_secrets.Contains(name) && found[name] is JsonValue)
                {
                    found[name] = Stars;
                }
                else
                {
                    Hide(found[name]);
                }
            }
        }
    }
}
