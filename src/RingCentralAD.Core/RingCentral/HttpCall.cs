using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>One call of RingCentral's platform API, as its documentation names it.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Route">The documented path, with {id} in place of ids: names the call in logs and rate groups.</param>
/// <param name="Path">The path with the ids filled in.</param>
/// <param name="Group">The documented rate group.</param>
internal sealed record HttpCall(HttpMethod Method, string Route, string Path, string Group)
{
    /// <summary>Query parameters; a name may come more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The exact body in UTF-8, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Changes nothing at RingCentral: may be sent again.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    public static HttpCall Get(string group, string route, params ReadOnlySpan<string> ids) =>
        new(HttpMethod.Get, route, Fill(route, ids), group);

    public static HttpCall Write(HttpMethod method, string group, string route, string body, params ReadOnlySpan<string> ids) =>
        new(method, route, Fill(route, ids), group) { Body = Encoding.UTF8.GetBytes(body) };

    /// <summary>The same call with a query parameter more.</summary>
    public HttpCall With(string name, string value) => this with { Query = [.. Query, new(name, value)] };

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Route}";

    private static string Fill(string route, ReadOnlySpan<string> ids)
    {
        StringBuilder path = new();
        int next = 0;
        foreach (string part in route.Split('/'))
        {
            path.Append(path.Length > 0 ? "/" : "").Append(part.StartsWith('{') ? Checked(ids[next++], part) : part);
        }

        return path.ToString();
    }

    // RingCentral's ids are numbers or words like main-site: anything else would change the path.
    private static string Checked(string id, string name) =>
        id.Length > 0 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '~')
            ? id
            : throw new RingCentralAdException(
                RingCentralErrorIds.InvalidId,
                ErrorKind.InvalidInput,
                $"'{id}' is no RingCentral id ({name.Trim('{', '}')}).",
                "Give the id as RingCentral shows it, e.g. 59654004; find it with Get-RcUser.",
                id);
}
