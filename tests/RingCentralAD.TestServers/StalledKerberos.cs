using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.TestServers;

/// <summary>A Kerberos server that takes every request, by UDP and by TCP, and answers none.</summary>
public sealed class StalledKerberos : IAsyncDisposable
{
    public const string Realm = "STALLED.EXAMPLE";

    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-kdc-").FullName;
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly UdpClient _udp;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _listening;

    public StalledKerberos()
    {
        _tcp.Start();
        IPEndPoint place = (IPEndPoint)_tcp.LocalEndpoint;
        _udp = new UdpClient(place);
        string port = place.Port.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Configuration, $$"""
            [libdefaults]
              default_realm = {{Realm}}
              dns_lookup_kdc = false
              dns_lookup_realm = false
              dns_canonicalize_hostname = false
              rdns = false
            [realms]
              {{Realm}} = {
                kdc = 127.0.0.1:{{port}}
              }

            """);
        _listening = Task.WhenAll(ListenUdpAsync(), ListenTcpAsync());
    }

    /// <summary>Somebody has asked for a ticket.</summary>
    public Task Asked => _asked.Task;

    private string Configuration => Path.Combine(_folder, "krb5.conf");

    /// <summary>Makes this process ask here for tickets.</summary>
    public void Use() => KerberosEnvironment.Use(Configuration, Path.Combine(_folder, "ccache"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _tcp.Stop();
        _udp.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListenUdpAsync()
    {
        try
        {
            while (true)
            {
                await _udp.ReceiveAsync(_stop.Token);
                _asked.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ListenTcpAsync()
    {
        List<TcpClient> open = [];
        try
        {
            while (true)
            {
                open.Add(await _tcp.AcceptTcpClientAsync(_stop.Token));
                _asked.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            open.ForEach(client => client.Dispose());
        }
    }
}
