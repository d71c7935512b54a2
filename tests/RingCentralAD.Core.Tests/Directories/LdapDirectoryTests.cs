using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Reading a real Active Directory domain (Samba), looked at with ldapsearch.</summary>
[Collection(nameof(DomainFixture))]
public sealed class LdapDirectoryTests(DomainFixture domain)
{
    private static readonly string[] s_attributes = ["givenName", "sn", "mail", "department", "telephoneNumber", "mobile", "otherTelephone", "description", "objectSid", "c", "countryCode"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_is_read_as_ldapsearch_shows_them()
    {
        domain.Need();
        Dictionary<string, RawEntry> shown = await domain.SearchAsync(
            "(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)))", [.. s_attributes, "objectGUID", "userAccountControl"]);
        await using LdapDirectory directory = await domain.OpenAsync();
        DirectoryContainer[] containers = await directory.ReadContainersAsync(Stop).ToArrayAsync(Stop);
        Dictionary<string, string> containerKeys = containers.ToDictionary(container => DnText.Key(container.Place), container => container.Key);
        Dictionary<string, AppUser> read = await directory.ReadUsersAsync(new DirectoryRead(s_attributes), Stop).ToDictionaryAsync(user => user.Place, cancellationToken: Stop);

        Assert.Equal(DomainFixture.People + 2, read.Count);
        Assert.Equal(shown.Keys.Order(), read.Keys.Order());
        foreach ((string dn, AppUser user) in read)
        {
            RawEntry entry = shown[dn];
            Assert.Equal(EntryKey.Of(entry), user.Key);
            Assert.Equal((int.Parse(entry.Text("userAccountControl")!, System.Globalization.CultureInfo.InvariantCulture) & 2) == 0, user.Enabled);
            Assert.Equal(containerKeys[DnText.Key(DnText.Parent(dn))], user.ParentKey);
            foreach (string attribute in s_attributes.Except(["objectSid"]))
            {
                Assert.Equal(entry.Texts(attribute).Order(), (user.Attributes[attribute] as IReadOnlyList<string> ?? (user.Attributes.Text(attribute) is { } one ? [one] : [])).Order());
            }

            Assert.StartsWith("S-1-5-21-", user.Attributes.Text("objectSid"), StringComparison.Ordinal);
        }

        Assert.Contains(read.Values, user => !user.Enabled);
        Assert.Contains(read.Keys, dn => dn.Contains("山田", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_one_search_by_DirSync_and_in_pages_everybody_is_read_alike()
    {
        domain.Need();
        string[][] several = [s_attributes, [.. s_attributes, "cn"], [.. s_attributes, "manager", "memberOf", "no such attribute"]];
        foreach (string[] attributes in several)
        {
            foreach ((string user, string password) in new[] { (SambaServer.Administrator, SambaServer.Password), (DomainFixture.Reader, DomainFixture.ReaderPassword) })
            {
                Dictionary<string, AppUser> paged = await ReadAsync(Way.Pages, attributes, user, password);
                Assert.True(paged.Count >= DomainFixture.People);
                foreach (Way way in (Way[])[Way.OneSearch, Way.DirSync])
                {
                    Dictionary<string, AppUser> read = await ReadAsync(way, attributes, user, password);
                    Assert.Equal(paged.ToDictionary(pair => pair.Key, pair => pair.Value.Hash), read.ToDictionary(pair => pair.Key, pair => pair.Value.Hash));
                }
            }
        }
    }

    [Fact]
    public async Task A_common_name_is_by_DirSync_what_it_is_in_pages_however_odd()
    {
        domain.Need();
        string unit = $"OU=Odd names,{DomainFixture.Extra}";
        string[] names =
        [
            "Doe, John", "a+b=c", " leading", "trailing ", "#hash", "# both ", "semi;colon", "back\\slash", "quo\"te", "<angle>", "Müller-Lüdenscheidt", "山田 太郎", "🚀", "e\u0301",
            "equals=", "slash/and*star(paren)", "CNF\nCNF:0a1b2c3d-0000-4000-8000-000000000001", "two  spaces", "UPPER lower", new string('x', 64),
        ];
        await domain.Samba.LdapModifyAsync($"dn: {unit}\nchangetype: add\nobjectClass: organizationalUnit\n\n", Stop);
        for (int i = 0; i < names.Length; i++)
        {
            string dn = $"CN={string.Concat(Encoding.UTF8.GetBytes(names[i]).Select(octet => $"\\{octet:X2}"))},{unit}";
            await domain.Samba.LdapModifyAsync($"dn: {dn}\nchangetype: add\nobjectClass: user\nsAMAccountName: odd{i}\n\n", Stop);
        }

        string[] attributes = ["cn", "sAMAccountName"];
        AppUser[] read = [.. (await ReadAsync(Way.DirSync, attributes, SambaServer.Administrator, SambaServer.Password)).Values];
        Dictionary<string, AppUser> paged = await ReadAsync(Way.Pages, attributes, SambaServer.Administrator, SambaServer.Password);
        Assert.Equal(paged.Count, read.Length);
        Assert.All(read, person => Assert.Equal((paged[person.Key].Attributes.Text("cn"), paged[person.Key].Hash), (person.Attributes.Text("cn"), person.Hash)));
        Dictionary<string, string?> called = read.ToDictionary(person => person.Attributes.Text("sAMAccountName")!, person => person.Attributes.Text("cn"));
        Assert.Equal(names, Enumerable.Range(0, names.Length).Select(i => called[$"odd{i}"]));
        foreach (AppUser person in read.Where(person => person.Place.EndsWith(unit, StringComparison.Ordinal)))
        {
            await domain.Samba.LdapModifyAsync($"dn: <GUID={person.Key}>\nchangetype: delete\n\n", Stop);
        }

        await domain.Samba.LdapModifyAsync($"dn: {unit}\nchangetype: delete\n\n", Stop);
    }

    [Fact]
    public async Task The_domain_says_who_it_is()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        RawEntry root = (await domain.SearchAsync("(objectClass=domainDNS)", "objectGUID")).Values.Single();
        Assert.Equal((DirectoryKind.ActiveDirectory, "corp.example", SambaServer.BaseDn, EntryKey.Of(root)),
            (directory.Description.Kind, directory.Description.Name, directory.Description.NamingContext, directory.Description.DomainKey));
        Assert.Equal("givenName", directory.Description.Names["firstName"]);
    }

    [Fact]
    public async Task Containers_come_parents_first()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        HashSet<string> seen = [];
        DirectoryContainer[] containers = await directory.ReadContainersAsync(Stop).ToArrayAsync(Stop);
        foreach (DirectoryContainer container in containers)
        {
            Assert.True(container.ParentKey is null ? seen.Count == 0 : seen.Contains(container.ParentKey));
            seen.Add(container.Key);
        }

        Dictionary<string, RawEntry> shown = await domain.SearchAsync("(objectClass=organizationalUnit)", "objectGUID");
        Assert.Empty(shown.Keys.Except(containers.Select(container => container.Place)));
    }

    [Fact]
    public async Task Groups_have_the_members_that_ldapsearch_shows()
    {
        domain.Need();
        Dictionary<string, string?> keys = (await domain.SearchAsync("(objectClass=*)", "objectGUID")).ToDictionary(pair => DnText.Key(pair.Key), pair => EntryKey.Of(pair.Value));
        Dictionary<string, RawEntry> shown = await domain.SearchAsync("(objectClass=group)", "member", "objectSid", "objectGUID");
        await using LdapDirectory directory = await domain.OpenAsync();
        Dictionary<string, DirectoryGroup> groups = await directory.ReadGroupsAsync(Stop).ToDictionaryAsync(group => group.Place, cancellationToken: Stop);
        Assert.Equal(shown.Keys.Order(), groups.Keys.Order());
        foreach ((string dn, DirectoryGroup group) in groups)
        {
            RawEntry entry = shown[dn];
            Assert.Equal(EntryKey.Of(entry), group.Key);
            Assert.NotNull(group.Members);
            Assert.Equal(entry.Texts("member").Select(member => keys[DnText.Key(member)]).Order(), group.Members.Order());
            Assert.Equal(SecurityIdentifierText.RelativeId(entry.Bytes("objectSid")), group.PrimaryGroupId);
        }

        Assert.Equal(DomainFixture.People, groups[$"CN=Everybody,{DomainFixture.Extra}"].Members!.Count);
        Assert.Empty(groups[$"CN=Nobody,{DomainFixture.Extra}"].Members!);
        Assert.Contains(groups.Values, group => group.PrimaryGroupId == 513);
        Assert.Contains(groups["CN=RingCentral Users,OU=Staff," + SambaServer.BaseDn].Members!, groups.Values.Select(group => group.Key).Contains);
    }

    [Fact]
    public async Task The_first_comes_before_the_last_was_read()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        await foreach (AppUser user in directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop))
        {
            // Leaving the read early leaves a session that goes on working.
            Assert.NotNull(await directory.FindUserAsync(user.Key, ["mail"], Stop));
            break;
        }

        Assert.Equal(DomainFixture.People + 2, await directory.ReadUsersAsync(new DirectoryRead(["mail"]), Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task A_base_narrows_the_read_and_must_exist()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        Assert.Equal(2, await directory.ReadUsersAsync(new DirectoryRead([], DomainFixture.Extra), Stop).CountAsync(Stop));
        foreach (string baseDn in new[] { $"OU=None,{SambaServer.BaseDn}", "no DN at all" })
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await directory.ReadUsersAsync(new DirectoryRead([], baseDn), Stop).CountAsync(Stop));
            Assert.Equal(("AdBaseNotFound", ErrorKind.NotFound), (error.ErrorId, error.Kind));
            Assert.Equal(baseDn, error.Target);
        }
    }

