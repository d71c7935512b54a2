using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// Whatever happens to a real OpenLDAP server: who follows the changes by accesslog, syncrepl or modifyTimestamp holds what a fresh full read
/// gives; by modifyTimestamp without deletions, and it says so.
/// </summary>
public sealed class OpenLdapChangesTests(OpenLdapChangesFixture fixture) : IClassFixture<OpenLdapChangesFixture>
{
    private static readonly string[] s_attributes = ["givenName", "sn", "mail", "telephoneNumber", "description", "manager", "uid"];

    private static readonly Dictionary<string, (Func<string, string> Before, Func<string, string> What, bool Deletes)> s_cases = new()
    {
        ["create"] = (_ => "", n => Person(n + 1, "mail: x@corp.example") + Group(n + "g", n + 1), false),
        ["modify"] = (n => Person(n + 1), n => Set(n + 1, "mail", "changed@corp.example"), false),
        ["clear an attribute"] = (n => Person(n + 1, "telephoneNumber: 1", "telephoneNumber: 2", "mail: x@y"), n => Set(n + 1, "telephoneNumber", "2") + Set(n + 1, "mail", null), false),
        ["disable and enable"] = (n => Person(n + 1) + Person(n + 2) + Set(n + 2, "pwdAccountLockedTime", "000001010000Z"), n => Set(n + 1, "pwdAccountLockedTime", "000001010000Z") + Set(n + 2, "pwdAccountLockedTime", null), false),
        ["add to a group and remove"] = (n => Person(n + 1) + Person(n + 2) + Group(n + "g", n + 1), n => Members(n + "g", "add", n + 2) + Members(n + "g", "delete", n + 1), false),
        ["posix group"] = (n => Person(n + 1) + Person(n + 2) + Posix(n + "g", n + 1), n => $"dn: cn={n}g,{Root}\nchangetype: modify\nreplace: memberUid\nmemberUid: {n}2\n\n", false),
        ["empty a posix group"] = (n => Person(n + 1) + Posix(n + "g", n + 1), n => $"dn: cn={n}g,{Root}\nchangetype: modify\ndelete: memberUid\n\n", false),
        ["rename a group"] = (n => Person(n + 1) + Group(n + "g", n + 1), n => Rename($"cn={n}g,{Root}", $"cn={n}renamed"), false),
        ["rename a person"] = (n => Person(n + 1) + Person(n + 2, $"manager: uid={n}1,{Root}") + Group(n + "g", n + 1, n + 2), n => Rename($"uid={n}1,{Root}", $"uid={n}new\\, name"), false),
        ["move a person"] = (n => Person(n + 1) + Unit(n + "ou"), n => Rename($"uid={n}1,{Root}", $"uid={n}1", $"ou={n}ou,{Root}"), false),
        ["rename an OU"] = (Tree, n => Rename($"ou={n}ou,{Root}", $"ou={n}renamed"), false),
        ["move an OU"] = (n => Tree(n) + Unit(n + "other"), n => Rename($"ou={n}ou,{Root}", $"ou={n}ou", $"ou={n}other,{Root}"), false),
        ["delete"] = (n => Person(n + 1), n => Delete($"uid={n}1,{Root}"), true),
        ["delete a member"] = (n => Person(n + 1) + Person(n + 2) + Group(n + "g", n + 1, n + 2), n => Delete($"uid={n}1,{Root}"), true),
        ["delete a group"] = (n => Person(n + 1) + Group(n + "g", n + 1), n => Delete($"cn={n}g,{Root}"), true),
        ["delete an OU"] = (n => Unit(n + "ou"), n => Delete($"ou={n}ou,{Root}"), true),
        ["recreate under the same name"] = (n => Person(n + 1), n => Delete($"uid={n}1,{Root}") + Person(n + 1, "mail: again@corp.example"), true),
        ["nothing"] = (n => Person(n + 1), _ => "", false),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Root => OpenLdapChangesFixture.Root;

    public static TheoryData<string, ChangeMethod> Cases()
    {
        TheoryData<string, ChangeMethod> cases = [];
        foreach ((string name, (_, _, bool deletes)) in s_cases)
        {
            cases.Add(name, ChangeMethod.AccessLog);
            cases.Add(name, ChangeMethod.SyncRepl);
            if (!deletes)
            {
                cases.Add(name, ChangeMethod.ModifyTimestamp);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Who_follows_the_changes_holds_what_a_full_read_gives(string name, ChangeMethod method)
    {
        fixture.Need();
        string prefix = $"{method.ToString()[0]}{s_cases.Keys.Order().ToList().IndexOf(name)}x";
        (Func<string, string> before, Func<string, string> what, bool deletes) = s_cases[name];
        await ApplyAsync(before(prefix));
        await using LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(fixture.Server, method);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        Assert.Equal((method, method == ChangeMethod.ModifyTimestamp), (replica.Position!.Method, replica.Position.Blind is not null));
        await ApplyAsync(what(prefix));
        await replica.FollowAsync(directory);
        bool gone = replica.Last.Any(change => change is PersonGone or GroupGone or ContainerGone);
        Assert.True(gone || !deletes);
        await replica.MustEqualFullReadAsync(directory);
        await replica.FollowAsync(directory);
        await replica.MustEqualFullReadAsync(directory);
        if (method == ChangeMethod.SyncRepl)
        {
            Assert.Single(replica.Last);
        }
    }

    [Fact]
    public async Task The_best_way_is_taken_that_the_server_offers_to_the_account()
    {
        fixture.Need();
        await using (LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(fixture.Server))
        {
            await ApplyAsync(Person("best"));
            Assert.Equal(ChangeMethod.AccessLog, (await directory.PositionAsync(Stop))!.Method);
        }

        await using (LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(fixture.Server, user: fixture.Server.ReaderDn))
        {
            Assert.NotNull(await directory.PositionAsync(Stop));
        }

        await using SlapdServer noLog = await SlapdServer.StartAsync(new SlapdOptions { AccessLog = false }, Stop);
        await using (LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(noLog))
        {
            Assert.Equal(ChangeMethod.SyncRepl, (await directory.PositionAsync(Stop))!.Method);
        }

        await using SlapdServer nothing = await SlapdServer.StartAsync(new SlapdOptions { AccessLog = false, SyncProvider = false }, Stop);
        await using (LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(nothing))
        {
            ChangePosition position = (await directory.PositionAsync(Stop))!;
            Assert.Equal(ChangeMethod.ModifyTimestamp, position.Method);
            Assert.Contains("Deletions", position.Blind, StringComparison.Ordinal);
            Assert.Equal("ChangesUnavailable", (await Assert.ThrowsAsync<RingCentralAdException>(async () =>
                await directory.ReadChangesAsync(new ChangePosition(ChangeMethod.SyncRepl, position.Source, "cmlkPTAwMA=="), s_attributes, Stop).CountAsync(Stop))).ErrorId);
        }
    }

    [Fact]
    public async Task A_provider_without_a_session_log_shows_changes_and_says_that_deletions_are_missing()
    {
        fixture.Need();
        await using SlapdServer server = await SlapdServer.StartAsync(new SlapdOptions { AccessLog = false, SessionLog = 0 }, Stop);
        await OpenLdapChangesFixture.ModifyAsync(server, $"dn: {Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n" + Person("a") + Person("b") + Person("c"));
        await using LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(server);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        await OpenLdapChangesFixture.ModifyAsync(server, Set("a", "mail", "a@corp.example") + Delete($"uid=b,{Root}"));
        await replica.FollowAsync(directory);
        Assert.Equal("a@corp.example", Assert.Single(replica.Last.OfType<PersonChanged>()).Person.MailKey);
        Assert.Empty(replica.Last.OfType<PersonGone>());
        Assert.Contains("Deletions", replica.Position!.Blind, StringComparison.Ordinal);
        Assert.Equal(2, await directory.ReadKeysAsync(Stop).CountAsync(Stop));
        await replica.FollowAsync(directory);
        Assert.Null(replica.Position.Blind);
    }

    [Fact]
    public async Task More_people_below_a_renamed_container_than_fit_into_a_page_are_all_shown()
    {
        fixture.Need();
        await using SlapdServer server = await SlapdServer.StartAsync(cancellationToken: Stop);
        await OpenLdapChangesFixture.ModifyAsync(server, $"dn: {Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n" + Unit("full")
            + string.Concat(Enumerable.Range(0, 1100).Select(n => PersonIn($"ou=full,{Root}", $"many{n}"))));
        await using LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(server);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        await OpenLdapChangesFixture.ModifyAsync(server, Rename($"ou=full,{Root}", "ou=renamed"));
        await replica.FollowAsync(directory);
        Assert.Equal(1100, replica.Last.OfType<PersonChanged>().Count());
        await replica.MustEqualFullReadAsync(directory);
    }

    [Theory]
    [InlineData(ChangeMethod.AccessLog, "20000101000000.000001Z", "no longer reaches back")]
    [InlineData(ChangeMethod.AccessLog, "yesterday", "damaged")]
    [InlineData(ChangeMethod.SyncRepl, "Z2FyYmFnZQ==", "does not go on")]
    [InlineData(ChangeMethod.SyncRepl, "%%", "damaged")]
    [InlineData(ChangeMethod.ModifyTimestamp, "", "damaged")]
    public async Task A_position_that_is_not_good_is_refused_with_the_reason(ChangeMethod method, string value, string word)
    {
        fixture.Need();
        await using LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(fixture.Server, method);
        string source = $"{fixture.Server.Address}:{fixture.Server.TlsPort}";
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
            await directory.ReadChangesAsync(new ChangePosition(method, source, value), s_attributes, Stop).CountAsync(Stop));
        Assert.Equal("ChangesUnavailable", error.ErrorId);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
            await directory.ReadChangesAsync(new ChangePosition(method, "elsewhere:636", value), s_attributes, Stop).CountAsync(Stop));
        Assert.Contains("elsewhere:636", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_carry_the_mark_that_moves_with_every_change()
    {
        fixture.Need();
        await ApplyAsync(Person("keyed") + Person("still"));
        await using LdapDirectory directory = await OpenLdapChangesFixture.OpenAsync(fixture.Server);
        Dictionary<string, DirectoryPersonKey> before = await directory.ReadKeysAsync(Stop).ToDictionaryAsync(person => person.Key, cancellationToken: Stop);
        await ApplyAsync(Set("keyed", "mail", "k@corp.example"));
        DirectoryPersonKey moved = Assert.Single(await directory.ReadKeysAsync(Stop).Where(person => person.Change != before[person.Key].Change).ToArrayAsync(Stop));
        AppUser keyed = await directory.ReadUsersAsync(new DirectoryRead(["uid"]), Stop).SingleAsync(person => person.Place.StartsWith("uid=keyed,", StringComparison.Ordinal), Stop);
        Assert.Equal((keyed.Key, keyed.ParentKey, (bool?)true), (moved.Key, moved.ParentKey, moved.Enabled));
    }

    private Task ApplyAsync(string ldif) => ldif.Length == 0 ? Task.CompletedTask : OpenLdapChangesFixture.ModifyAsync(fixture.Server, ldif);

    private static string Person(string name, params string[] lines) => PersonIn(Root, name, lines);

    private static string PersonIn(string container, string name, params string[] lines) =>
        $"dn: uid={name},{container}\nchangetype: add\nobjectClass: inetOrgPerson\nuid: {name}\ncn: {name}\nsn: {name}\n{string.Concat(lines.Select(line => line + "\n"))}\n";

    private static string Group(string name, params string[] members) =>
        $"dn: cn={name},{Root}\nchangetype: add\nobjectClass: groupOfNames\ncn: {name}\n{string.Concat(members.Select(member => $"member: uid={member},{Root}\n"))}\n";

    private static string Posix(string name, string member) =>
        $"dn: cn={name},{Root}\nchangetype: add\nobjectClass: posixGroup\ncn: {name}\ngidNumber: 1\nmemberUid: {member}\n\n";

    private static string Unit(string name) => $"dn: ou={name},{Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n";

    private static string Tree(string n) => Unit(n + "ou") + $"dn: ou={n}in,ou={n}ou,{Root}\nchangetype: add\nobjectClass: organizationalUnit\n\n" +
        PersonIn($"ou={n}ou,{Root}", n + 1) + PersonIn($"ou={n}in,ou={n}ou,{Root}", n + 2) +
        $"dn: cn={n}g,ou={n}in,ou={n}ou,{Root}\nchangetype: add\nobjectClass: groupOfNames\ncn: {n}g\nmember: {Root}\n\n";

    private static string Set(string name, string attribute, string? value) =>
        $"dn: uid={name},{Root}\nchangetype: modify\nreplace: {attribute}\n{(value is null ? "" : $"{attribute}: {value}\n")}\n";

    private static string Members(string group, string how, string member) =>
        $"dn: cn={group},{Root}\nchangetype: modify\n{how}: member\nmember: uid={member},{Root}\n\n";

    private static string Rename(string dn, string name, string? container = null) =>
        $"dn: {dn}\nchangetype: modrdn\nnewrdn: {name}\ndeleteoldrdn: 1\n{(container is null ? "" : $"newsuperior: {container}\n")}\n";

    private static string Delete(string dn) => $"dn: {dn}\nchangetype: delete\n\n";
}
