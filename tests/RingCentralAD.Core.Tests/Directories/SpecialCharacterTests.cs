using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Ldap;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// Names with every special character and in every script, made by ldapmodify, with DNs escaped octet by octet: whoever the server takes in is found by our
/// filter and by our reading of its DN, and is the same that ldapsearch finds. Whom the server refuses, it refuses by name.
/// </summary>
[Collection(nameof(DomainFixture))]
public sealed class SpecialCharacterTests(DomainFixture domain)
{
    private static readonly string[] s_names =
    [
        .. "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".Select(c => $"a{c}b"), .. "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".Select(c => $"{c}x{c}"),
        " leading", "trailing ", "two  blanks", "#1", "=1", "\\2c", "\\\\", "a,b+c=d;e<f>g\"h\\i#", "(&(cn=*)(!(x=y)))", "*)(objectClass=*", "line\nbreak", "tab\tx", "bell\u0007", "del\u007f",
        "Zoë", "Straße", "Łukasz", "Ñandú", "Ελένη", "Наталія", "שָׁלוֹם", "محمد", "ياسمين", "देवनागरी", "தமிழ்", "ไทย", "ქართული", "Հայերեն", "አማርኛ", "한국어", "日本語", "漢字", "ខ្មែរ", "မြန်မာ", "བོད་", "ᏣᎳᎩ", "𐌰𐌱", "𠀋", "🚀👩‍🚀",
        "e\u0301", "\ufb01", "\u00a0nbsp", "\u200bzero", "\u202ertl", "İstanbul", "ı", "ſ", "Å\u030a",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samba_finds_them_by_our_filter_and_by_their_own_names()
    {
        domain.Need();
        string container = $"OU=Names,{SambaServer.BaseDn}";
        LdapOptions options = new() { Host = domain.Samba.Address, CaCertificates = domain.Samba.CaFile };
        await using LdapConnection connection = await LdapConnection.ConnectAsync(options, new LdapCredential.Simple(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Stop);
        string[] account = ["-x", "-H", $"ldaps://{domain.Samba.Address}", "-D", SambaServer.AdministratorDn, "-w", SambaServer.Password];
        Task<ToolResult> Run(string tool, string[] arguments, string? input) => domain.Samba.RunAsync(tool, [.. account, .. arguments], input, Stop);
        int taken = await CheckAsync(connection, Run, container, i => $"objectClass: user\nsAMAccountName: sc{i}\n");
        Assert.InRange(taken, s_names.Length - 10, s_names.Length);
        await Run("ldapdelete", ["-r", container], null);
    }

    [Fact]
    public async Task Slapd_finds_them_by_our_filter_and_by_their_own_names()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using SlapdServer slapd = await SlapdServer.StartAsync(null, Stop);
        LdapOptions options = new() { Host = slapd.Address, Port = slapd.TlsPort, CaCertificates = slapd.CaFile };
        await using LdapConnection connection = await LdapConnection.ConnectAsync(options, new LdapCredential.Simple(new NetworkCredential(slapd.AdminDn, slapd.Password)), Stop);
        string[] account = ["-x", "-H", $"ldap://{slapd.Address}:{slapd.Port}", "-D", slapd.AdminDn, "-w", slapd.Password];
        Task<ToolResult> Run(string tool, string[] arguments, string? input) => slapd.RunAsync(tool, [.. account, .. arguments], input, Stop);
        int taken = await CheckAsync(connection, Run, $"ou=names,{slapd.BaseDn}", i => $"objectClass: inetOrgPerson\nsn: sc{i}\n");
        Assert.InRange(taken, s_names.Length - 10, s_names.Length);
    }

    private static async Task<int> CheckAsync(LdapConnection connection, Func<string, string[], string?, Task<ToolResult>> run, string container, Func<int, string> more)
    {
        StringBuilder ldif = new();
        ldif.Append(FormattableString.Invariant($"dn: {container}\nchangetype: add\nobjectClass: organizationalUnit\n\n"));
        for (int i = 0; i < s_names.Length; i++)
        {
            ldif.Append(FormattableString.Invariant($"dn: {Made(i, container)}\nchangetype: add\n{more(i)}cn:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Name(i)))}\ndescription: marker-{i}\n\n"));
        }

        ToolResult made = await run("ldapmodify", ["-c"], ldif.ToString());
        int taken = 0;
        for (int i = 0; i < s_names.Length; i++)
        {
            string shown = (await run("ldapsearch", ["-LLL", "-o", "ldif_wrap=no", "-b", container, $"(description=marker-{i})", "cn"], null)).Success("ldapsearch");
            using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(shown)), "ldapsearch");
            if (reader.ReadAll().Select(record => record.ToEntry()).SingleOrDefault(entry => entry.Has("cn")) is not { } theirs)
            {
                // The tool stops at none of them and names each that the server refused.
                Assert.Contains("ldap_add: ", made.Error, StringComparison.Ordinal);
                TestContext.Current.TestOutputHelper?.WriteLine($"refused: {Uri.EscapeDataString(Name(i))}");
                continue;
            }

            taken++;
            LdapFilter filter = LdapFilter.And(LdapFilter.Equal("cn", Name(i)), LdapFilter.Present("description"));
            foreach (LdapFilter form in (LdapFilter[])[filter, LdapFilter.Parse(filter.ToString()), LdapFilter.Parse($"(&(cn={LdapFilter.Escape(Name(i))})(description=*))")])
            {
                List<LdapEntry> found = await connection.SearchAsync(new() { BaseDn = container, Filter = form, Attributes = ["cn", "description"] }, Stop).ToListAsync(Stop);
                LdapEntry own = Assert.Single(found, entry => entry.GetString("description") == $"marker-{i}");
                Assert.Equal(theirs.Dn, own.Dn);
                Assert.Equal(theirs.Bytes("cn"), own.GetBytes("cn"));
                Assert.Equal(DnText.Key(Made(i, container)), DnText.Key(own.Dn));
                Assert.Equal(own.GetString("cn"), DnText.Name(own.Dn));
                Assert.Equal(DnText.Key(container), DnText.Key(DnText.Parent(own.Dn)));
                Assert.Single(await connection.SearchAsync(new() { BaseDn = own.Dn, Scope = LdapScope.Base, Attributes = ["1.1"] }, Stop).ToListAsync(Stop));
            }
        }

        return taken;
    }

    // A number keeps names apart that a server takes for the same.
    private static string Name(int i) => s_names[i].StartsWith(' ') || s_names[i].StartsWith('#') ? $"{s_names[i]}{i}" : $"{i}{s_names[i]}";

    private static string Made(int i, string container) => $"cn={string.Concat(Encoding.UTF8.GetBytes(Name(i)).Select(octet => $"\\{octet:x2}"))},{container}";
}
