using System.Net;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>What tests against the fake server have in common: an anonymous, plain connection.</summary>
public abstract class FakeTests
{
    protected const byte SearchRequest = 0x63;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static LdapSearch Search { get; } = new() { BaseDn = "dc=x", Filter = LdapFilter.Present("cn") };

    protected static LdapCredential Simple { get; } = new LdapCredential.Simple("ann", new NetworkCredential("", "secret").SecurePassword);

    protected static LdapOptions Options(FakeLdapServer server) => new()
    {
        Host = server.Address,
        Port = server.Port,
        Tls = LdapTls.None,
    };

    protected static Task<LdapConnection> ConnectAsync(FakeLdapServer server, LdapOptions? options = null)
        => LdapConnection.ConnectAsync(options ?? Options(server), new LdapCredential.Anonymous(), Token);

    /// <summary>Reads all entries; returns how many there were before the exception.</summary>
    protected static async Task<(int Entries, LdapException Exception)> FailAsync(IAsyncEnumerable<LdapEntry> entries)
    {
        int count = 0;
        LdapException exception = await Assert.ThrowsAsync<LdapException>(async () =>
        {
            await foreach (LdapEntry entry in entries)
            {
                count++;
            }
        });
        return (count, exception);
    }
}
