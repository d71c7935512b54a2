using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.TestServers;

/// <summary>A port for a server that has to be told one.</summary>
public static class LoopbackPort
{
    /// <summary>A TCP port of the loopback address that nobody listens on at this moment.</summary>
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
