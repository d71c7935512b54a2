using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Stands between client and server and does to the connection what networks do: cuts it, or lets it stall.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private readonly string _host;
    private readonly int _port;
    private long _left = long.MaxValue;
    private bool _stalls;

    public CuttingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Server => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Connections { get; private set; }

    /// <summary>Lets so many more bytes through from the server, then cuts or stalls.</summary>
    public void After(long bytes, bool stall)
    {
        _stalls = stall;
        Interlocked.Exchange(ref _left, bytes);
    }

    /// <summary>Cuts what is open; new connections are let through.</summary>
    public void CutNow()
    {
        lock (_open)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CutNow();
        await _accepting;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                TcpClient server = new();
                await server.ConnectAsync(_host, _port, _stop.Token);
                Connections++;
                lock (_open)
                {
                    _open.AddRange([client, server]);
                }

                _ = CopyAsync(client, server, counted: false);
                _ = CopyAsync(server, client, counted: true);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool counted)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is int count and > 0)
            {
                if (counted && Interlocked.Add(ref _left, -count) < 0)
                {
                    if (_stalls)
                    {
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                    }

                    Interlocked.Exchange(ref _left, long.MaxValue);
                    break;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
        }

        from.Dispose();
        to.Dispose();
    }
}
