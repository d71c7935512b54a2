using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.TestServers;

/// <summary>
/// A server that does what real ones cannot be made to do: stall, cut a message in two, answer nonsense.
/// A script is run for each connection; the connection is closed when it ends.
/// </summary>
public sealed class FakeLdapServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _sessions = [];
    private readonly Task _accepting;

    public FakeLdapServer(Func<FakeLdapSession, Task> script)
    {
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    public string Address { get; } = "127.0.0.1";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Stops, and throws what a script has thrown, so that a failed expectation in a script fails the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<FakeLdapSession, Task> script)
    {
        try
        {
            while (true)
            {
                _sessions.Add(RunAsync(await _listener.AcceptTcpClientAsync(_stop.Token), script));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task RunAsync(TcpClient client, Func<FakeLdapSession, Task> script)
    {
        using (client)
        {
            try
            {
                await script(new FakeLdapSession(client.GetStream(), _stop.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
