using System.Net;
using System.Security;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>What tests against the shared Samba have in common.</summary>
public abstract class SambaTests(DirectoryServers servers)
{
    /// <summary>The collection of tests that compare data, or change it, and so must not run side by side.</summary>
    protected const string SambaData = "Samba data";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Task<SambaServer> SambaAsync() => servers.SambaAsync();

    protected static SecureString Secret(string text) => new NetworkCredential("", text).SecurePassword;

    protected static LdapOptions Options(SambaServer samba) => new() { Host = samba.Address, CaCertificates = samba.CaFile };

    protected static LdapCredential Administrator(SambaServer samba) => new LdapCredential.Simple(SambaServer.AdministratorDn, Secret(SambaServer.Password));

    protected async Task<LdapConnection> ConnectAsync()
    {
        SambaServer samba = await SambaAsync();
        return await LdapConnection.ConnectAsync(Options(samba), Administrator(samba), Token);
    }

    /// <summary>A person of the sample domain, to be changed by one test only.</summary>
    protected static string PersonDn(int number) => new SamplePerson(number).Dn(DirectoryServers.Domain.BaseDn);
}
