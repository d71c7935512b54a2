using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>An OpenLDAP server that is changed all the time.</summary>
public sealed class OpenLdapChangesFixture : IAsyncLifetime
{
    public const string BaseDn = "dc=corp,dc=example";

    private SlapdServer? _server;

    public SlapdServer Server => _server ?? throw new InvalidOperationException(SlapdServer.WhyNot);

    public static string Root => $"ou=changing,{BaseDn}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<LdapDirectory> OpenAsync(SlapdServer server, ChangeMethod? by = null, string? user = null) => LdapDirectory.OpenAsync(
        "d", new DirectorySettings { Servers = [$"{server.Address}:{server.TlsPort}"], CaCertificate = server.CaFile, ChangesBy = by },
        new NetworkCredential(user ?? server.AdminDn, server.Password), TimeProvider.System, Stop);

    public static async Task ModifyAsync(SlapdServer server, string ldif) => (await server.RunAsync(
        "ldapmodify", ["-x", "-H", $"ldap://{server.Address}:{server.Port}", "-D", server.AdminDn, "-w", server.Password, "-e", "relax"], ldif, Stop)).Success("ldapmodify");

    public async ValueTask InitializeAsync()
    {
        if (SlapdServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _server = await SlapdServer.StartAsync();
            await ModifyAsync(_server, $"dn: {Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public void Need() => Assert.SkipWhen(_server is null, SlapdServer.WhyNot ?? "");
}
