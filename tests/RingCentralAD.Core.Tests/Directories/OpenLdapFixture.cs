using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>An OpenLDAP server with people as inetOrgPerson, groups of all three kinds, and a reader who may not see everything.</summary>
public sealed class OpenLdapFixture : IAsyncLifetime
{
    public const string BaseDn = "dc=example,dc=com";
    public const string Password = "op3n-secret";
    public const int People = 1200;

    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-slapd-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    public static string? WhyNot => OperatingSystem.IsLinux() && File.Exists("/usr/sbin/slapd") && File.Exists("/usr/bin/ldapmodify")
        ? null
        : "No OpenLDAP server (Debian: apt-get install slapd ldap-utils openssl).";

    public static string Admin => $"cn=admin,{BaseDn}";

    public static string Reader => $"uid=p0001,ou=people,{BaseDn}";

    public DirectorySettings Settings => new() { Servers = [$"127.0.0.1:{_port}"], CaCertificate = Path.Combine(_folder, "ca.pem"), UserName = Admin };

    public void Need() => Assert.SkipWhen(_process is null, WhyNot ?? "");

    public Task<LdapDirectory> OpenAsync(string? user = null) => LdapDirectory.OpenAsync(
        "d", Settings, new NetworkCredential(user ?? Admin, Password), TimeProvider.System, TestContext.Current.CancellationToken);

    public Task<string> ToolAsync(string tool, string? input, params string[] arguments) => Tool.RunAsync(
        tool, ["-x", "-H", $"ldaps://127.0.0.1:{_port}", "-D", Admin, "-w", Password, .. arguments],
        new Dictionary<string, string> { ["LDAPTLS_CACERT"] = Path.Combine(_folder, "ca.pem") }, input, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        if (WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(_folder, "db"));
        await CertificateAsync();
        string configuration = Path.Combine(_folder, "slapd.conf");
        await File.WriteAllTextAsync(configuration, $"""
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            include /etc/ldap/schema/nis.schema
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload ppolicy
            TLSCACertificateFile {_folder}/ca.pem
            TLSCertificateFile {_folder}/cert.pem
            TLSCertificateKeyFile {_folder}/key.pem
            database mdb
            suffix "{BaseDn}"
            rootdn "{Admin}"
            rootpw {Password}
            directory {_folder}/db
            maxsize 104857600
            overlay ppolicy
            access to dn.exact="cn=hidden,ou=groups,{BaseDn}" attrs=member by dn.exact="{Reader}" none by * read
            access to attrs=userPassword by anonymous auth by self write by * none
            access to * by * read
            limits dn.exact="{Reader}" size=500 size.prtotal=unlimited

            """);
        string content = Path.Combine(_folder, "content.ldif");
        await File.WriteAllTextAsync(content, Content());
        await Tool.RunAsync("slapadd", ["-q", "-f", configuration, "-l", content]);
        ProcessStartInfo start = new("/usr/sbin/slapd", ["-d", "0", "-f", configuration, "-h", $"ldaps://127.0.0.1:{_port}"]);
        _process = Process.Start(start)!;
        for (int i = 0; ; i++)
        {
            try
            {
                await ToolAsync("ldapsearch", null, "-s", "base", "-b", "");
                return;
            }
            catch (InvalidOperationException) when (i < 200 && !_process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static string PersonDn(int number) => $"uid=p{number:D4},ou=people,{BaseDn}";

    private static string Content()
    {
        LdifWriter text = new("\n");
        Entry(BaseDn, ("objectClass", ["dcObject", "organization"]), ("dc", ["example"]), ("o", ["Example"]));
        Entry($"ou=people,{BaseDn}", ("objectClass", ["organizationalUnit"]), ("ou", ["people"]));
        Entry($"ou=groups,{BaseDn}", ("objectClass", ["organizationalUnit"]), ("ou", ["groups"]));
        for (int i = 1; i <= People; i++)
        {
            Entry(PersonDn(i), ("objectClass", ["inetOrgPerson"]), ("uid", [$"p{i:D4}"]), ("cn", [$"Zoë {i} 山田"]), ("sn", ["Çelik"]), ("givenName", ["Zoë"]),
                ("mail", [$"p{i:D4}@example.com", $"alias{i}@example.com"]), ("ou", [i % 2 == 0 ? "Sales" : "Support"]), ("street", ["1 Main Street"]),
                ("telephoneNumber", i % 3 == 0 ? ["+1 650 555 0100", "+1 650 555 0101"] : []), ("userPassword", i == 1 ? [Password] : []));
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

    private async Task CertificateAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "ext"), "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
        await OpenSsl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA");
        await OpenSsl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "server.csr", "-subj", "/CN=slapd");
        await OpenSsl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile", "ext", "-out", "cert.pem");

        Task OpenSsl(params string[] arguments) => Tool.RunAsync(
            "openssl", arguments.Select(argument => argument.EndsWith(".pem", StringComparison.Ordinal) || argument.EndsWith(".key", StringComparison.Ordinal) || argument is "ext" or "server.csr" ? Path.Combine(_folder, argument) : argument));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
