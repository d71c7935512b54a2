using System.Globalization;
using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>The life of a made-up domain, lived by Samba: by ldapmodify and, with all rights, by Samba's own ldbmodify on the running database.</summary>
internal sealed class SambaLife : LifeMirror
{
    private const int UniversalSecurityGroup = -2147483640;
    private readonly Dictionary<ModelGroup, long> _rids = [];
    private SambaServer _samba = null!;
    private bool _byLdb;

    private SambaLife(ModelDomain domain)
        : base(domain)
    {
    }

    public override IReadOnlyList<ChangeMethod> Methods => [ChangeMethod.DirSync, ChangeMethod.UsnChanged];

    public override DirectorySettings Settings => new()
    {
        Servers = [_samba.Address],
        CaCertificate = _samba.CaFile,
        UserName = SambaServer.Administrator,
        Names = DirectoryNames.ActiveDirectory.Attributes,
    };

    protected override string KeyAttribute => "objectGUID";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a server that holds what the domain holds.</summary>
    public static async Task<SambaLife> StartAsync(ModelDomain domain)
    {
        SambaLife life = new(domain);
        life.Write();
        life._samba = await SambaServer.StartAsync(new SambaOptions { Services = "ldap" }, Stop);
        await life.FlushAsync();
        return life;
    }

    public bool CanBePrimary(ModelGroup group) => _rids.ContainsKey(group);

    public override Task<LdapDirectory> OpenAsync(DirectorySettings settings) =>
        LdapDirectory.OpenAsync(ModelHub.System, settings, new NetworkCredential(SambaServer.Administrator, SambaServer.Password), TimeProvider.System, Stop);

    public override ValueTask DisposeAsync() => _samba.DisposeAsync();

    public override async Task ApplyAsync(string ldif)
    {
        _byLdb = !_byLdb;
        (_byLdb
            ? await _samba.RunAsync("ldbmodify", ["--show-deleted", "--nosync"], ldif, Stop)
            : await _samba.RunAsync("ldapmodify", ["-x", "-H", $"ldaps://{_samba.Address}", "-D", SambaServer.AdministratorDn, "-w", SambaServer.Password, "-e", "!1.2.840.113556.1.4.417"], ldif, Stop))
            .Success(_byLdb ? "ldbmodify" : "ldapmodify");
    }

    protected override Task<string> SearchAsync() =>
        _samba.LdapSearchAsync("(|(objectClass=user)(objectClass=group)(objectClass=organizationalUnit)(objectClass=domain))", ["objectGUID", "objectSid"], Stop);

    protected override string Added(ModelEntry entry) => entry switch
    {
        ModelPerson person => $"objectClass: user\nsAMAccountName: {person.Values["sAMAccountName"]}\nuserAccountControl: 544\n",
        ModelGroup group => string.Create(CultureInfo.InvariantCulture, $"objectClass: group\nsAMAccountName: g{group.Rid}\ngroupType: {UniversalSecurityGroup}\n"),
        _ => "objectClass: organizationalUnit\n",
    };

    protected override string Restored(ModelPerson person) =>
        $"dn: {person.Rdn(person.Name)}\\0ADEL:{KeyOf(person)},CN=Deleted Objects,{SambaServer.BaseDn}\nchangetype: modify\ndelete: isDeleted\n-\nreplace: distinguishedName\ndistinguishedName: {DnOf(person)}\n-\n";

    protected override IEnumerable<(string Name, string? Value)> ValuesOf(ModelPerson person) =>
    [
        .. ((string[])["givenName", "sn", "mail", "mobile", "department", "userPrincipalName"]).Select(name => (name, person.Values.GetValueOrDefault(name))),
        ("userAccountControl", person.Disabled ? "546" : "544"),
    ];

    protected override string PrimaryGroupOf(ModelGroup group) => (_rids.TryGetValue(group, out long rid) ? rid : group.Rid).ToString(CultureInfo.InvariantCulture);

    protected override void Learn(ModelEntry entry, RawEntry shown)
    {
        if (entry is ModelGroup group)
        {
            _rids[group] = SecurityIdentifierText.RelativeId(shown.Bytes("objectSid")!)!.Value;
        }
    }
}
