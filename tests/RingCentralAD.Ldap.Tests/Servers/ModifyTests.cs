using System.Text;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Writing to a real domain controller: what is done, and what is refused without a trace.</summary>
[Collection(SambaData)]
public sealed class ModifyTests(DirectoryServers servers) : SambaTests(servers)
{
    [Fact]
    public async Task Deleting_the_old_value_and_adding_the_new_is_a_compare_and_set()
    {
        SambaServer samba = await SambaAsync();
        string dn = PersonDn(101);
        string old = new SamplePerson(101).TelephoneNumber;
        await using LdapConnection connection = await ConnectAsync();
        await connection.ModifyAsync(dn, [LdapModification.Delete("telephoneNumber", old), LdapModification.Add("telephoneNumber", "+16505550101")], Token);
        Assert.Contains("telephoneNumber: +16505550101\n", await samba.LdapSearchAsync(["-b", dn, "-s", "base", "telephoneNumber"], Token), StringComparison.Ordinal);

        LdapException stale = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync(
            dn, [LdapModification.Delete("telephoneNumber", old), LdapModification.Add("telephoneNumber", "+16505550999")], Token));
        Assert.Equal((LdapErrorKind.NoSuchAttribute, 16, false), (stale.Kind, stale.ResultCode, stale.OutcomeUnknown));
        Assert.Contains(dn, stale.Message, StringComparison.Ordinal);
        Assert.Equal("+16505550101", await ReadAsync(connection, dn, "telephoneNumber"));
    }

    [Fact]
    public async Task Replace_sets_changes_and_clears()
    {
        string dn = PersonDn(102);
        await using LdapConnection connection = await ConnectAsync();
        foreach (string value in (string[])["1001", "1002 é"])
        {
            await connection.ModifyAsync(dn, [LdapModification.Replace("ipPhone", value)], Token);
            Assert.Equal(value, await ReadAsync(connection, dn, "ipPhone"));
        }

        await connection.ModifyAsync(dn, [LdapModification.Replace("ipPhone")], Token);
        Assert.Null(await ReadAsync(connection, dn, "ipPhone"));
    }

    [Fact]
    public async Task Several_values_of_one_attribute_are_kept_apart()
    {
        string dn = PersonDn(103);
        await using LdapConnection connection = await ConnectAsync();
        await connection.ModifyAsync(dn, [LdapModification.Add("otherTelephone", "1", "2", "3")], Token);
        await connection.ModifyAsync(dn, [LdapModification.Delete("otherTelephone", "2")], Token);
        LdapEntry entry = await connection.SearchAsync(new() { BaseDn = dn, Scope = LdapScope.Base }, Token).SingleAsync(Token);
        Assert.Equal(["1", "3"], entry.GetStrings("otherTelephone").Order(StringComparer.Ordinal));
        Assert.True(await connection.CompareAsync(dn, "otherTelephone", Encoding.UTF8.GetBytes("3"), Token));
        Assert.False(await connection.CompareAsync(dn, "otherTelephone", Encoding.UTF8.GetBytes("2"), Token));
    }

    [Fact]
    public async Task One_wrong_part_undoes_the_whole_request()
    {
        string dn = PersonDn(104);
        await using LdapConnection connection = await ConnectAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync(
            dn, [LdapModification.Replace("telephoneNumber", "+1000"), LdapModification.Replace("ipPhone", new string('9', 65))], Token));
        Assert.Equal(LdapErrorKind.InvalidSyntax, exception.Kind);
        Assert.Equal(new SamplePerson(104).TelephoneNumber, await ReadAsync(connection, dn, "telephoneNumber"));
    }

    [Theory]
    [InlineData("telephoneNumber", "+1", LdapErrorKind.AttributeOrValueExists)]
    [InlineData("noSuchAttributeAtAll", "x", LdapErrorKind.NoSuchAttribute)]
    [InlineData("dc", "x", LdapErrorKind.ObjectClassViolation)]
    [InlineData("manager", "CN=Nobody,DC=corp,DC=example", LdapErrorKind.ConstraintViolation)]
    [InlineData("memberOf", "CN=Users,DC=corp,DC=example", LdapErrorKind.Unwilling)]
    public async Task Every_refusal_has_its_kind(string attribute, string value, LdapErrorKind kind)
    {
        await using LdapConnection connection = await ConnectAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ModifyAsync(PersonDn(1), [LdapModification.Add(attribute, value)], Token));
        Assert.Equal(kind, exception.Kind);
    }

    [Fact]
    public async Task An_entry_that_is_gone_and_a_missing_right_are_told_apart()
    {
        SambaServer samba = await SambaAsync();
        await using LdapConnection administrator = await ConnectAsync();
        LdapException gone = await Assert.ThrowsAsync<LdapException>(() => administrator.ModifyAsync("CN=Gone," + SambaServer.BaseDn, [LdapModification.Replace("mail", "x")], Token));
        Assert.Equal(LdapErrorKind.NoSuchObject, gone.Kind);

        SamplePerson person = new(3);
        await using LdapConnection own = await LdapConnection.ConnectAsync(Options(samba), new LdapCredential.Simple(person.Mail, Secret(person.Password!)), Token);
        LdapException denied = await Assert.ThrowsAsync<LdapException>(() => own.ModifyAsync(PersonDn(4), [LdapModification.Replace("mail", "x@y")], Token));
        Assert.Equal(LdapErrorKind.InsufficientRights, denied.Kind);
        await own.ModifyAsync(PersonDn(3), [LdapModification.Replace("telephoneNumber", "+16505550003")], Token);
    }

    private static async Task<string?> ReadAsync(LdapConnection connection, string dn, string attribute)
        => (await connection.SearchAsync(new() { BaseDn = dn, Scope = LdapScope.Base, Attributes = [attribute] }, Token).SingleAsync(Token)).GetString(attribute);
}
