using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>An OpenLDAP server with people as inetOrgPerson, groups of all three kinds, and a reader who may not see everything.</summary>
public sealed class OpenLdapFixture : IAsyncLifetime
{
    public const string BaseDn = "dc=corp,dc=example";
    public const int People = 1200;

    private SlapdServer? _server;

    public static string Reader => $"cn=reader,{BaseDn}";

    private SlapdServer Server => _server ?? throw new InvalidOperationException(SlapdServer.WhyNot);

    public void Need() => Assert.SkipWhen(_server is null, SlapdServer.WhyNot ?? "");

    public Task<LdapDirectory> OpenAsync(string? user = null, bool startTls = false) => LdapDirectory.OpenAsync(
        "d",
        new DirectorySettings
        {
            Servers = [$"{Server.Address}:{(startTls ? Server.Port : Server.TlsPort)}"],
            Tls = startTls ? DirectoryTls.StartTls : DirectoryTls.Ldaps,
            CaCertificate = Server.CaFile,
        },
        new NetworkCredential(user ?? Server.AdminDn, Server.Password), TimeProvider.System, TestContext.Current.CancellationToken);

    public async Task<string> ToolAsync(string tool, string? input, params string[] arguments) => (await Server.RunAsync(
        tool, ["-x", "-H", $"ldap://{Server.Address}:{Server.Port}", "-D", Server.AdminDn, "-w", Server.Password, .. arguments], input, TestContext.Current.CancellationToken)).Success(tool);

    public async ValueTask InitializeAsync()
    {
        if (SlapdServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            using TestFolder folder = new();
            _server = await SlapdServer.StartAsync(new SlapdOptions
            {
                LdifFiles = [folder.File("content.ldif", Content())],
                Access = [$"access to dn.exact=\"cn=hidden,ou=groups,{BaseDn}\" attrs=member by dn.exact=\"{Reader}\" none by * read"],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public static string PersonDn(int number) => $"uid=p{number:D4},ou=people,{BaseDn}";

    private static string Content()
    {
        Core.Directories.LdifWriter text = new("\n");
        Entry($"ou=people,{BaseDn}", ("objectClass", ["organizationalUnit"]), ("ou", ["people"]));
        Entry($"ou=groups,{BaseDn}", ("objectClass", ["organizationalUnit"]), ("ou", ["groups"]));
        for (int i = 1; i <= People; i++)
        {
            Entry(PersonDn(i), ("objectClass", ["inetOrgPerson"]), ("uid", [$"p{i:D4}"]), ("cn", [$"Zoë {i} 山田"]), ("sn", ["Çelik"]), ("givenName", ["Zoë"]),
                ("mail", [$"p{i:D4}@corp.example", $"alias{i}@corp.example"]), ("ou", [i % 2 == 0 ? "Sales" : "Support"]), ("street", ["1 Main Street"]),
                ("telephoneNumber", i % 3 == 0 ? ["+1 650 555 0100", "+1 650 555 0101"] : []));
        }

        Entry($"cn=inner,ou=groups,{BaseDn}", ("objectClass", ["groupOfNames"]), ("cn", ["inner"]), ("member", [PersonDn(1), PersonDn(2), $"cn=away,{BaseDn}"]));
        Entry($"cn=outer,ou=groups,{BaseDn}", ("objectClass", ["groupOfNames"]), ("cn", ["outer"]), ("member", [$"cn=inner,ou=groups,{BaseDn}", $"UID=P0003, OU=People, {BaseDn}"]));
        Entry($"cn=hidden,ou=groups,{BaseDn}", ("objectClass", ["groupOfNames"]), ("cn", ["hidden"]), ("member", [PersonDn(1)]));
        Entry($"cn=unique,ou=groups,{BaseDn}", ("objectClass", ["groupOfUniqueNames"]), ("cn", ["unique"]), ("uniqueMember", [.. Enumerable.Range(1, People).Select(PersonDn)]));
        Entry($"cn=posix,ou=groups,{BaseDn}", ("objectClass", ["posixGroup"]), ("cn", ["posix"]), ("gidNumber", ["500"]), ("memberUid", ["p0004", "nobody"]));
        Entry($"cn=empty,ou=groups,{BaseDn}", ("objectClass", ["posixGroup"]), ("cn", ["empty"]), ("gidNumber", ["501"]));
        return text.ToString();

        void Entry(string dn, params (string Name, string[] Values)[] attributes) =>
            text.Entry(Entries.Of(dn, [.. attributes.Select(attribute => Entries.Text(attribute.Name, attribute.Values))]));
    }
}
