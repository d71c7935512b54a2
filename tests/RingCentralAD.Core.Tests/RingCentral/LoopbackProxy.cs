using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>A proxy on the loopback address that leads every CONNECT to one port, whatever name was asked for.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly string? _authorization;
    private readonly Task _serving;

    public LoopbackProxy(int target, string? userAndPassword = null)
    {
        _target = target;
        _authorization = userAndPassword is null ? null : "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(userAndPassword));
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public List<string> Tunnels { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> clients = [];
        try
        {
            while (true)
            {
                clients.Add(ClientAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ClientAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            NetworkStream near = client.GetStream();
            while (await LoopbackPlatform.HeadAsync(near, _stop.Token) is string head)
            {
                if (_authorization is not null && !head.Contains("Proxy-Authorization: " + _authorization, StringComparison.Ordinal))
                {
                    await near.WriteAsync("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
                    continue;
                }

                Tunnels.Add(head.Split(' ')[1]);
                using TcpClient far = new();
                await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
                await Task.WhenAny(near.CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(near, _stop.Token));
                return;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
            // Either side went away.
        }
    }
}
