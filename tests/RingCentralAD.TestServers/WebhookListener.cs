using System.Globalization;
using System.Net;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>A real HTTP listener on a free loopback port that keeps what is posted to it.</summary>
public sealed class WebhookListener : IAsyncDisposable
{
    /// <summary>The secret part of its address.</summary>
    public const string Secret = "eyJhbGciOiJI_secret";

    private readonly HttpListener _listener = new();
    private readonly List<(string Path, string? ContentType, string Body)> _posts = [];
    private readonly Task _serving;

    public WebhookListener()
    {
        // Another one may take the port in between: then the next free one is tried.
        for (int attempt = 0; ; attempt++)
        {
            Port = LoopbackPort.Free();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 5)
            {
            }
        }

        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Its address, with the secret.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/webhook/v2/{Secret}");

    /// <summary>What it answers.</summary>
    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    /// <summary>What was posted so far.</summary>
    public IReadOnlyList<(string Path, string? ContentType, string Body)> Posts
    {
        get
        {
            lock (_posts)
            {
                return [.. _posts];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            using StreamReader reader = new(context.Request.InputStream, Encoding.UTF8);
            string body = await reader.ReadToEndAsync();
            lock (_posts)
            {
                _posts.Add((context.Request.Url!.AbsolutePath, context.Request.ContentType, body));
            }

            context.Response.StatusCode = (int)Answer;
            if ((int)Answer is >= 300 and < 400)
            {
                context.Response.RedirectLocation = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/elsewhere");
            }

            context.Response.Close();
        }
    }
}
