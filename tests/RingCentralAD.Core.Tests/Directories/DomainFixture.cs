using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// A Samba domain for all tests that need one: 1,600 people in 5 OUs, 20 groups (some nested, one circle), and what a domain has besides:
/// a group of everybody, an empty one, one whose members may not be seen, a computer, a contact, odd names, an ordinary account.
/// </summary>
[CollectionDefinition(nameof(DomainFixture))]
public sealed class DomainFixture : ICollectionFixture<DomainFixture>, IAsyncLifetime
{
    public const int People = 1600;
    public const string ReaderPassword = "Re4der!lab-2026";

    private SambaServer? _samba;

    public SambaServer Samba => _samba ?? throw new InvalidOperationException(SambaServer.WhyNot);

    public static string Extra => $"OU=Extra,{SambaServer.BaseDn}";

    public static string OddName => $"CN=Odd\\, \"Zoë\" \\+ \\3C山田\\3E \\;\\\\ 🚀,{Extra}".Replace("\"", "\\\"", StringComparison.Ordinal);

    public static string Reader => "reader@corp.example";

    public async ValueTask InitializeAsync()
    {
        if (SambaServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _samba = await SambaServer.StartAsync(SampleDomain.Ldif(People) + ExtraLdif());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_samba is not null)
        {
            await _samba.DisposeAsync();
        }
    }

    public void Need() => Assert.SkipWhen(_samba is null, SambaServer.WhyNot ?? "");

    public DirectorySettings Settings(params string[] servers) => new()
    {
        Servers = servers.Length == 0 ? [Samba.Address] : servers,
        CaCertificate = Samba.CaFile,
        UserName = SambaServer.Administrator,
    };

    public Task<LdapDirectory> OpenAsync(DirectorySettings? settings = null, string? user = null, string? password = null, TimeProvider? time = null) =>
        LdapDirectory.OpenAsync(
            "d", settings ?? Settings(), new NetworkCredential(user ?? SambaServer.Administrator, password ?? SambaServer.Password), time ?? TimeProvider.System,
            TestContext.Current.CancellationToken);

    /// <summary>Entries as ldapsearch shows them: attributes by DN.</summary>
    public async Task<Dictionary<string, RawEntry>> SearchAsync(string filter, params string[] attributes)
    {
        string text = await Samba.LdapSearchAsync(filter, attributes, TestContext.Current.CancellationToken);
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ldapsearch");
        return reader.ReadAll().Select(record => record.ToEntry()).ToDictionary(entry => entry.Dn, StringComparer.Ordinal);
    }

    /// <summary>Takes a right from the ordinary account: SDDL without the account, e.g. <c>OD;;RP;GUID;;</c>.</summary>
    public async Task DenyAsync(string dn, string sddl)
    {
        byte[] sid = (await SearchAsync("(sAMAccountName=reader)", "objectSid")).Values.Single().Bytes("objectSid")!;
        (await Samba.RunAsync(
            "samba-tool", ["dsacl", "set", "-H", Path.Combine(Samba.Folder, "private", "sam.ldb"), $"--objectdn={dn}", $"--sddl=({sddl}{SecurityIdentifierText.Of(sid)})"],
            cancellationToken: TestContext.Current.CancellationToken)).Success("samba-tool");
    }

    private static string ExtraLdif()
    {
        Core.Directories.LdifWriter text = new("\n");
        Entry(text, Extra, ("objectClass", ["organizationalUnit"]));
        Entry(text, $"OU=Inner,{Extra}", ("objectClass", ["organizationalUnit"]));
        Entry(text, $"CN=Everybody,{Extra}", ("objectClass", ["group"]), ("sAMAccountName", ["everybody-sam"]), ("groupType", ["-2147483646"]),
            ("member", [.. Enumerable.Range(1, People).Select(SampleDomain.DnOf)]));
        Entry(text, $"CN=Nobody,{Extra}", ("objectClass", ["group"]), ("sAMAccountName", ["Nobody"]), ("groupType", ["2"]));
        Entry(text, $"CN=Hidden,{Extra}", ("objectClass", ["group"]), ("sAMAccountName", ["Hidden"]), ("groupType", ["2"]), ("member", [SampleDomain.DnOf(1)]));
        Entry(text, $"CN=PC1,{Extra}", ("objectClass", ["computer"]), ("sAMAccountName", ["PC1$"]), ("userAccountControl", ["4096"]));
        Entry(text, $"CN=Contact,{Extra}", ("objectClass", ["contact"]), ("mail", ["contact@corp.example"]));
        Entry(text, OddName, ("objectClass", ["user"]), ("sAMAccountName", ["odd"]), ("userAccountControl", ["544"]), ("sn", ["山田 🚀"]),
            ("otherTelephone", ["1", "2", "3"]), ("description", ["line\nbreak"]));
        Entry(text, $"CN=Reader,{Extra}", ("objectClass", ["user"]), ("sAMAccountName", ["reader"]), ("userPrincipalName", [Reader]), ("userAccountControl", ["512"]));
        string password = Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{ReaderPassword}\""));
        return text.ToString().TrimEnd('\n') + $"\nunicodePwd:: {password}\n\n";
    }

    private static void Entry(Core.Directories.LdifWriter text, string dn, params (string Name, string[] Values)[] attributes) =>
        text.Entry(Entries.Of(dn, [.. attributes.Select(attribute => Entries.Text(attribute.Name, attribute.Values))]));
}
