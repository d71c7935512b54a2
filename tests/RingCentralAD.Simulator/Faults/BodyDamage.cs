using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.Simulator;

/// <summary>Answers as a proxy, a bug or a newer version of the platform may damage them.</summary>
internal static class BodyDamage
{
    private static readonly byte[] s_page = Encoding.UTF8.GetBytes("<!DOCTYPE html><html><head><title>We'll be back</title></head><body><h1>Maintenance</h1></body></html>");

    public static Answer Apply(Answer answer, FaultRule rule) => rule.Kind switch
    {
        FaultKind.TruncatedJson => answer.With(answer.Body[..(answer.Body.Length / 2)], answer.ContentType),
        FaultKind.HtmlPage => answer.With(s_page, "text/html;charset=utf-8"),
        FaultKind.EmptyBody => answer.With(default, null, 200),
        FaultKind.UnknownEnum => Edit(answer, rule.Field, (parent, name) => parent[name] = rule.Value),
        FaultKind.MissingField => Edit(answer, rule.Field, (parent, name) => parent.Remove(name)),
        _ => answer,
    };

    public static Answer Page(int status) => new(status, s_page, "text/html;charset=utf-8");

    private static Answer Edit(Answer answer, string? field, Action<JsonObject, string> edit)
    {
        if (answer.Body.IsEmpty || JsonNode.Parse(answer.Body.Span) is not { } root)
        {
            return answer;
        }

        Walk(root, (field ?? throw new ArgumentException("This fault needs a field.")).Split('.'), edit);
        return answer.With(JsonSerializer.SerializeToUtf8Bytes(root), answer.ContentType);
    }

    private static void Walk(JsonNode? node, ReadOnlySpan<string> path, Action<JsonObject, string> edit)
    {
        if (node is JsonArray array && path[0] == "*")
        {
            foreach (JsonNode? item in array)
            {
                Walk(item, path[1..], edit);
            }
        }
        else if (node is JsonObject found && found.ContainsKey(path[0]))
        {
            if (path.Length == 1)
            {
                edit(found, path[0]);
            }
            else
            {
                Walk(found[path[0]], path[1..], edit);
            }
        }
    }
}
