using System.Text;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Searches against a real domain controller, held to what ldapsearch reads.</summary>
[Collection(SambaData)]
public sealed class SearchTests(DirectoryServers servers) : SambaTests(servers)
{
    private static readonly LdapFilter s_people = LdapFilter.And(LdapFilter.Equal("objectCategory", "person"), LdapFilter.Present("employeeID"));

    [Fact]
    public async Task Two_and_a_half_thousand_people_in_pages_are_what_ldapsearch_reads()
    {
        string[] attributes = ["objectGUID", "sAMAccountName", "displayName", "mail", "telephoneNumber", "st", "userAccountControl", "manager", "memberOf"];
        SambaServer samba = await SambaAsync();
        await using LdapConnection connection = await ConnectAsync();
        SortedDictionary<string, string> own = new(StringComparer.Ordinal);
        LdapSearch search = new() { BaseDn = DirectoryServers.Domain.PeopleDn, Filter = s_people, Attributes = attributes };
        await foreach (LdapEntry entry in connection.SearchPagedAsync(search, 1000, Token))
        {
            own.Add(entry.Dn, Flatten(entry.Attributes.SelectMany(pair => pair.Value.Select(value => (pair.Key, value)))));
        }

        string ldif = await samba.LdapSearchAsync(["-b", search.BaseDn, search.Filter.ToString(), .. attributes], Token);
        SortedDictionary<string, string> theirs = Read(ldif);
        Assert.Equal(2500, theirs.Count);
        Assert.Equal(theirs.Keys, own.Keys);
        Assert.Equal(theirs, own);
    }

    [Fact]
    public async Task Values_are_read_as_text_bytes_and_guid()
    {
        SamplePerson person = new(25);
        await using LdapConnection connection = await ConnectAsync();
        LdapEntry entry = Assert.Single(await ListAsync(connection, LdapFilter.Equal("sAMAccountName", person.AccountName)));
        Assert.Equal(person.Dn(DirectoryServers.Domain.BaseDn), entry.Dn);
        Assert.Equal("Zoë", entry.GetString("GIVENNAME"));
        Assert.Equal(16, entry.GetBytes("objectGUID")!.Length);
        Assert.Contains("person", entry.GetStrings("objectClass"));
        Assert.Null(entry.GetString("facsimileTelephoneNumber"));
        Assert.Empty(entry.GetStrings("facsimileTelephoneNumber"));
        LdapEntry same = Assert.Single(await ListAsync(connection, LdapFilter.Equal("objectGUID", entry.GetGuid("objectGUID")!.Value)));
        Assert.Equal(entry.Dn, same.Dn);
        Assert.Equal(LdapErrorKind.InvalidSyntax, Assert.Throws<LdapException>(() => entry.GetGuid("mail")).Kind);
    }

    [Fact]
    public async Task A_comma_in_a_name_comes_back_escaped_and_can_be_searched()
    {
        SamplePerson person = new(97);
        await using LdapConnection connection = await ConnectAsync();
        LdapEntry entry = Assert.Single(await ListAsync(connection, LdapFilter.Equal("cn", person.CommonName)));
        Assert.Equal(person.Dn(DirectoryServers.Domain.BaseDn), entry.Dn);
    }

