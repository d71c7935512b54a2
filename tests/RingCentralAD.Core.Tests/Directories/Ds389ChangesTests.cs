using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// The retro change log of a real 389 DS: whatever happens, who follows it holds what a fresh full read gives; a log that was trimmed or began
/// anew is recognised.
/// </summary>
public sealed class Ds389ChangesTests : IAsyncLifetime
{
    private const string Root = $"ou=people,{Ds389Server.BaseDn}";
    private static readonly string[] s_attributes = ["givenName", "sn", "mail", "telephoneNumber", "manager", "uid"];

    private static readonly Dictionary<string, (Func<string, string> Before, Func<string, string> What, bool Deletes)> s_cases = new()
    {
        ["create"] = (_ => "", n => Person(n + 1, "mail: x@corp.example") + Group(n + "g", n + 1), false),
        ["modify and clear"] = (n => Person(n + 1, "telephoneNumber: 1", "mail: x@y"), n => Set(n + 1, "mail", "changed@corp.example") + Set(n + 1, "telephoneNumber", null), false),
        ["disable and enable"] = (n => Person(n + 1) + Person(n + 2, "nsAccountLock: true"), n => Set(n + 1, "nsAccountLock", "true") + Set(n + 2, "nsAccountLock", null), false),
        ["add to a group and remove"] = (n => Person(n + 1) + Person(n + 2) + Group(n + "g", n + 1), n => Members(n + "g", "add", n + 2) + Members(n + "g", "delete", n + 1), false),
        ["rename a group"] = (n => Person(n + 1) + Group(n + "g", n + 1), n => Rename($"cn={n}g,{Root}", $"cn={n}renamed"), false),
        ["rename a person"] = (n => Person(n + 1) + Person(n + 2, $"manager: uid={n}1,{Root}"), n => Rename($"uid={n}1,{Root}", $"uid={n}new\\, name"), false),
        ["move a person"] = (n => Person(n + 1) + Unit(n + "ou"), n => Rename($"uid={n}1,{Root}", $"uid={n}1", $"ou={n}ou,{Root}"), false),
        ["move a person and change it"] = (n => Person(n + 1) + Unit(n + "ou"), n => Rename($"uid={n}1,{Root}", $"uid={n}1", $"ou={n}ou,{Root}") + $"dn: uid={n}1,ou={n}ou,{Root}\nchangetype: modify\nreplace: mail\nmail: moved@corp.example\n\n", false),
        ["rename an OU"] = (n => Unit(n + "ou") + PersonIn($"ou={n}ou,{Root}", n + 1), n => Rename($"ou={n}ou,{Root}", $"ou={n}renamed"), false),
        ["delete"] = (n => Person(n + 1), n => Delete($"uid={n}1,{Root}"), true),
        ["delete a group"] = (n => Person(n + 1) + Group(n + "g", n + 1), n => Delete($"cn={n}g,{Root}"), true),
        ["delete an OU"] = (n => Unit(n + "ou"), n => Delete($"ou={n}ou,{Root}"), true),
        ["make and delete"] = (_ => "", n => Person(n + 1) + Delete($"uid={n}1,{Root}"), true),
        ["recreate under the same name"] = (n => Person(n + 1), n => Delete($"uid={n}1,{Root}") + Person(n + 1, "mail: again@corp.example"), true),
        ["nothing"] = (n => Person(n + 1), _ => "", false),
    };

    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private Ds389Server? _server;
    private LdapProxy? _proxy;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Ds389Server.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _server = await Ds389Server.StartAsync($"dn: {Root}\nobjectClass: organizationalUnit\nou: people\n\n" + Person("first").Replace("changetype: add\n", "", StringComparison.Ordinal), Stop);
            _proxy = new LdapProxy(_authority, _server.Address, _server.Port);
        }
    }

    [Fact]
    public async Task Who_follows_the_change_log_holds_what_a_full_read_gives()
    {
        Assert.SkipWhen(_server is null, Ds389Server.WhyNot ?? "");
        await using LdapDirectory directory = await OpenAsync();
        int number = 0;
        foreach ((string name, (Func<string, string> before, Func<string, string> what, bool deletes)) in s_cases)
        {
            string prefix = $"c{number++}x";
            await ApplyAsync(before(prefix));
            DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
            Assert.Equal((ChangeMethod.ChangeLog, null), (replica.Position!.Method, replica.Position.Blind));
            await ApplyAsync(what(prefix));
            await replica.FollowAsync(directory);
            bool gone = replica.Last.Any(change => change is PersonGone or GroupGone or ContainerGone);
            Assert.True(gone == deletes, $"{name}: {string.Join("; ", replica.Last)}");
            await replica.MustEqualFullReadAsync(directory);
            await replica.FollowAsync(directory);
            Assert.Single(replica.Last);
        }
    }

    [Fact]
    public async Task An_incremental_import_sees_it_and_a_trimmed_log_asks_for_a_full_one_with_the_reason()
    {
        Assert.SkipWhen(_server is null, Ds389Server.WhyNot ?? "");
        await ApplyAsync(string.Concat(Enumerable.Range(1, 30).Select(i => Person($"p{i}", $"mail: p{i}@corp.example", "givenName: Zoe"))));
        await using IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryRegistration registration = new(hub, TimeProvider.System);
        DirectoryEntry wanted = await registration.PrepareAsync("ds", Settings(), DirectoryKind.Ldap, Stop);
        await using LdapDirectory directory = await OpenAsync(wanted.Id);
        await registration.RegisterAsync(wanted, directory.Description, "ds", Stop);
        await ImportAsync(hub, directory, "ds", full: true);

        await ApplyAsync(Delete($"uid=p1,{Root}") + Set("p2", "mail", "second@corp.example") + Set("p3", "nsAccountLock", "true") + Rename($"uid=p4,{Root}", "uid=four"));
        List<ImportRecord> seen = await ImportAsync(hub, directory, "ds", full: false);
        Assert.Equal(2, seen.Count(record => record.Action == ImportAction.Deactivated));
        Assert.DoesNotContain(seen, record => record.Action == ImportAction.Created);
        Dictionary<string, AppUser> people = await hub.ReadAsync<AppUser>(cancellationToken: Stop).ToDictionaryAsync(user => user.Place.Split(',')[0], cancellationToken: Stop);
        Assert.Equal(AppUserState.Gone, people["uid=p1"].State);
        Assert.Equal("second@corp.example", people["uid=p2"].MailKey);
        Assert.False(people["uid=p3"].Enabled);
        Assert.Equal(AppUserState.Present, people["uid=four"].State);

        // What is trimmed by the server is deleted from the log by its administrator here, to the same effect.
        ChangePosition position = DirectoryImport.PositionOf(await DirectoryRegistration.FindAsync(hub, "ds", Stop))!;
        await ApplyAsync(Set("p5", "mail", "fifth@corp.example") + Set("p6", "mail", "sixth@corp.example"));
        await TrimAsync(long.Parse(position.Value.Split('@')[0], System.Globalization.CultureInfo.InvariantCulture) + 1);
        RingCentralAdException trimmed = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadChangesAsync(position, s_attributes, Stop).CountAsync(Stop));
        Assert.Equal("ChangesUnavailable", trimmed.ErrorId);
        Assert.Contains("trimmed", trimmed.Message, StringComparison.Ordinal);
        Assert.Contains("nsslapd-changelogmaxage", trimmed.Remedy, StringComparison.Ordinal);
        await ImportAsync(hub, directory, "ds", full: false);
        Assert.Equal("sixth@corp.example", (await hub.ReadAsync<AppUser>(cancellationToken: Stop).ToListAsync(Stop)).Single(user => user.Place == $"uid=p6,{Root}").MailKey);
    }

    [Fact]
    public async Task A_position_that_is_not_good_is_refused_and_a_log_that_may_not_be_read_is_not_offered()
    {
        Assert.SkipWhen(_server is null, Ds389Server.WhyNot ?? "");
        await using LdapDirectory directory = await OpenAsync();
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        foreach ((string value, string word) in new[] { ("damaged", "damaged"), (position.Value.Split('@')[0] + "@19990101000000Z", "began anew"), ("999999@20260101000000Z", "no longer shows change 999999") })
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadChangesAsync(position with { Value = value }, s_attributes, Stop).CountAsync(Stop));
            Assert.Equal("ChangesUnavailable", error.ErrorId);
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        RingCentralAdException other = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadChangesAsync(position with { Source = "elsewhere:636" }, s_attributes, Stop).CountAsync(Stop));
        Assert.Contains("elsewhere:636", other.Message, StringComparison.Ordinal);

        await ApplyAsync(Person("reader", "userPassword: Re4der!lab-2026") +
            $"dn: {Ds389Server.BaseDn}\nchangetype: modify\nadd: aci\naci: (targetattr=\"*\")(version 3.0; acl \"reader\"; allow (read,search,compare) userdn=\"ldap:///uid=reader,{Root}\";)\n\n");
        await using LdapDirectory reader = await LdapDirectory.OpenAsync("d", Settings() with { UserName = $"uid=reader,{Root}" }, new NetworkCredential($"uid=reader,{Root}", "Re4der!lab-2026"), TimeProvider.System, Stop);
        Assert.NotEqual(ChangeMethod.ChangeLog, (await reader.PositionAsync(Stop))?.Method);
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

    private static async Task<List<ImportRecord>> ImportAsync(IHubStore hub, LdapDirectory directory, string name, bool full)
    {
        DirectoryImport import = new(hub, directory, await DirectoryRegistration.FindAsync(hub, name, Stop), TimeProvider.System);
        List<ImportRecord> records = await import.RunAsync(new ImportRequest { Full = full }, Stop).ToListAsync(Stop);
        Assert.Null(import.Stopped);
        return records;
    }

    private async Task TrimAsync(long until)
    {
        string text = await _server!.SearchBelowAsync("cn=changelog", "(objectClass=changeLogEntry)", "changeNumber");
        foreach (string dn in text.Split('\n').Where(line => line.StartsWith("dn: changenumber=", StringComparison.OrdinalIgnoreCase)).Select(line => line[4..].Trim()))
        {
            if (long.Parse(dn.Split('=', ',')[1], System.Globalization.CultureInfo.InvariantCulture) <= until)
            {
                await ApplyAsync(Delete(dn));
            }
        }
    }

    private Task ApplyAsync(string ldif) => ldif.Length == 0 ? Task.CompletedTask : _server!.ModifyAsync(ldif, Stop);

    private DirectorySettings Settings() => new()
    {
        Servers = [_proxy!.Server],
        CaCertificate = _folder.File("ca.pem", _authority.Pem),
        UserName = Ds389Server.AdminDn,
        NamingContext = Ds389Server.BaseDn,
    };

    private Task<LdapDirectory> OpenAsync(string id = "d") =>
        LdapDirectory.OpenAsync(id, Settings(), new NetworkCredential(Ds389Server.AdminDn, Ds389Server.Password), TimeProvider.System, Stop);

    private static string Person(string name, params string[] lines) => PersonIn(Root, name, lines);

    private static string PersonIn(string container, string name, params string[] lines) =>
        $"dn: uid={name},{container}\nchangetype: add\nobjectClass: inetOrgPerson\nuid: {name}\ncn: {name}\nsn: {name}\n{string.Concat(lines.Select(line => line + "\n"))}\n";

    private static string Group(string name, params string[] members) =>
        $"dn: cn={name},{Root}\nchangetype: add\nobjectClass: groupOfNames\ncn: {name}\n{string.Concat(members.Select(member => $"member: uid={member},{Root}\n"))}\n";

    private static string Unit(string name) => $"dn: ou={name},{Root}\nchangetype: add\nobjectClass: organizationalUnit\nou: {name}\n\n";

    private static string Set(string name, string attribute, string? value) =>
        $"dn: uid={name},{Root}\nchangetype: modify\nreplace: {attribute}\n{(value is null ? "" : $"{attribute}: {value}\n")}\n";

    private static string Members(string group, string how, string member) =>
        $"dn: cn={group},{Root}\nchangetype: modify\n{how}: member\nmember: uid={member},{Root}\n\n";

    private static string Rename(string dn, string name, string? container = null) =>
        $"dn: {dn}\nchangetype: modrdn\nnewrdn: {name}\ndeleteoldrdn: 1\n{(container is null ? "" : $"newsuperior: {container}\n")}\n";

    private static string Delete(string dn) => $"dn: {dn}\nchangetype: delete\n\n";
}
