using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RingCentralAD.Simulator.Tests;

/// <summary>A client that knows HTTP and JSON and nothing of RingCentralAD.</summary>
internal sealed class PlainClient : IDisposable
{
    private readonly HttpClient _http;

    public PlainClient(Uri baseUri) => _http = new HttpClient { BaseAddress = baseUri, Timeout = TimeSpan.FromSeconds(60) };

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public static async Task<PlainClient> SignedInAsync(Uri baseUri)
    {
        PlainClient client = new(baseUri);
        Reply reply = await client.SignInAsync();
        Assert.Equal(200, reply.Status);
        client.Use(reply.Text("access_token"));
        return client;
    }

    public void Use(string token) => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async Task<Reply> SignInAsync(string? jwt = null, string clientId = AppRegistration.DefaultClientId, string secret = AppRegistration.DefaultClientSecret, string grant = "urn:ietf:params:oauth:grant-type:jwt-bearer")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "restapi/oauth/token");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", grant), new("assertion", jwt ?? JwtCredential.DefaultJwt)]);
        return await SendAsync(request);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, "restapi/" + path));

    public Task<Reply> SendAsync(string method, string path, object? body = null)
    {
        HttpRequestMessage request = new(new HttpMethod(method), "restapi/" + path);
        if (body is not null)
        {
            request.Content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body);
        }

        return SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)answer.StatusCode, body, headers);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer, read.</summary>
internal sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => Errors.FirstOrDefault()?["errorCode"]?.GetValue<string>();

    public JsonArray Errors => Json["errors"]!.AsArray();

    public JsonArray Records => Json["records"]!.AsArray();

    public string[] Parameters => [.. Errors.Select(e => e!["parameterName"]?.GetValue<string>() ?? "")];

    public string Text(string path) => At(path)?.ToString() ?? throw new KeyNotFoundException($"{path} is not in {Body}");

    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Json, (node, name) => node is JsonArray array ? array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : node?[name]);

    public long Id => Json["id"]!.GetValueKind() == JsonValueKind.Number ? Json["id"]!.GetValue<long>() : long.Parse(Text("id"), System.Globalization.CultureInfo.InvariantCulture);
}
