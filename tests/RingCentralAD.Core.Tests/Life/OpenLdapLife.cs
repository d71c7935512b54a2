using System.Globalization;
using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>The life of a made-up domain, lived by OpenLDAP: nobody is restored there, and nobody has a primary group.</summary>
internal sealed class OpenLdapLife : LifeMirror
{
    public const string BaseDn = "dc=corp,dc=example";
    private SlapdServer _slapd = null!;

    private OpenLdapLife(ModelDomain domain)
        : base(domain)
    {
    }

    public override IReadOnlyList<ChangeMethod> Methods => [ChangeMethod.AccessLog, ChangeMethod.SyncRepl, ChangeMethod.ModifyTimestamp];

    public override DirectorySettings Settings => new()
    {
        Servers = [string.Create(CultureInfo.InvariantCulture, $"{_slapd.Address}:{_slapd.TlsPort}")],
        CaCertificate = _slapd.CaFile,
        UserName = _slapd.AdminDn,
        Names = DirectoryNames.InetOrgPerson.Attributes,
    };

    protected override string KeyAttribute => "entryUUID";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a server that holds what the domain holds.</summary>
    public static async Task<OpenLdapLife> StartAsync(ModelDomain domain)
    {
        OpenLdapLife life = new(domain);
        life.Write();
        life._slapd = await SlapdServer.StartAsync(new SlapdOptions { SessionLog = 100_000 }, Stop);
        await life.ApplyAsync($"dn: cn=Users,{BaseDn}\nchangetype: add\nobjectClass: device\n\ndn: {domain.Everybody.Dn}\nchangetype: add\n{life.Added(domain.Everybody)}\n");
        await life.FlushAsync();
        return life;
    }

    public override Task<LdapDirectory> OpenAsync(DirectorySettings settings) =>
        LdapDirectory.OpenAsync(ModelHub.System, settings, new NetworkCredential(_slapd.AdminDn, _slapd.Password), TimeProvider.System, Stop);

    public override ValueTask DisposeAsync() => _slapd.DisposeAsync();

    public override async Task ApplyAsync(string ldif) => (await _slapd.RunAsync(
        "ldapmodify", ["-x", "-H", $"ldap://{_slapd.Address}:{_slapd.Port}", "-D", _slapd.AdminDn, "-w", _slapd.Password, "-e", "relax"], ldif, Stop)).Success("ldapmodify");

    protected override async Task<string> SearchAsync()
    {
        await SettleAsync();
        return await SearchAsync("(objectClass=*)", "entryUUID");
    }

    protected override string Added(ModelEntry entry) => entry switch
    {
        ModelPerson person => $"objectClass: inetOrgPerson\ncn: {person.Name}\nsn: {person.Values["sn"]}\n",
        ModelGroup group => $"objectClass: groupOfNames\ncn: {group.Name}\nmember: {BaseDn}\n",
        _ => "objectClass: organizationalUnit\n",
    };

    protected override string Restored(ModelPerson person) => throw new NotSupportedException();

    protected override IEnumerable<(string Name, string? Value)> ValuesOf(ModelPerson person) =>
    [
        .. ((string[])["givenName", "sn", "mail", "mobile"]).Select(name => (name, person.Values.GetValueOrDefault(name))),
        ("departmentNumber", person.Values.GetValueOrDefault("department")),
        ("uid", person.Values["userPrincipalName"].Split('@')[0]),
        ("pwdAccountLockedTime", person.Disabled ? "000001010000Z" : null),
    ];

    protected override string PrimaryGroupOf(ModelGroup group) => throw new NotSupportedException();

    /// <summary>refint mends the names of one renamed entry, not of those below a container: an administrator has to.</summary>
    protected override void AfterRename(ModelEntry entry)
    {
        IsUrgent = true;
        if (entry is not ModelContainer container)
        {
            return;
        }

        foreach ((ModelEntry holder, IReadOnlyCollection<ModelEntry> members, ModelPerson? manager) in Naming.ToArray())
        {
            if (members.Any(IsBelow))
            {
                Line($"dn: {DnOf(holder)}\nchangetype: modify\nreplace: member\n{string.Concat(members.Select(DnOf).Append(BaseDn).Select(name => $"member: {name}\n"))}-\n");
            }

            if (manager is not null && IsBelow(manager))
            {
                Line($"dn: {DnOf(holder)}\nchangetype: modify\nreplace: manager\nmanager: {DnOf(manager)}\n-\n");
            }

            bool IsBelow(ModelEntry named) => DnOf(named).EndsWith("," + DnOf(container), StringComparison.Ordinal);
        }
    }

    protected override void AfterDelete(ModelEntry entry) => IsUrgent = true;

    /// <summary>The overlay refint mends names in groups and managers after the answer: waits until it has.</summary>
    private async Task SettleAsync()
    {
        string[] wanted = [.. Domain.Groups.SelectMany(group => group.Members.Select(member => member.Dn)).Concat(Domain.People.Select(person => person.Manager?.Dn)).OfType<string>().Select(LifeLog.Plain).Order(StringComparer.Ordinal)];
        for (int tried = 0; ; tried++)
        {
            using LdifReader reader = new(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await SearchAsync("(|(manager=*)(member=*))", "manager", "member"))), "ldapsearch");
            string[] held = [.. reader.ReadAll().Select(record => record.ToEntry()).SelectMany(entry => entry.Texts("manager").Concat(entry.Texts("member"))).Select(LifeLog.Plain).Where(name => name != BaseDn).Order(StringComparer.Ordinal)];
            if (held.SequenceEqual(wanted))
            {
                return;
            }

            Assert.True(tried < 100, $"The server holds {string.Join(" ", held.Except(wanted))} and lacks {string.Join(" ", wanted.Except(held))}.");
            await Task.Delay(200, Stop);
        }
    }

    private async Task<string> SearchAsync(string filter, params string[] attributes) => (await _slapd.RunAsync(
        "ldapsearch", ["-LLL", "-x", "-o", "ldif_wrap=no", "-H", $"ldap://{_slapd.Address}:{_slapd.Port}", "-D", _slapd.AdminDn, "-w", _slapd.Password, "-b", BaseDn, filter, .. attributes],
        cancellationToken: Stop)).Success("ldapsearch");
}
