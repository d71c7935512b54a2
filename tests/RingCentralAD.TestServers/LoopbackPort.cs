using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace RingCentralAD.TestServers;

/// <summary>
/// A port for a server that has to be told one. It lies below those that a system takes for connections of its own, any of which might take the port
/// before the server listens, and by chance, since other test programs look for one as well.
/// </summary>
public static class LoopbackPort
{
    private const int First = 10_000;
    private const int End = 32_000;
    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    /// <summary>A TCP port of the loopback address that nobody listens on at this moment; each is given once.</summary>
    public static int Free()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(First, End);
            if (s_given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
