using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Reading and writing a real OpenLDAP server, looked at with ldapsearch.</summary>
public sealed class OpenLdapTests(OpenLdapFixture server) : IClassFixture<OpenLdapFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_read_by_entryUUID_under_their_own_names()
    {
        server.Need();
        Dictionary<string, RawEntry> shown = await SearchAsync("(objectClass=inetOrgPerson)", "entryUUID", "mail");
        await using LdapDirectory directory = await server.OpenAsync();
        Assert.Equal((DirectoryKind.Ldap, "corp.example", OpenLdapFixture.BaseDn, "OpenLDAP", "uid"),
            (directory.Description.Kind, directory.Description.Name, directory.Description.NamingContext, directory.Profile.Name, directory.Description.Names["userName"]));
        DirectoryContainer[] containers = await directory.ReadContainersAsync(Stop).ToArrayAsync(Stop);
        Assert.Equal([OpenLdapFixture.BaseDn, $"ou=groups,{OpenLdapFixture.BaseDn}", $"ou=people,{OpenLdapFixture.BaseDn}"], containers.Select(container => container.Place).Order());
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead(["mail", "departmentNumber", "street", "uid"]), Stop).ToArrayAsync(Stop);
        Assert.Equal(OpenLdapFixture.People, people.Length);
        Assert.All(people, person =>
        {
            Assert.Equal(shown[person.Place].Text("entryUUID"), person.Key);
            Assert.Equal(shown[person.Place].Text("mail"), person.MailKey);
            Assert.Equal(containers.Single(container => container.Place.StartsWith("ou=people", StringComparison.Ordinal)).Key, person.ParentKey);
            Assert.Contains(person.Attributes.Text("departmentNumber"), new[] { "Sales", "Support" });
        });
        Assert.Equal(people[7].Hash, (await directory.FindUserAsync(people[7].Key, ["mail", "departmentNumber", "street", "uid"], Stop))!.Hash);
        Assert.Null(await directory.FindUserAsync("00000000-0000-0000-0000-000000000001", ["mail"], Stop));
    }

    [Fact]
    public async Task An_account_locked_by_an_administrator_is_disabled()
    {
        server.Need();
        await server.ToolAsync("ldapmodify", $"dn: {OpenLdapFixture.PersonDn(9)}\nchangetype: modify\nadd: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n\n", "-e", "relax");
        await using LdapDirectory directory = await server.OpenAsync();
        AppUser[] disabled = await directory.ReadUsersAsync(new DirectoryRead(["uid"]), Stop).Where(person => !person.Enabled).ToArrayAsync(Stop);
        Assert.Equal(OpenLdapFixture.PersonDn(9), Assert.Single(disabled).Place);
    }

    [Fact]
    public async Task Groups_of_all_kinds_name_their_members_by_key()
    {
        server.Need();
        await using LdapDirectory directory = await server.OpenAsync();
        Dictionary<string, string> keys = await directory.ReadUsersAsync(new DirectoryRead(["uid"]), Stop).ToDictionaryAsync(person => person.Place, person => person.Key, cancellationToken: Stop);
        Dictionary<string, DirectoryGroup> groups = await directory.ReadGroupsAsync(Stop).ToDictionaryAsync(group => group.Name, cancellationToken: Stop);
        Assert.Equal([keys[OpenLdapFixture.PersonDn(1)], keys[OpenLdapFixture.PersonDn(2)]], groups["inner"].Members!);
        Assert.Equal([groups["inner"].Key, keys[OpenLdapFixture.PersonDn(3)]], groups["outer"].Members!);
        Assert.Equal(keys.Values.Order(), groups["unique"].Members!.Order());
        Assert.Equal([keys[OpenLdapFixture.PersonDn(4)]], groups["posix"].Members!);
        Assert.Empty(groups["empty"].Members!);
        Assert.Single(groups["hidden"].Members!);
        Assert.Equal(groups["outer"].Key, (await directory.FindGroupAsync("OUTER", Stop)).Key);
        Assert.Equal($"ou=people,{OpenLdapFixture.BaseDn}", (await directory.FindContainerAsync("People", Stop)).Place);
    }

    [Fact]
    public async Task Members_that_may_not_be_seen_are_unknown_and_limits_are_kept_by_pages()
    {
        server.Need();
        await using LdapDirectory directory = await server.OpenAsync(OpenLdapFixture.Reader);
        Dictionary<string, DirectoryGroup> groups = await directory.ReadGroupsAsync(Stop).ToDictionaryAsync(group => group.Name, cancellationToken: Stop);
        Assert.Null(groups["hidden"].Members);
        Assert.Empty(groups["empty"].Members!);
        Assert.Equal(OpenLdapFixture.People, groups["unique"].Members!.Count);
        Assert.Equal(OpenLdapFixture.People, await directory.ReadUsersAsync(new DirectoryRead(["uid"]), Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task A_write_deletes_the_old_value_adds_the_new_one_and_leaves_the_others()
    {
        server.Need();
        await using LdapDirectory directory = await server.OpenAsync();
        string key = (await SearchAsync("(uid=p0006)", "entryUUID")).Values.Single().Text("entryUUID")!;
        await directory.WriteAsync(key, [new("telephoneNumber", "+1 650 555 0100", "+16505550199 x321"), new("roomNumber", null, "Zoë")], Stop);
        RawEntry shown = (await SearchAsync("(uid=p0006)", "telephoneNumber", "roomNumber")).Values.Single();
        Assert.Equal(["+1 650 555 0101", "+16505550199 x321"], shown.Texts("telephoneNumber").Order());
        Assert.Equal("Zoë", shown.Text("roomNumber"));
        foreach (AttributeChange change in new AttributeChange[] { new("telephoneNumber", "+1 650 555 0100", "+1"), new("telephoneNumber", null, "+1"), new("roomNumber", "old", null) })
        {
            Assert.Equal("WriteBackStale", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [change], Stop))).ErrorId);
        }

        // The guide's number#extension is no telephone number to OpenLDAP: the error must say why.
        RingCentralAdException number = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [new("pager", null, "+16505550199#321")], Stop));
        Assert.Equal("AdValueRefused", number.ErrorId);
        Assert.Contains("'#'", number.Message, StringComparison.Ordinal);
        RingCentralAdException refused = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [new("ipPhone", null, "1")], Stop));
        Assert.Equal("AdValueRefused", refused.ErrorId);
        Assert.Contains("no such attribute", refused.Message, StringComparison.Ordinal);
        await using LdapDirectory reader = await server.OpenAsync(OpenLdapFixture.Reader, startTls: true);
        Assert.Equal("AdAccessDenied", (await Assert.ThrowsAsync<RingCentralAdException>(() => reader.WriteAsync(key, [new("fax", null, "1")], Stop))).ErrorId);
    }

    [Fact]
    public async Task An_export_by_ldapsearch_gives_the_same_people_and_its_changes_are_taken_by_ldapmodify()
    {
        server.Need();
        using TestFolder folder = new();
        string path = folder.File("export.ldif", await server.ToolAsync("ldapsearch", null, "-LLL", "-b", OpenLdapFixture.BaseDn, "(objectClass=*)", "*", "entryUUID"));
        await using LdifDirectory file = await LdifDirectory.OpenAsync("d", new DirectorySettings { Servers = [path] }, TimeProvider.System, Stop);
        await using LdapDirectory directory = await server.OpenAsync();
        DirectoryRead read = new(["mail", "cn", "departmentNumber", "roomNumber"]);
        Dictionary<string, string> onServer = await directory.ReadUsersAsync(read, Stop).Where(person => person.Enabled).ToDictionaryAsync(person => person.Key, person => person.Hash, cancellationToken: Stop);
        AppUser[] people = await file.ReadUsersAsync(read, Stop).ToArrayAsync(Stop);
        Assert.All(onServer, pair => Assert.Equal(pair.Value, people.Single(person => person.Key == pair.Key).Hash));
        foreach (AppUser person in people.Skip(100).Take(20))
        {
            await file.WriteAsync(person.Key, [new("roomNumber", null, $"Zoë <{new string('9', 90)}> ")], Stop);
        }

        await server.ToolAsync("ldapmodify", await File.ReadAllTextAsync(file.ChangeFile, Stop));
        foreach (AppUser person in people.Skip(100).Take(20))
        {
            Assert.Equal((await file.FindUserAsync(person.Key, read.Attributes, Stop))!.Hash, (await directory.FindUserAsync(person.Key, read.Attributes, Stop))!.Hash);
        }
    }

    private async Task<Dictionary<string, RawEntry>> SearchAsync(string filter, params string[] attributes)
    {
        string text = await server.ToolAsync("ldapsearch", null, ["-LLL", "-b", OpenLdapFixture.BaseDn, filter, .. attributes]);
        using LdifReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ldapsearch");
        return reader.ReadAll().Select(record => record.ToEntry()).ToDictionary(entry => entry.Dn, StringComparer.Ordinal);
    }
}
