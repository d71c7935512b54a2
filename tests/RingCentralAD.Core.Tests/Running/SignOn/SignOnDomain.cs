using System.Globalization;
using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>A Samba domain that locks accounts with the sixth wrong password, people in every state, and a hub that has imported them.</summary>
public sealed class SignOnDomain : IAsyncLifetime
{
    public const string Password = "Right!pass-1";
    public const string OddPassword = "Pässwörd 🚀 \"\\+,;<>=#%' 山";
    public const int Threshold = 6;

    private readonly TestFolder _folder = new();
    private SambaServer? _samba;

    public SambaServer Samba => _samba ?? throw new InvalidOperationException(SambaServer.WhyNot);

    public IHubStore Hub { get; private set; } = null!;

    /// <summary>A folder that goes with the domain.</summary>
    public string Folder => _folder.Path;

    private static string People => $"OU=Sign On,{SambaServer.BaseDn}";

    public static string DnOf(string name) => $"CN={name},{People}";

    public void Need() => Assert.SkipWhen(_samba is null, SambaServer.WhyNot ?? "");

    public async ValueTask InitializeAsync()
    {
        if (SambaServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            return;
        }

        _samba = await SambaServer.StartAsync(Ldif());
        string[] policy = ["domain", "passwordsettings", "set", $"--account-lockout-threshold={Threshold}", "--account-lockout-duration=30", "--reset-account-lockout-after=30", "--complexity=off", "--min-pwd-age=0"];
        (await Samba.RunAsync("samba-tool", [.. policy, "-H", Database])).Success("samba-tool");
        await Samba.LdapModifyAsync($"""
            dn: CN=short,CN=Password Settings Container,CN=System,{SambaServer.BaseDn}
            changetype: add
            objectClass: msDS-PasswordSettings
            msDS-PasswordSettingsPrecedence: 1
            msDS-PasswordReversibleEncryptionEnabled: FALSE
            msDS-PasswordHistoryLength: 0
            msDS-PasswordComplexityEnabled: FALSE
            msDS-MinimumPasswordLength: 1
            msDS-MinimumPasswordAge: 0
            msDS-MaximumPasswordAge: -1728000000000
            msDS-LockoutThreshold: 4
            msDS-LockoutObservationWindow: -6000000000
            msDS-LockoutDuration: -6000000000
            msDS-PSOAppliesTo: {DnOf("outdated")}
            msDS-PSOAppliesTo: {DnOf("strict")}


            """);
        Hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System);
        DirectoryEntry entry = new()
        {
            Id = "d",
            Name = "corp.example",
            Kind = DirectoryKind.ActiveDirectory,
            DomainKey = "corp",
            Settings = new DirectorySettings { Servers = [Samba.Address], CaCertificate = Samba.CaFile, UserName = SambaServer.Administrator, Names = DirectoryNames.ActiveDirectory.Attributes },
        };
        await Hub.WriteAsync(transaction => transaction.SaveAsync([entry]));
        await using LdapDirectory directory = await LdapDirectory.OpenAsync("d", entry.Settings, Credential, TimeProvider.System);
        await new DirectoryImport(Hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest()).ToListAsync();
        HubGroup group = await HubGroups.FindAsync(Hub, "RingCentral Users");
        await Hub.WriteAsync(transaction => transaction.SaveAsync([new Assignment { Id = "a", GroupId = group.Id }]));

        // Passwords of five days ago; only the database itself can be told so (DSDB_CONTROL_PASSWORD_BYPASS_LAST_SET).
        string old = DateTimeOffset.UtcNow.AddDays(-5).ToFileTime().ToString(CultureInfo.InvariantCulture);
        (await Samba.RunAsync("ldbmodify", ["--controls=local_oid:1.3.6.1.4.1.7165.4.3.20:0"], $"dn: {DnOf("outdated")}\nchangetype: modify\nreplace: pwdLastSet\npwdLastSet: {old}\n\n")).Success("ldbmodify");

        // Who is disabled from the start is not imported.
        await Samba.LdapModifyAsync($"dn: {DnOf("disabled")}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 514\n\n");
        await Samba.LdapModifyAsync($"dn: {DnOf("late")}\nchangetype: add\nobjectClass: user\nsAMAccountName: late\nuserAccountControl: 512\nunicodePwd:: {Quoted(Password)}\n\n");
    }

    /// <summary>A check over the domain.</summary>
    public CredentialCheck Check(TimeProvider? time = null) =>
        CredentialCheck.Open(Hub, (_, _) => Task.FromResult<NetworkCredential?>(Credential), new SignOnMarks("0123456789abcdef0123456789abcdef"u8.ToArray()), time ?? TimeProvider.System);

    /// <summary>An entry as ldapsearch shows it.</summary>
    public async Task<RawEntry> EntryAsync(string name, params string[] attributes)
    {
        string text = await Samba.LdapSearchAsync($"(sAMAccountName={name})", attributes, TestContext.Current.CancellationToken);
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ldapsearch");
        return reader.ReadAll().Select(static record => record.ToEntry()).Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_samba is not null)
        {
            await Hub.DisposeAsync();
            await _samba.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static NetworkCredential Credential => new(SambaServer.Administrator, SambaServer.Password);

    private string Database => Path.Combine(Samba.Folder, "private", "sam.ldb");

    private static string Quoted(string password) => Convert.ToBase64String(Encoding.Unicode.GetBytes($"\"{password}\""));

    private static string Ldif()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"dn: {People}\nobjectClass: organizationalUnit\n\n");
        List<string> assigned = [];
        foreach (string name in (string[])["ann", "bob", "storm", "parallel", "twin1", "twin2", "disabled", "locked", "outdated", "strict", "must", "ended", "free", "jósé", "jose"])
        {
            Person(name, name, name);
        }

        Person(@"Zoë \22Q\22 O'Brien\2C Jr. \2B \3Cx\3E #1", "zoe.o'brien", "zoë+tag");
        text.Append(CultureInfo.InvariantCulture, $"dn: CN=RingCentral Users,{People}\nobjectClass: group\nsAMAccountName: RingCentral Users\ngroupType: -2147483646\n");
        foreach (string dn in assigned)
        {
            text.Append(CultureInfo.InvariantCulture, $"member:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(dn))}\n");
        }

        return text.Append('\n').ToString();

        void Person(string cn, string account, string mail)
        {
            string dn = DnOf(cn);
            if (account != "free")
            {
                assigned.Add(dn);
            }

            text.Append(CultureInfo.InvariantCulture, $"dn:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(dn))}\nobjectClass: user\n");
            text.Append(CultureInfo.InvariantCulture, $"sAMAccountName:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(account))}\nuserPrincipalName:: {Convert.ToBase64String(Encoding.UTF8.GetBytes($"upn-{account}@corp.example"))}\n");
            text.Append(CultureInfo.InvariantCulture, $"userAccountControl: 512\ngivenName:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(account))}\nsn: Test\n");
            text.Append(CultureInfo.InvariantCulture, $"mail:: {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{mail}@corp.example"))}\n");
            text.Append(account switch { "must" => "pwdLastSet: 0\n", "ended" => "accountExpires: 130000000000000000\n", _ => "" });
            text.Append(CultureInfo.InvariantCulture, $"unicodePwd:: {Quoted(account.StartsWith("zoe", StringComparison.Ordinal) ? OddPassword : Password)}\n\n");
        }
    }
}
