using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Writing into a real Active Directory domain (Samba), looked at with ldapsearch.</summary>
[Collection(nameof(DomainFixture))]
public sealed class LdapWriteTests(DomainFixture domain)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_differs_is_written_and_only_there()
    {
        domain.Need();
        Dictionary<string, string> before = await ChangeNumbersAsync();
        await using LdapDirectory directory = await domain.OpenAsync();
        AppUser[] people = await directory.ReadUsersAsync(new DirectoryRead(["telephoneNumber", "ipPhone"]), Stop)
            .Where(user => user.Place.EndsWith("OU=Sales,OU=Staff," + SambaServer.BaseDn, StringComparison.Ordinal)).Take(40).ToArrayAsync(Stop);
        Assert.Contains(people, person => person.Attributes.ContainsKey("telephoneNumber"));
        Assert.Contains(people, person => !person.Attributes.ContainsKey("telephoneNumber"));
        foreach ((int index, AppUser person) in people.Index())
        {
            await directory.WriteAsync(person.Key, [new("telephoneNumber", person.Attributes.Text("telephoneNumber"), $"+1650555{index:D4}#{index}"), new("ipPhone", null, "Zoë")], Stop);
        }

        await directory.WriteAsync(people[0].Key, [new("ipPhone", "Zoë", null)], Stop);
        await directory.WriteAsync(people[0].Key, [new("ipPhone", null, null), new("pager", "", null)], Stop);

        Dictionary<string, RawEntry> shown = await domain.SearchAsync("(ipPhone=*)", "telephoneNumber", "ipPhone");
        Assert.Equal(people.Skip(1).Select(person => person.Place).Order(), shown.Keys.Order());
        Assert.All(people.Index().Skip(1), pair => Assert.Equal(($"+1650555{pair.Index:D4}#{pair.Index}", "Zoë"), (shown[pair.Item.Place].Text("telephoneNumber"), shown[pair.Item.Place].Text("ipPhone"))));
        Dictionary<string, string> after = await ChangeNumbersAsync();
        HashSet<string> touched = [.. people.Select(person => person.Place)];
        Assert.All(touched, dn => Assert.NotEqual(before[dn], after[dn]));
        Assert.Equal(before.Where(pair => !touched.Contains(pair.Key)).OrderBy(pair => pair.Key), after.Where(pair => !touched.Contains(pair.Key)).OrderBy(pair => pair.Key));
        AppUser again = (await directory.FindUserAsync(people[1].Key, ["telephoneNumber", "ipPhone"], Stop))!;
        Assert.Equal(again.Hash, AppUserHash.Of(people[1] with { Attributes = people[1].Attributes.With([new("telephoneNumber", "+16505550001#1"), new("ipPhone", "Zoë")]) }));
    }

    [Fact]
    public async Task What_somebody_else_wrote_meanwhile_stays()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        (string dn, string key) = await PersonAsync(directory, 11);
        await domain.Samba.LdapModifyAsync($"dn:: {Base64(dn)}\nchangetype: modify\nreplace: pager\npager: by hand\n\n", Stop);
        foreach (AttributeChange change in new AttributeChange[] { new("pager", null, "1"), new("pager", "0", "1"), new("pager", "by Hand", "1") })
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [new("ipPhone", null, "9"), change], Stop));
            Assert.Equal(("WriteBackStale", ErrorKind.Conflict), (error.ErrorId, error.Kind));
            Assert.Contains(dn, error.Message, StringComparison.Ordinal);
        }

        RawEntry shown = (await domain.SearchAsync($"(sAMAccountName={SampleDomain.AccountOf(11)})", "pager", "ipPhone")).Values.Single();
        Assert.Equal(("by hand", null), (shown.Text("pager"), shown.Text("ipPhone")));
    }

    [Theory]
    [InlineData("telephoneNumber", 65, "AdValueRefused", "length")]
    [InlineData("noSuchAttributeHere", 3, "AdValueRefused", "no such attribute")]
    [InlineData("gidNumber", 3, "AdValueRefused", "gidNumber")]
    [InlineData("manager", 3, "AdValueRefused", "manager")]
    [InlineData("memberOf", 3, "AdAttributeProtected", "memberOf")]
    public async Task A_value_that_the_directory_does_not_take_is_explained(string attribute, int length, string errorId, string says)
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync();
        (string dn, string key) = await PersonAsync(directory, 13);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [new(attribute, null, new string('x', length))], Stop));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
        Assert.Equal(errorId == "AdValueRefused" ? dn : attribute, error.Target);
    }

    [Fact]
    public async Task Without_the_right_to_write_the_error_names_the_right_to_grant()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync(user: DomainFixture.Reader, password: DomainFixture.ReaderPassword);
        (string dn, string key) = await PersonAsync(directory, 14);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => directory.WriteAsync(key, [new("ipPhone", null, "1")], Stop));
        Assert.Equal(("AdAccessDenied", ErrorKind.Denied), (error.ErrorId, error.Kind));
        Assert.Contains(dn, error.Message, StringComparison.Ordinal);
        Assert.Contains(DomainFixture.Reader, error.Message, StringComparison.Ordinal);
        Assert.Contains("WP;ipPhone;user", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_change_file_of_an_LDIF_directory_is_taken_by_ldapmodify()
    {
        domain.Need();
        using TestFolder folder = new();
        string path = folder.File("export.ldif", await domain.Samba.LdapSearchAsync("(objectClass=*)", [], Stop));
        await using LdifDirectory file = await LdifDirectory.OpenAsync("d", new DirectorySettings { Servers = [path] }, TimeProvider.System, Stop);
        AppUser[] all = await file.ReadUsersAsync(new DirectoryRead(["homePhone", "telephoneNumber", "cn"]), Stop).ToArrayAsync(Stop);
        AppUser[] people = [.. all.Where(user => user.Place.StartsWith("CN=Odd", StringComparison.Ordinal)), .. all.Where(user => user.Place.StartsWith("CN=Zoë", StringComparison.Ordinal)).Take(30)];
        Assert.Contains(people, person => person.Place.Contains("🚀", StringComparison.Ordinal));
        string longest = new('9', 64);
        foreach (AppUser person in people)
        {
            await file.WriteAsync(person.Key, [new("homePhone", null, longest), new("telephoneNumber", person.Attributes.Text("telephoneNumber"), " +49 Zoë")], Stop);
        }

        await domain.Samba.LdapModifyAsync(await File.ReadAllTextAsync(file.ChangeFile, Stop), Stop);
        await using LdapDirectory server = await domain.OpenAsync();
        foreach (AppUser person in people)
        {
            AppUser now = (await server.FindUserAsync(person.Key, ["homePhone", "telephoneNumber", "cn"], Stop))!;
            Assert.Equal((longest, " +49 Zoë"), (now.Attributes.Text("homePhone"), now.Attributes.Text("telephoneNumber")));
            Assert.Equal(now.Hash, (await file.FindUserAsync(person.Key, ["homePhone", "telephoneNumber", "cn"], Stop))!.Hash);
        }
    }

    private async Task<Dictionary<string, string>> ChangeNumbersAsync() =>
        (await domain.SearchAsync("(&(objectClass=*)(!(sAMAccountName=Administrator)))", "uSNChanged")).ToDictionary(pair => pair.Key, pair => pair.Value.Text("uSNChanged")!);

    private async Task<(string Dn, string Key)> PersonAsync(LdapDirectory directory, int number)
    {
        string key = EntryKey.Of((await domain.SearchAsync($"(sAMAccountName={SampleDomain.AccountOf(number)})", "objectGUID")).Values.Single())!;
        return ((await directory.FindUserAsync(key, [], Stop))!.Place, key);
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
