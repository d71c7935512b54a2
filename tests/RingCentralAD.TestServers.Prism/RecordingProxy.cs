using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RingCentralAD.TestServers;

/// <summary>Passes everything on to Prism and judges what comes back, so that any client can be watched, in any process.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private static readonly string[] s_hopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Host", "Content-Length"];

    private readonly WebApplication _web;
    private readonly HttpClient _prism = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentDictionary<string, byte> _seen = new();
    private readonly Uri _target;
    private int _exchanges;

    private RecordingProxy(WebApplication web, Uri target)
    {
        _web = web;
        _target = target;
        _web.Run(PassAsync);
    }

    public Uri BaseUri { get; private set; } = null!;

    public IReadOnlyList<string> Violations => [.. _violations];

    public IReadOnlyCollection<string> Seen => [.. _seen.Keys];

    public int Exchanges => _exchanges;

    public static async Task<RecordingProxy> StartAsync(Uri target, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        RecordingProxy proxy = new(builder.Build(), target);
        await proxy._web.StartAsync(cancellationToken);
        proxy.BaseUri = new Uri(proxy._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        _prism.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        using HttpRequestMessage request = await RequestAsync(http);
        using HttpResponseMessage answer = await _prism.SendAsync(request, http.RequestAborted);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
        Interlocked.Increment(ref _exchanges);
        _seen.TryAdd($"{http.Request.Method} {http.Request.Path}", 0);
        string? notes = answer.Headers.TryGetValues("sl-violations", out IEnumerable<string>? values) ? string.Join(',', values) : null;
        if (ContractCheck.Judge((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), notes, body) is { } complaint)
        {
            _violations.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} -> {(int)answer.StatusCode}: {complaint}");
        }

        http.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> held) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!s_hopByHop.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                http.Response.Headers[name] = held.ToArray();
            }
        }

        if (body.Length > 0)
        {
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpContext http)
    {
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        HttpRequestMessage request = new(new HttpMethod(http.Request.Method), new Uri(_target, http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent()));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in http.Request.Headers)
        {
            if (!s_hopByHop.Contains(name, StringComparer.OrdinalIgnoreCase) && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return request;
    }
}
