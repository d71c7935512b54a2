using System.Net;
using System.Net.Sockets;
using System.Text;
using RingCentralAD.TestServers;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>A proxy on the loopback address that leads every CONNECT to one port, whatever name was asked for.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly string? _authorization;
    private readonly LoopbackListener _listener;

    public LoopbackProxy(int target, string? userAndPassword = null)
    {
        _target = target;
        _authorization = userAndPassword is null ? null : "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(userAndPassword));
        _listener = new(ServeAsync);
    }

    public Uri Uri => new($"http://127.0.0.1:{_listener.Port}");

    public List<string> Tunnels { get; } = [];

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        NetworkStream near = client.GetStream();
        while (await LoopbackPlatform.HeadAsync(near, stop) is string head)
        {
            if (_authorization is not null && !head.Contains("Proxy-Authorization: " + _authorization, StringComparison.Ordinal))
            {
                await near.WriteAsync("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
                continue;
            }

            Tunnels.Add(head.Split(' ')[1]);
            using TcpClient far = new();
            await far.ConnectAsync(IPAddress.Loopback, _target, stop);
            await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), stop);
            await Task.WhenAny(near.CopyToAsync(far.GetStream(), stop), far.GetStream().CopyToAsync(near, stop));
            return;
        }
    }
}
