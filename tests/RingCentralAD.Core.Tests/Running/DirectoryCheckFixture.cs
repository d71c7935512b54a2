using System.Security.Cryptography.X509Certificates;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>A small Samba domain with faults planted in it: shared addresses and numbers, a person without a name, a broken address, a reader.</summary>
public sealed class DirectoryCheckFixture : IAsyncLifetime
{
    public const int People = 60;

    private SambaServer? _samba;

    public static string Faults => $"OU=Faults,{SambaServer.BaseDn}";

    public SambaServer Samba => _samba ?? throw new InvalidOperationException(SambaServer.WhyNot);

    public void Need() => Assert.SkipWhen(_samba is null, SambaServer.WhyNot ?? "");

    public async ValueTask InitializeAsync()
    {
        if (SambaServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _samba = await SambaServer.StartAsync(SampleDomain.Ldif(People) + Planted());
            await _samba.LdapModifyAsync($"dn: CN=Gone,{Faults}\nchangetype: delete\n");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_samba is not null)
        {
            await _samba.DisposeAsync();
        }
    }

    /// <summary>What ldapsearch finds.</summary>
    public async Task<IReadOnlyList<RawEntry>> CountAsync(string filter, params string[] attributes)
    {
        string text = await Samba.LdapSearchAsync(filter, attributes.Length == 0 ? ["1.1"] : attributes, TestContext.Current.CancellationToken);
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ldapsearch");
        return [.. reader.ReadAll().Select(record => record.ToEntry())];
    }

    public async Task<string> KeyAsync(string filter) => EntryKey.Of((await CountAsync(filter, "objectGUID")).Single())!;

    /// <summary>When the server's certificate ends, as openssl reads it from the wire.</summary>
    public async Task<DateTimeOffset> CertificateEndAsync()
    {
        string[] arguments = ["s_client", "-connect", $"{Samba.Address}:636", "-showcerts"];
        string shown = (await Samba.RunAsync("openssl", arguments, "", TestContext.Current.CancellationToken)).Output;
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(shown);
        return certificate.NotAfter.ToUniversalTime();
    }

    private static string Planted()
    {
        StringBuilder text = new($"dn: {Faults}\nobjectClass: organizationalUnit\n\n");
        Person("Mail One", "mail: shared@corp.example", "sn: One", "employeeID: E-77");
        Person("Mail Two", "mail: SHARED@corp.example", "sn: Two");
        Person("Phone One", "mail: phone1@corp.example", "sn: One", "telephoneNumber: +1 (999) 555-0100", "employeeID: e-77");
        Person("Phone Two", "mail: phone2@corp.example", "sn: Two", "telephoneNumber: +19995550100");
        Person("Phone Three", "mail: phone3@corp.example", "sn: Three", "telephoneNumber: +1 999 555 0100 x7");
        Person("No Name", "mail: noname@corp.example");
        Person("Bad Mail", "mail: bad mail@corp", "sn: Mail");
        Person("Gone");
        string password = Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{DomainFixture.ReaderPassword}\""));
        Person("Reader", "mail: reader@corp.example", "sn: Reader", $"userPrincipalName: {DomainFixture.Reader}", $"unicodePwd:: {password}");
        return text.ToString();

        void Person(string name, params string[] lines)
        {
            string account = name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            string[] all = [$"dn: CN={name},{Faults}", "objectClass: user", $"sAMAccountName: {account}", $"userAccountControl: {(name == "Reader" ? "512" : "544")}", .. lines];
            text.AppendJoin('\n', all).Append("\n\n");
        }
    }
}