    [Fact]
    public async Task Somebody_is_found_wherever_they_are_until_they_are_gone()
    {
        domain.Need();
        string dn = $"CN=Wanda,{DomainFixture.Extra}";
        await domain.Samba.LdapModifyAsync($"dn: {dn}\nchangetype: add\nobjectClass: user\nsAMAccountName: wanda\n\n", Stop);
        string key = EntryKey.Of((await domain.SearchAsync("(sAMAccountName=wanda)", "objectGUID")).Values.Single())!;
        await using LdapDirectory directory = await domain.OpenAsync();
        Assert.Equal(dn, (await directory.FindUserAsync(key, ["mail"], Stop))!.Place);
        await domain.Samba.LdapModifyAsync($"dn: {dn}\nchangetype: modrdn\nnewrdn: CN=Moved\\, Wanda\ndeleteoldrdn: 1\nnewsuperior: OU=Inner,{DomainFixture.Extra}\n\n", Stop);
        AppUser moved = (await directory.FindUserAsync(key, ["mail"], Stop))!;
        Assert.Equal($"CN=Moved\\, Wanda,OU=Inner,{DomainFixture.Extra}", moved.Place);
        Assert.Equal((await directory.FindContainerAsync("Inner", Stop)).Key, moved.ParentKey);
        await domain.Samba.LdapModifyAsync($"dn: {moved.Place}\nchangetype: delete\n\n", Stop);
        Assert.Null(await directory.FindUserAsync(key, ["mail"], Stop));
        Assert.Equal("AdEntryNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [new("pager", null, "1")], Stop))).ErrorId);
        Assert.Null(await directory.FindUserAsync("00000000-0000-0000-0000-000000000001", ["mail"], Stop));
        Assert.Null(await directory.FindUserAsync("no key", ["mail"], Stop));
        string computer = EntryKey.Of((await domain.SearchAsync("(cn=PC1)", "objectGUID")).Values.Single())!;
        Assert.Null(await directory.FindUserAsync(computer, ["mail"], Stop));
    }

    [Fact]
    public async Task A_new_OU_is_found_while_people_are_read()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        _ = await directory.ReadContainersAsync(Stop).CountAsync(Stop);
        await domain.Samba.LdapModifyAsync($"dn: OU=New,{DomainFixture.Extra}\nchangetype: add\nobjectClass: organizationalUnit\n\ndn: CN=New,OU=New,{DomainFixture.Extra}\nchangetype: add\nobjectClass: user\nsAMAccountName: newone\n\n", Stop);
        AppUser user = await directory.ReadUsersAsync(new DirectoryRead([], $"OU=New,{DomainFixture.Extra}"), Stop).SingleAsync(Stop);
        Assert.Equal((await directory.FindContainerAsync($"ou=new,{DomainFixture.Extra}", Stop)).Key, user.ParentKey);
        await domain.Samba.LdapModifyAsync($"dn: CN=New,OU=New,{DomainFixture.Extra}\nchangetype: delete\n\ndn: OU=New,{DomainFixture.Extra}\nchangetype: delete\n\n", Stop);
    }

