using System.Net;
using System.Security;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>Stands in for the network: answers sign-in and account by itself, and whatever a test says to the rest.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    public const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI2MzcwNDYwMDQifQ.c2VjcmV0LXNpZ25hdHVyZQ";
    public const string ClientSecret = "client-secret-that-nobody-may-see";
    public const string Token = "access-token-that-nobody-may-see-";

    private readonly Lock _gate = new();
    private readonly List<SeenRequest> _seen = [];
    private int _signIns;

    public Func<SeenRequest, Task<HttpResponseMessage>>? Answer { get; set; }

    public Func<SeenRequest, Task<HttpResponseMessage?>>? TokenAnswer { get; set; }

    public int TokenLifetime { get; set; } = 3600;

    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Requests that are neither sign-in, sign-out nor the account.</summary>
    public IReadOnlyList<SeenRequest> Calls => [.. Seen.Where(request => !request.Path.StartsWith("/restapi/oauth", StringComparison.Ordinal) && request.Path != "/restapi/v2/accounts/~")];

    public int SignIns => Seen.Count(request => request.Path == "/restapi/oauth/token");

    public static AccountSettings Settings(string clientId = "test-client") =>
        new() { Server = new Uri("https://platform.example.test"), ClientId = clientId };

    public static AccountSecrets Secrets(string? jwt = Jwt, string? clientSecret = ClientSecret) => new(Secure(clientSecret), Secure(jwt));

    public static SecureString? Secure(string? text)
    {
        if (text is null)
        {
            return null;
        }

        SecureString secure = new();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }

    public static HttpResponseMessage Json(string body, int status = 200, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        response.Headers.TryAddWithoutValidation("RCRequestId", "request-" + status);
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    public static HttpResponseMessage Error(int status, string code, string? parameter = null, params (string Name, string Value)[] headers) =>
        Json(
            $$"""{"errorCode":"Legacy","message":"A text","errors":[{"errorCode":"{{code}}","message":"A text in some language"{{(parameter is null ? "" : $",\"parameterName\":\"{parameter}\"")}}}]}""",
            status,
            headers);

    public static (string Name, string Value)[] Rate(string group, int limit, int remaining, int window = 60) =>
    [
        ("X-Rate-Limit-Group", group), ("X-Rate-Limit-Limit", $"{limit}"), ("X-Rate-Limit-Remaining", $"{remaining}"), ("X-Rate-Limit-Window", $"{window}"),
    ];

    public Task<RingCentralAccount> OpenAsync(TimeProvider time, RingCentralOptions? options = null, string clientId = "test-client") =>
        RingCentralAccount.OpenAsync(Settings(clientId), Secrets(), time, this, options ?? new RingCentralOptions(), TestContext.Current.CancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        SeenRequest seen = new(
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            request.RequestUri.Query,
            request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            body,
            cancellationToken);
        int signIn;
        lock (_gate)
        {
            _seen.Add(seen);
            signIn = seen.Path == "/restapi/oauth/token" ? ++_signIns : 0;
        }

        switch (seen.Path)
        {
            case "/restapi/oauth/token":
                return (TokenAnswer is null ? null : await TokenAnswer(seen)) ?? Json(
                    $$"""{"access_token":"{{Token}}{{signIn}}","token_type":"bearer","expires_in":{{TokenLifetime}},"scope":"ReadAccounts EditAccounts","owner_id":"637046004","refresh_token":"refresh-token-that-nobody-keeps","session_id":"s1"}""");
            case "/restapi/oauth/revoke":
                return Json("");
            case "/restapi/v2/accounts/~":
                return Json("""{"id":"809646016","companyName":"Example Inc","mainNumber":"+16505550100","status":"Confirmed","serviceInfo":{"package":{"id":"1","version":"1"}}}""");
            default:
                return Answer is null ? throw new InvalidOperationException("No answer was scripted for " + seen.Path) : await Answer(seen);
        }
    }
}

internal sealed record SeenRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string? Body, CancellationToken Stop)
{
    public int Page => Query.Split('?', '&').Where(part => part.StartsWith("page=", StringComparison.Ordinal)).Select(part => int.Parse(part[5..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(1);
}
