using RingCentralAD.Ldap.Protocol;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>Requests octet by octet, as RFC 4511 has them.</summary>
public sealed class RequestTests
{
    [Fact]
    public void Simple_bind() => Same("30 12 02 01 01 60 0d 02 01 03 04 04 636e3d61 80 02 7077", LdapRequestWriter.SimpleBind(1, "cn=a", "pw"u8, []));

    [Fact]
    public void Simple_bind_that_asks_for_the_password_policy() => Same(
        "30 31 02 01 01 60 0d 02 01 03 04 04 636e3d61 80 02 7077 a0 1d 30 1b 04 19 312e332e362e312e342e312e34322e322e32372e382e352e31",
        LdapRequestWriter.SimpleBind(1, "cn=a", "pw"u8, [LdapControl.PasswordPolicy()]));

    [Fact]
    public void Sasl_bind() => Same("30 20 02 01 01 60 1b 02 01 03 04 00 a3 14 04 0a 4753532d53504e45474f 04 06 010203040506", LdapRequestWriter.SaslBind(1, "GSS-SPNEGO", [1, 2, 3, 4, 5, 6]));

    [Fact]
    public void Unbind() => Same("30 05 02 01 03 42 00", LdapRequestWriter.Unbind(3));

    [Fact]
    public void Abandon() => Same("30 06 02 01 05 50 01 04", LdapRequestWriter.Abandon(5, 4));

    [Fact]
    public void A_large_message_number_has_no_sign() => Same("30 09 02 02 00ff 50 03 7fffff", LdapRequestWriter.Abandon(255, 0x7fffff));

    [Fact]
    public void Extended_without_and_with_a_value()
    {
        Same("30 0c 02 01 01 77 07 80 05 312e322e33", LdapRequestWriter.Extended(1, "1.2.3", null));
        Same("30 10 02 01 01 77 0b 80 05 312e322e33 81 02 abcd", LdapRequestWriter.Extended(1, "1.2.3", [0xab, 0xcd]));
    }

    [Fact]
    public void Search_of_the_root_dse()
    {
        LdapSearch search = new() { Scope = LdapScope.Base, Attributes = ["+"] };
        Same("30 28 02 01 02 63 23 04 00 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 87 0b 6f626a656374436c617373 30 03 04 01 2b", LdapRequestWriter.Search(2, search, []));
    }

    [Fact]
    public void Search_with_limits_and_a_page()
    {
        LdapSearch search = new() { BaseDn = "a=b", Scope = LdapScope.OneLevel, SizeLimit = 500, TimeLimit = TimeSpan.FromSeconds(1.2), Filter = LdapFilter.Equal("c", "d") };
        Same(
            "30 4a 02 01 02 63 1f 04 03 613d62 0a 01 01 0a 01 00 02 02 01f4 02 01 02 01 01 00 a3 06 04 01 63 04 01 64 30 00" +
            "a0 24 30 22 04 16 312e322e3834302e3131333535362e312e342e333139 01 01 ff 04 05 30 03 020164",
            LdapRequestWriter.Search(2, search, [new(LdapControl.PagedResultsOid, true, [0x30, 0x03, 0x02, 0x01, 0x64])]));
    }

    [Fact]
    public void Compare_and_set_is_one_modify()
        => Same(
            "30 2c 02 01 04 66 27 04 04 636e3d61 30 1f" +
            "30 0d 0a 01 01 30 08 04 01 74 31 03 04 01 31" +
            "30 0e 0a 01 00 30 09 04 01 74 31 04 04 02 3232",
            LdapRequestWriter.Modify(4, "cn=a", [LdapModification.Delete("t", "1"), LdapModification.Add("t", "22")]));

    [Fact]
    public void Values_keep_their_order() => Same(
        "30 1b 02 01 04 66 16 04 00 30 12 30 10 0a 01 02 30 0b 04 01 74 31 06 04 01 7a 04 01 61",
        LdapRequestWriter.Modify(4, "", [LdapModification.Replace("t", "z", "a")]));

    [Fact]
    public void Compare() => Same("30 12 02 01 09 6e 0d 04 03 613d62 30 06 04 01 63 04 01 64", LdapRequestWriter.Compare(9, "a=b", "c", "d"u8.ToArray()));

    [Fact]
    public void Controls()
    {
        Same("30 06 02 01 64 04 01 63", LdapControl.PagedResults(100, "c"u8).Value!);
        Same("30 03 02 01 01", LdapControl.ExtendedNames().Value!);
        Same("30 0c 02 04 80000000 02 01 00 04 01 63", LdapControl.DirSync(int.MinValue, 0, "c"u8).Value!);
        Assert.Null(LdapControl.ShowDeleted().Value);
    }

    private static void Same(string expected, byte[] actual) => Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(actual));
}