    [Theory]
    [InlineData("Everybody")]
    [InlineData("EVERYBODY-sam")]
    [InlineData("cn=everybody, ou=extra, dc=corp, dc=example")]
    public async Task A_group_is_found_by_what_people_call_it(string given)
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        DirectoryGroup group = await directory.FindGroupAsync(given, Stop);
        Assert.Equal($"CN=Everybody,{DomainFixture.Extra}", group.Place);
        Assert.Equal(group.Place, (await directory.FindGroupAsync(group.Key.ToUpperInvariant(), Stop)).Place);
        foreach (string none in new[] { "none", "*", "(cn=*)", "CN=None," + SambaServer.BaseDn, "a=b" })
        {
            Assert.Contains((await Assert.ThrowsAsync<RingCentralAdException>(() => directory.FindGroupAsync(none, Stop))).ErrorId, new[] { "AdNotFound", "AdBaseNotFound" });
        }
    }

    [Fact]
    public async Task An_export_read_as_LDIF_gives_the_same_people_and_groups()
    {
        domain.Need();
        using TestFolder folder = new();
        string path = folder.File("export.ldif", await domain.Samba.LdapSearchAsync("(objectClass=*)", [], Stop));
        await using LdifDirectory file = await LdifDirectory.OpenAsync("d", new DirectorySettings { Servers = [path] }, TimeProvider.System, Stop);
        await using LdapDirectory server = await domain.OpenAsync();
        Assert.Equal(server.Description.DomainKey, file.Description.DomainKey);
        DirectoryRead read = new([.. s_attributes]);
        Dictionary<string, string> inFile = await file.ReadUsersAsync(read, Stop).ToDictionaryAsync(user => user.Key, user => user.Hash, cancellationToken: Stop);
        Dictionary<string, string> onServer = await server.ReadUsersAsync(read, Stop).ToDictionaryAsync(user => user.Key, user => user.Hash, cancellationToken: Stop);
        Assert.Equal(onServer.OrderBy(pair => pair.Key), inFile.OrderBy(pair => pair.Key));
        Dictionary<string, DirectoryGroup> groups = await file.ReadGroupsAsync(Stop).ToDictionaryAsync(group => group.Key, cancellationToken: Stop);
        HashSet<string> known = [.. inFile.Keys, .. groups.Keys];
        await foreach (DirectoryGroup group in server.ReadGroupsAsync(Stop))
        {
            Assert.Equal(group.Members!.Where(known.Contains).Order(), groups[group.Key].Members!.Order());
            Assert.Equal(group.PrimaryGroupId, groups[group.Key].PrimaryGroupId);
        }
    }

    private enum Way
    {
        OneSearch,
        DirSync,
        Pages,
    }

    /// <summary>Everybody, read in one way alone; by key.</summary>
    private async Task<Dictionary<string, AppUser>> ReadAsync(Way way, string[] attributes, string user, string password)
    {
        await using LdapSession session = new(new LdapServers(domain.Settings() with { UserName = user }, new NetworkCredential(user, password), TimeProvider.System));
        await session.OpenAsync(Stop);
        LdapDomain context = await LdapDomain.ReadAsync(session, null, new DirectoryOverrides(), Stop);
        Assert.True(context.SetsNoLimit);
        context = context with { SetsNoLimit = way == Way.OneSearch };
        string[] asked = new LdapPeople(session, context, new LdapContainers("d", session, context)).Asked(attributes);
        AppUserFactory factory = new("d", context.Profile, attributes);
        Dictionary<string, AppUser> read = [];
        await foreach (RawEntry entry in new EverybodyEntries(session, context, way == Way.Pages ? ChangeMethod.UsnChanged : null).ReadAsync(asked, Stop))
        {
            // DirSync shows no controller's own numbers: so it tells itself, where it covers the attributes.
            Assert.True(way == Way.DirSync || entry.Has("uSNChanged"));
            Assert.True(way != Way.DirSync || attributes.Contains("memberOf") || !entry.Has("uSNChanged"));
            // Where another test has hidden somebody's state, nobody is made of them.
            string key = EntryKey.Of(entry)!;
            if (factory.IsEnabled(entry) is { } enabled)
            {
                read.Add(key, factory.Create(entry, key, null, enabled, DateTimeOffset.UnixEpoch));
            }
        }

        return read;
    }
}
