using System.Net;
using System.Net.Sockets;

namespace RingCentralAD.TestServers;

/// <summary>
/// A loopback address that is ours until disposed. Samba's LDAP ports cannot be moved, so servers that run side by side,
/// also in other test processes, each need their own address. The lock file is held open: a process that dies lets go of it.
/// </summary>
internal sealed class LoopbackAddress : IDisposable
{
    private const int LdapPort = 389;
    private readonly FileStream _lock;

    private LoopbackAddress(string address, FileStream held) => (Address, _lock) = (address, held);

    public string Address { get; }

    public static LoopbackAddress Take()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "ringcentralad-addresses")).FullName;
        for (int last = 2; last < 250; last++)
        {
            string address = $"127.83.0.{last}";
            if (TryLock(Path.Combine(folder, address)) is not FileStream held)
            {
                continue;
            }

            if (IsFree(address))
            {
                return new(address, held);
            }

            held.Dispose();
        }

        throw new InvalidOperationException($"No loopback address is free; see the lock files in {folder}.");
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsFree(string address)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), LdapPort));
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
