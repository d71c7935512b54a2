using System.Globalization;

namespace RingCentralAD.TestServers;

/// <summary>An address of the loopback network for one server alone: LDAP's ports are fixed, so each server needs one of its own.</summary>
internal sealed class LoopbackAddress : IDisposable
{
    private readonly FileStream _lock;

    private LoopbackAddress(string address, FileStream held)
    {
        Address = address;
        _lock = held;
    }

    public string Address { get; }

    public static LoopbackAddress Take()
    {
        for (int i = 20; i < 250; i++)
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"127.0.88.{i}");
            try
            {
                FileStream held = new(Path.Combine(Path.GetTempPath(), $"rcad-{address}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                return new LoopbackAddress(address, held);
            }
            catch (IOException)
            {
                // Another test process has it.
            }
        }

        throw new InvalidOperationException("No loopback address is free for a test server.");
    }

    public void Dispose() => _lock.Dispose();
}