    [Theory]
    [InlineData("(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2))(department=Legal))")]
    [InlineData("(|(givenName=Zo\\c3\\ab)(sn=O'B*n))")]
    [InlineData("(&(employeeID=*)(sAMAccountName>=u002490))")]
    [InlineData("(displayName=*an*son)")]
    [InlineData("(memberOf=CN=Nest-L3,OU=Groups,OU=Lab,DC=corp,DC=example)")]
    public async Task A_filters_text_means_what_it_means_to_ldapsearch(string filter)
    {
        SambaServer samba = await SambaAsync();
        await using LdapConnection connection = await ConnectAsync();
        List<LdapEntry> own = await ListAsync(connection, LdapFilter.Parse(filter));
        SortedDictionary<string, string> theirs = Read(await samba.LdapSearchAsync(["-b", DirectoryServers.Domain.PeopleDn, filter, "1.1"], Token));
        Assert.NotEmpty(own);
        Assert.Equal(theirs.Keys, own.Select(entry => entry.Dn).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task References_to_other_partitions_are_told_and_not_followed()
    {
        SambaServer samba = await SambaAsync();
        await using LdapConnection connection = await ConnectAsync();
        LdapSearchOutcome outcome = new();
        LdapSearch search = new() { BaseDn = SambaServer.BaseDn, Filter = LdapFilter.Equal("sAMAccountName", "u000001"), Attributes = ["cn"] };
        Assert.Equal(1, await connection.SearchPagedAsync(search, 100, outcome, Token).CountAsync(Token));
        Assert.Contains(outcome.References, url => url.Contains("CN=Configuration", StringComparison.Ordinal));
        Assert.Equal(0, outcome.Result!.Code);
    }

    [Fact]
    public async Task A_base_that_does_not_exist_is_no_such_object_and_leaves_the_connection_open()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapSearch search = new() { BaseDn = "OU=Nowhere," + DirectoryServers.Domain.PeopleDn };
        LdapException exception = await Assert.ThrowsAsync<LdapException>(async () => await connection.SearchAsync(search, Token).CountAsync(Token));
        Assert.Equal((LdapErrorKind.NoSuchObject, 32), (exception.Kind, exception.ResultCode));
        Assert.Contains(search.BaseDn, exception.Message, StringComparison.Ordinal);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_malformed_base_is_an_invalid_dn()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(async () => await connection.SearchAsync(new() { BaseDn = "nonsense" }, Token).CountAsync(Token));
        Assert.Equal(LdapErrorKind.InvalidDn, exception.Kind);
    }

    [Fact]
    public async Task Many_searches_share_one_connection()
    {
        await using LdapConnection connection = await ConnectAsync();
        string[] names = await Task.WhenAll(Enumerable.Range(1, 200).Select(async number =>
        {
            SamplePerson person = new(number);
            LdapEntry entry = Assert.Single(await ListAsync(connection, LdapFilter.Equal("sAMAccountName", person.AccountName)));
            return entry.GetString("mail") ?? "";
        }));
        Assert.Equal(Enumerable.Range(1, 200).Select(number => new SamplePerson(number).Mail), names);
    }

    [Fact]
    public async Task Stopping_early_leaves_the_connection_usable()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapSearch search = new() { BaseDn = DirectoryServers.Domain.PeopleDn, Filter = s_people, Attributes = ["cn"] };
        for (int i = 0; i < 5; i++)
        {
            Assert.NotNull(await connection.SearchPagedAsync(search, 500, Token).FirstAsync(Token));
        }

        Assert.Equal(2500, await connection.SearchPagedAsync(search, 1000, Token).CountAsync(Token));
    }

    [Fact]
    public async Task Cancelling_ends_the_search_and_not_the_connection()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapSearch search = new() { BaseDn = DirectoryServers.Domain.PeopleDn, Filter = s_people };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (LdapEntry entry in connection.SearchPagedAsync(search, 100, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
        Assert.True(new LdapRootDse(await connection.ReadRootDseAsync(Token)).IsActiveDirectory);
    }

    private static async Task<List<LdapEntry>> ListAsync(LdapConnection connection, LdapFilter filter)
        => await connection.SearchAsync(new() { BaseDn = DirectoryServers.Domain.PeopleDn, Filter = filter }, Token).ToListAsync(Token);

    private static SortedDictionary<string, string> Read(string ldif)
    {
        SortedDictionary<string, string> entries = new(StringComparer.Ordinal);
        string bare = string.Join('\n', ldif.Split('\n').Where(line => !line.StartsWith('#')));
        foreach (string record in bare.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(record => record.Contains("dn:", StringComparison.Ordinal)))
        {
            List<(string Name, byte[] Value)> lines = [.. record.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)];
            entries.Add(Encoding.UTF8.GetString(lines[0].Value), Flatten(lines.Skip(1)));
        }

        return entries;
    }

    private static (string Name, byte[] Value) ReadLine(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string rest = line[(colon + 1)..];
        return (line[..colon], rest.StartsWith(':') ? Convert.FromBase64String(rest[1..].Trim()) : Encoding.UTF8.GetBytes(rest[1..]));
    }

    private static string Flatten(IEnumerable<(string Name, byte[] Value)> values)
        => string.Join('\n', values.Select(pair => pair.Name + "=" + Convert.ToHexString(pair.Value)).Order(StringComparer.Ordinal));
}
