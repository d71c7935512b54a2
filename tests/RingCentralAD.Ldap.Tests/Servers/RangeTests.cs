using System.Text;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Attributes with thousands of values, extended DNs and tombstones on a real domain controller.</summary>
[Collection(SambaData)]
public sealed class RangeTests(DirectoryServers servers) : SambaTests(servers)
{
    [Fact]
    public async Task All_members_of_a_large_group_are_read()
    {
        await using LdapConnection connection = await ConnectAsync();
        IReadOnlyList<byte[]> values = await connection.ReadAllValuesAsync(DirectoryServers.Domain.GroupDn("All-Staff"), "member", Token);
        IEnumerable<string> expected = DirectoryServers.Domain.Persons.Select(person => person.Dn(DirectoryServers.Domain.BaseDn));
        Assert.Equal(expected.Order(StringComparer.Ordinal), values.Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_group_without_members_has_none()
    {
        await using LdapConnection connection = await ConnectAsync();
        Assert.Empty(await connection.ReadAllValuesAsync("CN=Protected Users,CN=Users,DC=corp,DC=example", "member", Token));
    }

    [Fact]
    public async Task A_piece_of_a_servers_choice_is_found_in_the_entry()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapSearch search = new() { BaseDn = DirectoryServers.Domain.GroupDn("All-Staff"), Scope = LdapScope.Base, Attributes = ["member;range=0-999"] };
        LdapEntry entry = await connection.SearchAsync(search, Token).SingleAsync(Token);
        LdapValueRange range = Assert.IsType<LdapValueRange>(LdapValueRange.Find(entry, "Member"));
        Assert.Equal((0, 999, false), (range.Low, range.High, range.IsLast));
        Assert.Equal(1000, entry.GetStrings(range.Name).Count);
        Assert.Empty(entry.GetStrings("member"));
    }

    [Fact]
    public async Task Extended_dns_begin_with_the_guid()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapSearch search = new() { BaseDn = PersonDn(2), Scope = LdapScope.Base, Attributes = ["objectGUID", "manager"], Controls = [LdapControl.ExtendedNames()] };
        LdapEntry entry = await connection.SearchAsync(search, Token).SingleAsync(Token);
        Assert.StartsWith($"<GUID={entry.GetGuid("objectGUID")}>;<SID=S-1-5-21-", entry.Dn, StringComparison.Ordinal);
        Assert.EndsWith(PersonDn(2), entry.Dn, StringComparison.Ordinal);
        Assert.StartsWith("<GUID=", entry.GetString("manager"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_come_with_a_cookie()
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapSearchOutcome outcome = new();
        LdapSearch search = new() { BaseDn = DirectoryServers.Domain.BaseDn, Filter = LdapFilter.Equal("objectClass", "user"), Attributes = ["sAMAccountName", "ipPhone"] };
        Assert.True(await connection.SearchAsync(With([]), outcome, Token).CountAsync(Token) > 2500);
        (bool more, byte[] cookie) = outcome.Result!.Control(LdapControl.DirSyncOid)!.ReadDirSync();
        Assert.False(more);
        await connection.ModifyAsync(PersonDn(301), [LdapModification.Replace("ipPhone", "301")], Token);
        LdapEntry changed = await connection.SearchAsync(With(cookie), Token).SingleAsync(Token);
        Assert.Equal((PersonDn(301), "301"), (changed.Dn, changed.GetString("ipPhone")));

        LdapSearch With(byte[] from) => search with { Controls = [LdapControl.DirSync(0, 0, from)] };
    }
}
