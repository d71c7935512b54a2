using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>A real 389 DS behind TLS: people, groups, disabled accounts and renames imported, numbers written back; held to ldapsearch.</summary>
public sealed class Ds389Tests : IAsyncLifetime
{
    private const int People = 300;

    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private Ds389Server? _server;
    private LdapProxy? _proxy;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Ds389Server Server => _server!;

    public async ValueTask InitializeAsync()
    {
        if (Ds389Server.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _server = await Ds389Server.StartAsync(Content(), Stop);
            _proxy = new LdapProxy(_authority, _server.Address, _server.Port);
        }
    }

    [Fact]
    public async Task People_groups_and_disabled_accounts_are_imported_and_a_rename_changes_nobody()
    {
        Assert.SkipWhen(_server is null, Ds389Server.WhyNot ?? "");
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryRegistration registration = new(hub, TimeProvider.System);
        DirectoryEntry wanted = await registration.PrepareAsync("ds", Settings(), DirectoryKind.Ldap, Stop);
        await using LdapDirectory directory = await OpenAsync(wanted.Id);
        Assert.Same(DirectoryProfile.NetscapeFamily, directory.Profile);
        Assert.Equal(("corp.example", Ds389Server.BaseDn), (directory.Description.Name, directory.Description.NamingContext));
        DirectoryEntry entry = await registration.RegisterAsync(wanted, directory.Description, "ds", Stop);
        _ = await new DirectoryImport(hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest { Full = true }, Stop).CountAsync(Stop);

        Dictionary<string, AppUser> people = await hub.ReadAsync<AppUser>(cancellationToken: Stop).ToDictionaryAsync(user => user.Place, StringComparer.OrdinalIgnoreCase, Stop);
        Dictionary<string, RawEntry> theirs = await SearchAsync("(objectClass=inetOrgPerson)", "nsUniqueId", "nsAccountLock", "mail", "departmentNumber");
        Assert.Equal(People, people.Count);
        Assert.Equal(theirs.Keys.Order(StringComparer.Ordinal), people.Keys.Order(StringComparer.Ordinal));
        Assert.All(people.Values, user =>
        {
            RawEntry their = theirs[user.Place];
            Assert.Equal(EntryKey.Of(their), user.Key);
            Assert.Equal(their.Text("nsAccountLock") is null, user.Enabled);
            Assert.Equal(their.Text("mail"), user.Attributes.Text("mail"));
        });
        Assert.Equal(People / 10, people.Values.Count(user => !user.Enabled));
        Dictionary<string, HubGroup> groups = await hub.ReadAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Imported), Stop).ToDictionaryAsync(group => group.Name, cancellationToken: Stop);
        HashSet<(string, string)> edges = await hub.ReadAsync<GroupEdge>(cancellationToken: Stop).Select(edge => (edge.GroupKey, edge.MemberKey)).ToHashSetAsync(cancellationToken: Stop);
        Assert.Equal(People / 2, edges.Count(edge => edge.Item1 == groups["even"].Key));
        Assert.Equal(2, edges.Count(edge => edge.Item1 == groups["unique"].Key));
        Assert.Contains((groups["outer"].Key, groups["even"].Key), edges);

        await Server.AddAsync($"dn: {Dn(1)}\nchangetype: modrdn\nnewrdn: uid=renamed\ndeleteoldrdn: 1\n\ndn: {Dn(2)}\nchangetype: delete\n", Stop);
        List<ImportRecord> records = await new DirectoryImport(hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest { Full = true }, Stop).ToListAsync(Stop);
        Assert.Single(records, record => record.Action == ImportAction.Deactivated);
        Assert.DoesNotContain(records, record => record.Action == ImportAction.Created);
        AppUser renamed = (await hub.ListAsync(new Filter<AppUser>().Equal(row => row.Key, people[Dn(1)].Key), Stop)).Single();
        Assert.Equal(($"uid=renamed,ou=people,{Ds389Server.BaseDn}", AppUserState.Present), (renamed.Place, renamed.State));
    }

    [Fact]
    public async Task The_checks_say_who_would_be_imported_and_how_changes_are_seen()
    {
        Assert.SkipWhen(_server is null, Ds389Server.WhyNot ?? "");
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryRegistration registration = new(hub, TimeProvider.System);
        DirectoryEntry wanted = await registration.PrepareAsync("ds", Settings(), DirectoryKind.Ldap, Stop);
        await using LdapDirectory directory = await OpenAsync(wanted.Id);
        DirectoryEntry entry = await registration.RegisterAsync(wanted, directory.Description, "ds", Stop);
        NetworkCredential credential = new(Ds389Server.AdminDn, Ds389Server.Password);
        List<DirectoryCheck> found = await new DirectoryCheckRun(hub, entry, credential, TimeProvider.System).RunAsync(null, Stop).ToListAsync(Stop);
        Assert.Contains($"{People} people in scope of {People} in all, {People / 10} of them disabled; 3 groups", found.Single(check => check.Check == "Import").Detail, StringComparison.Ordinal);

        // What the checks promise is what an import gets.
        ChangePosition? position = await directory.PositionAsync(Stop);
        DirectoryCheck changes = found.Single(check => check.Check == "Changes");
        Assert.Contains(position is null ? "no way to see changes" : position.Method.ToString(), changes.Detail, StringComparison.Ordinal);
        Assert.Equal(position is { Blind: null } ? DirectoryCheckState.Passed : DirectoryCheckState.Warning, changes.State);
        Assert.DoesNotContain(found, check => check.State == DirectoryCheckState.Failed);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', found));
    }

    [Fact]
    public async Task Numbers_are_written_where_they_still_are_what_was_read()
    {
        Assert.SkipWhen(_server is null, Ds389Server.WhyNot ?? "");
        await using LdapDirectory directory = await OpenAsync("d");
        AppUser person = (await directory.ReadUsersAsync(new DirectoryRead(["telephoneNumber"]), Stop).ToListAsync(Stop)).Single(user => user.Place == Dn(5));
        await directory.WriteAsync(person.Key, [new("telephoneNumber", null, "+1 650 555 0105")], Stop);
        Assert.Equal("+1 650 555 0105", (await SearchAsync("(uid=p0005)", "telephoneNumber")).Values.Single().Text("telephoneNumber"));
        RingCentralAdException stale = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(person.Key, [new("telephoneNumber", null, "+1 650 555 9999")], Stop));
        Assert.Equal("WriteBackStale", stale.ErrorId);
        await directory.WriteAsync(person.Key, [new("telephoneNumber", "+1 650 555 0105", null)], Stop);
        Assert.False((await SearchAsync("(uid=p0005)", "telephoneNumber")).Values.Single().Has("telephoneNumber"));
        Assert.Null(await directory.FindUserAsync(Guid.NewGuid().ToString("D"), [], Stop));
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _authority.Dispose();
        _folder.Dispose();
    }

    private static string Dn(int number) => $"uid=p{number:D4},ou=people,{Ds389Server.BaseDn}";

    private static string Content()
    {
        StringBuilder text = new();
        text.Append(FormattableString.Invariant($"dn: ou=people,{Ds389Server.BaseDn}\nobjectClass: organizationalUnit\nou: people\n\n"));
        text.Append(FormattableString.Invariant($"dn: ou=groups,{Ds389Server.BaseDn}\nobjectClass: organizationalUnit\nou: groups\n\n"));
        for (int i = 1; i <= People; i++)
        {
            string locked = i % 10 == 0 ? "nsAccountLock: true\n" : "";
            text.Append(FormattableString.Invariant($"dn: {Dn(i)}\nobjectClass: inetOrgPerson\nuid: p{i:D4}\ncn:: {Convert.ToBase64String(Encoding.UTF8.GetBytes($"Zoë {i}"))}\nsn: Person\ngivenName: Zoe\nmail: p{i:D4}@corp.example\ndepartmentNumber: Sales\n{locked}\n"));
        }

        string even = string.Concat(Enumerable.Range(1, People).Where(i => i % 2 == 0).Select(i => $"member: {Dn(i)}\n"));
        text.Append(FormattableString.Invariant($"dn: cn=even,ou=groups,{Ds389Server.BaseDn}\nobjectClass: groupOfNames\ncn: even\n{even}\n"));
        text.Append(FormattableString.Invariant($"dn: cn=outer,ou=groups,{Ds389Server.BaseDn}\nobjectClass: groupOfNames\ncn: outer\nmember: cn=even,ou=groups,{Ds389Server.BaseDn}\n\n"));
        text.Append(FormattableString.Invariant($"dn: cn=unique,ou=groups,{Ds389Server.BaseDn}\nobjectClass: groupOfUniqueNames\ncn: unique\nuniqueMember: {Dn(3)}\nuniqueMember: {Dn(4)}\n\n"));
        return text.ToString();
    }

    private async Task<Dictionary<string, RawEntry>> SearchAsync(string filter, params string[] attributes)
    {
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(await Server.SearchAsync(filter, attributes))), "ldapsearch");
        return reader.ReadAll().Select(record => record.ToEntry()).ToDictionary(entry => entry.Dn, StringComparer.OrdinalIgnoreCase);
    }

    private DirectorySettings Settings() => new()
    {
        Servers = [_proxy!.Server],
        CaCertificate = _folder.File("ca.pem", _authority.Pem),
        UserName = Ds389Server.AdminDn,
        NamingContext = Ds389Server.BaseDn,
    };

    private Task<LdapDirectory> OpenAsync(string id) =>
        LdapDirectory.OpenAsync(id, Settings(), new NetworkCredential(Ds389Server.AdminDn, Ds389Server.Password), TimeProvider.System, Stop);
}
