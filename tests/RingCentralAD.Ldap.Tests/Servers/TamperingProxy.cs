using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Stands between client and server at the server's own address, so that the Kerberos ticket fits, and changes what the server says.</summary>
internal sealed class TamperingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public TamperingProxy(string address, int port)
    {
        _listener = new(IPAddress.Parse(address), 0);
        _listener.Start();
        _work = RunAsync(address, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What becomes of each piece that the server sends; null leaves it alone.</summary>
    public Func<byte[], byte[]>? Tamper { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task RunAsync(string address, int port)
    {
        try
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            using TcpClient server = new();
            await server.ConnectAsync(address, port, _stop.Token);
            await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream(), static bytes => bytes),
                CopyAsync(server.GetStream(), client.GetStream(), bytes => Tamper?.Invoke(bytes) ?? bytes));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Func<byte[], byte[]> change)
    {
        byte[] buffer = new byte[65536];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                await to.WriteAsync(change(buffer[..count]), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side has gone: the connection is over.
        }
    }
}
