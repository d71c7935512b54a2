using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// Servers that are not to be had here, as their documentation shows what they say: known by their root DSE, read by their profile, changes by
/// what they offer; and any of it overridden.
/// </summary>
public sealed class OtherServersTests : IDisposable
{
    private const string Base = "dc=corp,dc=example";
    private static readonly string[] s_attributes = ["givenName", "sn", "mail", "uid"];

    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vendorName: Oracle Corporation|vendorVersion: Sun-Directory-Server/11.1.1.7.0|dataversion: 020130402", "389 DS / Oracle DSEE", "nsUniqueId", "nsAccountLock")]
    [InlineData("vendorName: Sun Microsystems, Inc.|vendorVersion: Sun Java(TM) System Directory Server/6.3", "389 DS / Oracle DSEE", "nsUniqueId", "nsAccountLock")]
    [InlineData("vendorName: 389 Project|vendorVersion: 389-Directory/2.3.1 B2023.017.0000", "389 DS / Oracle DSEE", "nsUniqueId", "nsAccountLock")]
    [InlineData("vendorName: Red Hat, Inc.|vendorVersion: Red Hat-Directory/12.2", "389 DS / Oracle DSEE", "nsUniqueId", "nsAccountLock")]
    [InlineData("vendorName: ForgeRock AS.|vendorVersion: OpenDJ Server 4.4.11", "OpenDJ / Oracle Unified Directory", "entryUUID", "ds-pwp-account-disabled")]
    [InlineData("vendorName: Open Identity Platform Community|vendorVersion: OpenDJ Server 4.6.2", "OpenDJ / Oracle Unified Directory", "entryUUID", "ds-pwp-account-disabled")]
    [InlineData("vendorName: ForgeRock AS.|vendorVersion: ForgeRock Directory Services 7.1.0", "OpenDJ / Oracle Unified Directory", "entryUUID", "ds-pwp-account-disabled")]
    [InlineData("vendorName: Oracle Corporation|vendorVersion: Oracle Unified Directory 12.2.1.4.0", "OpenDJ / Oracle Unified Directory", "entryUUID", "ds-pwp-account-disabled")]
    [InlineData("vendorName: Ping Identity Corporation|vendorVersion: PingDirectory Server 9.3.0.0", "OpenDJ / Oracle Unified Directory", "entryUUID", "ds-pwp-account-disabled")]
    [InlineData("vendorName: NetIQ Corporation|vendorVersion: LDAP Agent for NetIQ eDirectory 9.2.3 (40204.25)|directoryTreeName: t=CORP", "eDirectory", "GUID", "loginDisabled")]
    [InlineData("vendorName: Novell, Inc.|vendorVersion: eDirectory v8.7.0 (10410.29)", "eDirectory", "GUID", "loginDisabled")]
    [InlineData("objectClass: top|objectClass: OpenLDAProotDSE", "OpenLDAP", "entryUUID", "pwdAccountLockedTime")]
    public void A_server_is_known_by_what_it_says_of_itself(string root, string name, string key, string disabled)
    {
        RawEntry entry = Entries.Of("", [.. root.Split('|').Select(line => line.Split(": ", 2)).GroupBy(pair => pair[0]).Select(group => Entries.Text(group.Key, [.. group.Select(pair => pair[1])]))]);
        DirectoryProfile profile = DirectoryProfile.Of(entry);
        Assert.Equal((name, key, disabled), (profile.Name, profile.KeyAttribute, profile.DisabledAttribute));
    }

