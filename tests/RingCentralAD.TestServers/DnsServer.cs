using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.TestServers;

/// <summary>A DNS server (dnsmasq) on a free loopback port that knows what it is told and asks nobody else.</summary>
public sealed class DnsServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private DnsServer(ServerProcess process, int port) => (_process, Port) = (process, port);

    /// <summary>Why it cannot be run here, with the package to install (dnsmasq-base); null where it can.</summary>
    public static string? WhyNot => !OperatingSystem.IsLinux() ? "dnsmasq is tried on Linux only." : ServerTools.Missing("dnsmasq");

    public int Port { get; }

    /// <summary>address:port, as a resolver takes it.</summary>
    public string Server => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts one.</summary>
    /// <param name="services">SRV records: name, target, port, priority, weight.</param>
    /// <param name="hosts">A records: name and address.</param>
    public static async Task<DnsServer> StartAsync(
        IEnumerable<(string Name, string Target, int Port, int Priority, int Weight)> services, IEnumerable<(string Name, string Address)> hosts, CancellationToken cancellationToken = default)
    {
        if (WhyNot is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        int port = FreePort();
        string[] arguments =
        [
            "--keep-in-foreground", "--no-resolv", "--no-hosts", "--no-daemon", "--conf-file=/dev/null", "--pid-file", "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root",
            string.Create(CultureInfo.InvariantCulture, $"--port={port}"), "--host-record=ready.invalid,127.0.0.1",
            .. services.Select(record => string.Create(CultureInfo.InvariantCulture, $"--srv-host={record.Name},{record.Target},{record.Port},{record.Priority},{record.Weight}")),
            .. hosts.Select(host => $"--host-record={host.Name},{host.Address}"),
        ];
        DnsServer server = new(ServerProcess.Start("dnsmasq", arguments), port);
        try
        {
            await server._process.WaitUntilAsync(() => Task.FromResult(Answers(port)), cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static int FreePort()
    {
        // It listens by TCP too.
        while (true)
        {
            using UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
            IPEndPoint free = (IPEndPoint)udp.Client.LocalEndPoint!;
            using TcpListener tcp = new(free);
            try
            {
                tcp.Start();
                return free.Port;
            }
            catch (SocketException)
            {
                // Another one has that port by TCP.
            }
        }
    }

    // A query for ready.invalid, type A (RFC 1035, section 4.1).
    private static bool Answers(int port)
    {
        byte[] query = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 5, .. "ready"u8, 7, .. "invalid"u8, 0, 0, 1, 0, 1];
        using UdpClient client = new();
        client.Client.ReceiveTimeout = 200;
        try
        {
            client.Connect(IPAddress.Loopback, port);
            client.Send(query);
            IPEndPoint? from = null;
            return client.Receive(ref from).Length > query.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