    [Fact]
    public async Task Oracle_DSEE_is_read_and_followed_by_its_change_log()
    {
        await using FakeDirectory server = Server(("vendorVersion", "Sun-Directory-Server/11.1.1.7.0"), ("namingContexts", "cn=changelog"), ("firstchangenumber", "40"), ("lastchangenumber", "41"));
        server.Put("cn=changelog", ("objectClass", "nsContainer"));
        Record(server, 41, "modify", "uid=ann," + Base, ("targetUniqueId", Unique(1)));
        Person(server, "ann", ("nsUniqueId", Unique(1)));
        Person(server, "bob", ("nsUniqueId", Unique(2)), ("nsAccountLock", "true"));
        Group(server, "staff", "uniqueMember", ("nsUniqueId", Unique(9)), "ann", "bob");
        await using LdapDirectory directory = await OpenAsync(server);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        Assert.Equal(new ChangePosition(ChangeMethod.ChangeLog, directory.Description.Server, "41@20260101000041Z"), replica.Position);
        Assert.Equal([("uid=ann," + Base, true), ("uid=bob," + Base, false)], await PeopleAsync(directory));
        Assert.Equal(2, (await directory.ReadGroupsAsync(Stop).SingleAsync(Stop)).Members!.Count);

        server.Remove("uid=bob," + Base);
        Person(server, "ann", ("nsUniqueId", Unique(1)), ("givenName", "Anna"));
        Person(server, "cy", ("nsUniqueId", Unique(3)));
        Record(server, 42, "delete", "uid=bob," + Base, ("targetUniqueId", Unique(2)));
        Record(server, 43, "modify", "uid=ann," + Base);
        Record(server, 44, "add", "uid=cy," + Base, ("targetUniqueId", Unique(3)));
        Record(server, 45, "modify", "cn=elsewhere,o=other");
        Group(server, "staff", "uniqueMember", ("nsUniqueId", Unique(9)), "ann");
        Record(server, 46, "modify", "cn=staff," + Base, ("targetUniqueId", Unique(9)));
        await replica.FollowAsync(directory);
        Assert.Single(replica.Last.OfType<PersonGone>());
        Assert.Equal("46@20260101000046Z", replica.Position!.Value);
        await replica.MustEqualFullReadAsync(directory);
    }

    [Fact]
    public async Task OpenDJ_is_read_and_followed_by_its_change_log_which_it_shows_without_pages()
    {
        await using FakeDirectory server = Server(("vendorName", "ForgeRock AS."), ("vendorVersion", "OpenDJ Server 4.4.11"), ("changelog", "cn=changelog"), ("firstChangeNumber", "0"), ("lastChangeNumber", "0"));
        server.Put("cn=changelog", ("objectClass", "container"));
        server.NoPagesBelow = "cn=changelog";
        Person(server, "ann", ("entryUUID", Uuid(1)));
        Person(server, "bob", ("entryUUID", Uuid(2)), ("ds-pwp-account-disabled", "true"));
        await using LdapDirectory directory = await OpenAsync(server);
        Assert.Same(DirectoryProfile.OpenDj, directory.Profile);
        DirectoryReplica replica = await DirectoryReplica.ReadAsync(directory, s_attributes);
        Assert.Equal((ChangeMethod.ChangeLog, "0@"), (replica.Position!.Method, replica.Position.Value));
        Assert.Equal([("uid=ann," + Base, true), ("uid=bob," + Base, false)], await PeopleAsync(directory));

        server.Remove("uid=ann," + Base);
        server.Put("uid=anna," + Base, ("objectClass", "inetOrgPerson"), ("uid", "anna"), ("cn", "anna"), ("sn", "ann"), ("entryUUID", Uuid(1)));
        Record(server, 1, "modrdn", "uid=ann," + Base, ("targetEntryUUID", Uuid(1)), ("newRDN", "uid=anna"), ("deleteOldRDN", "true"));
        server.Remove("uid=bob," + Base);
        Record(server, 2, "delete", "uid=bob," + Base, ("targetEntryUUID", Uuid(2)));
        await replica.FollowAsync(directory);
        Assert.Equal("2@20260101000002Z", replica.Position!.Value);
        await replica.MustEqualFullReadAsync(directory);
    }

    [Fact]
    public async Task A_deletion_whose_key_the_log_does_not_keep_asks_for_a_full_import_and_says_what_to_set()
    {
        await using FakeDirectory server = Server(("vendorVersion", "389-Directory/1.3.10"), ("firstchangenumber", "1"), ("lastchangenumber", "1"));
        server.Put("cn=changelog", ("objectClass", "nsContainer"));
        Record(server, 1, "add", "uid=ann," + Base);
        Person(server, "ann", ("nsUniqueId", Unique(1)));
        await using LdapDirectory directory = await OpenAsync(server);
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        server.Remove("uid=ann," + Base);
        Record(server, 2, "delete", "uid=ann," + Base);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadChangesAsync(position, s_attributes, Stop).CountAsync(Stop));
        Assert.Equal("ChangesUnavailable", error.ErrorId);
        Assert.Contains("uid=ann", error.Message, StringComparison.Ordinal);
        Assert.Contains("nsuniqueid:targetUniqueId", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EDirectory_is_read_by_GUID_and_followed_by_the_time_of_change()
    {
        await using FakeDirectory server = new(_authority);
        server.Put("", ("objectClass", "top"), ("vendorName", "NetIQ Corporation"), ("vendorVersion", "LDAP Agent for NetIQ eDirectory 9.2.3 (40204.25)"), ("namingContexts", ""));
        server.Put("o=corp", ("objectClass", "organization"), ("o", "corp"), ("GUID", new Guid(Uuid(100)).ToByteArray()), ("modifyTimestamp", "20260101000000Z"));
        Edir("cn=ann,o=corp", 1, ("loginDisabled", "FALSE"));
        Edir("cn=bob,o=corp", 2, ("loginDisabled", "TRUE"), ("uid", "robert"));
        RingCentralAdException unnamed = await Assert.ThrowsAsync<RingCentralAdException>(() => OpenAsync(server));
        Assert.Equal("AdNamingContext", unnamed.ErrorId);
        await using LdapDirectory directory = await OpenAsync(server, settings => settings with { NamingContext = "o=corp" });
        Assert.Same(DirectoryProfile.EDirectory, directory.Profile);
        Assert.Equal([("cn=ann,o=corp", true), ("cn=bob,o=corp", false)], await PeopleAsync(directory));

        // The login is the common name where there is no uid.
        List<AppUser> people = await directory.ReadUsersAsync(new DirectoryRead(["uid"]), Stop).ToListAsync(Stop);
        Assert.Equal(["ann", "robert"], people.Select(person => person.Attributes.Text("uid")).Order());
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        Assert.Equal(ChangeMethod.ModifyTimestamp, position.Method);
        Assert.Contains("Deletions", position.Blind, StringComparison.Ordinal);
        Edir("cn=cy,o=corp", 3, ("modifyTimestamp", "20260201000000Z"));
        Assert.Contains(await directory.ReadChangesAsync(position, s_attributes, Stop).ToListAsync(Stop), change => change is PersonChanged { Person.Place: "cn=cy,o=corp" });

        void Edir(string dn, int number, params (string, object)[] more) => server.Put(dn,
            [("objectClass", "inetOrgPerson"), ("cn", dn[3..dn.IndexOf(',', StringComparison.Ordinal)]), ("sn", "x"), ("GUID", new Guid(Uuid(number)).ToByteArray()), .. more.Any(pair => pair.Item1 == "modifyTimestamp") ? more : [("modifyTimestamp", "20260101000001Z"), .. more]]);
    }

    [Fact]
    public async Task Every_part_of_a_profile_can_be_overridden()
    {
        await using FakeDirectory server = Server(("vendorName", "IBM"), ("vendorVersion", "6.4"));
        server.Put("cn=Ann," + Base, ("objectClass", "contosoPerson"), ("cn", "Ann"), ("ibm-entryUuid", Uuid(1)), ("employeeStatus", "active"), ("mail", "ann@corp.example"));
        server.Put("cn=Bob," + Base, ("objectClass", "contosoPerson"), ("cn", "Bob"), ("ibm-entryUuid", Uuid(2)), ("employeeStatus", "Retired"));
        server.Put("cn=Robot," + Base, ("objectClass", "inetOrgPerson"), ("cn", "Robot"), ("sn", "x"), ("ibm-entryUuid", Uuid(3)));
        server.Put("cn=Team," + Base, ("objectClass", "contosoTeam"), ("cn", "Team"), ("ibm-entryUuid", Uuid(4)), ("teamMember", "cn=Ann," + Base));
        server.Put("cn=None," + Base, ("objectClass", "contosoTeam"), ("cn", "None"), ("ibm-entryUuid", Uuid(5)));
        server.Put(Base, ("objectClass", "domain"), ("dc", "corp"), ("ibm-entryUuid", Uuid(6)));
        DirectoryOverrides overrides = new()
        {
            PeopleFilter = "(objectClass=contosoPerson)",
            GroupFilter = "(objectClass=contosoTeam)",
            MemberAttributes = ["teamMember"],
            KeyAttribute = "ibm-entryUuid",
            DisabledAttribute = "employeeStatus",
            DisabledValues = ["retired", "locked"],
        };
        await using LdapDirectory directory = await OpenAsync(server, settings => settings with { Overrides = overrides });
        Assert.Equal([("cn=Ann," + Base, true), ("cn=Bob," + Base, false)], await PeopleAsync(directory));
        Dictionary<string, DirectoryGroup> groups = await directory.ReadGroupsAsync(Stop).ToDictionaryAsync(group => group.Name, cancellationToken: Stop);
        Assert.Equal(["None", "Team"], groups.Keys.Order());
        Assert.Equal([Uuid(1)], groups["Team"].Members!);
        Assert.Empty(groups["None"].Members!);
        Assert.Equal("cn=Ann," + Base, (await directory.FindUserAsync(Uuid(1), s_attributes, Stop))!.Place);
        Assert.Null(await directory.FindUserAsync(Uuid(3), s_attributes, Stop));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static async Task<(string, bool)[]> PeopleAsync(LdapDirectory directory) =>
        [.. (await directory.ReadUsersAsync(new DirectoryRead(s_attributes), Stop).ToListAsync(Stop)).Select(person => (person.Place, person.Enabled)).OrderBy(person => person.Place, StringComparer.Ordinal)];

    private static string Uuid(int number) => $"5d2a4b01-9c10-11ee-8c0e-{number:x12}";

    private static string Unique(int number) => $"5d2a4b01-9c1011ee-8c0e0000-{number:x8}";

    private static void Record(FakeDirectory server, int number, string type, string dn, params (string, object)[] more)
    {
        server.Put($"changenumber={number},cn=changelog",
            [("objectClass", "changeLogEntry"), ("changeNumber", $"{number}"), ("changeTime", $"2026010100{number:D4}Z"), ("changeType", type), ("targetDn", dn), .. more]);
    }

    private static void Person(FakeDirectory server, string uid, params (string, object)[] more) =>
        server.Put($"uid={uid},{Base}", [("objectClass", "top"), ("objectClass", "inetOrgPerson"), ("uid", uid), ("cn", uid), ("sn", uid), ("mail", $"{uid}@corp.example"), .. more]);

    private static void Group(FakeDirectory server, string name, string attribute, (string, object) key, params string[] members) =>
        server.Put($"cn={name},{Base}", [("objectClass", attribute == "member" ? "groupOfNames" : "groupOfUniqueNames"), ("cn", name), key, .. members.Select(member => (attribute, (object)$"uid={member},{Base}"))]);

    private FakeDirectory Server(params (string, object)[] root)
    {
        FakeDirectory server = new(_authority);
        server.Put("", [("objectClass", "top"), ("namingContexts", Base), .. root]);
        server.Put(Base, ("objectClass", "domain"), ("dc", "corp"), ("nsUniqueId", Unique(100)), ("entryUUID", Uuid(100)));
        return server;
    }

    private Task<LdapDirectory> OpenAsync(FakeDirectory server, Func<DirectorySettings, DirectorySettings>? change = null)
    {
        DirectorySettings settings = new() { Servers = [server.Address], CaCertificate = _folder.File("ca.pem", _authority.Pem), UserName = "cn=admin" };
        return LdapDirectory.OpenAsync("d", change?.Invoke(settings) ?? settings, new NetworkCredential("cn=admin", "some-password-1"), TimeProvider.System, Stop);
    }
}
