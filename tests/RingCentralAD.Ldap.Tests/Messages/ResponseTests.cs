using RingCentralAD.Ldap.Protocol;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>Responses octet by octet, short and in Active Directory's long lengths.</summary>
public sealed class ResponseTests
{
    [Fact]
    public void Bind_response()
    {
        LdapMessage message = Read("30 0c 02 01 01 61 07 0a 01 00 04 00 04 00");
        Assert.Equal((1, LdapTag.BindResponse), (message.Id, message.Tag));
        Assert.Equal(0, Assert.IsType<LdapResult>(message.Body).Code);
    }

    [Fact]
    public void Lengths_in_four_octets_as_active_directory_writes_them()
    {
        LdapMessage message = Read("30 84 00000010 02 01 05 65 84 00000007 0a 01 20 04 00 04 00");
        Assert.Equal(5, message.Id);
        Assert.Equal(32, Assert.IsType<LdapResult>(message.Body).Code);
    }

    [Fact]
    public void Sasl_challenge()
    {
        LdapResult result = Assert.IsType<LdapResult>(Read("30 10 02 01 01 61 0b 0a 01 0e 04 00 04 00 87 02 abcd").Body);
        Assert.Equal(14, result.Code);
        Assert.Equal([0xab, 0xcd], result.Value);
    }

    [Fact]
    public void Entry_with_values_without_values_and_binary()
    {
        LdapEntry entry = Assert.IsType<LdapEntry>(Read("30 1f 02 01 02 64 1a 04 03 613d62 30 13 30 0a 04 01 63 31 05 04 00 04 01 ff 30 05 04 01 45 31 00").Body);
        Assert.Equal("a=b", entry.Dn);
        Assert.Equal("", entry.GetString("C"));
        Assert.Equal([[], [0xff]], entry.GetValues("c"));
        Assert.True(entry.Has("e"));
        Assert.Null(entry.GetBytes("e"));
        Assert.Equal(["c", "E"], entry.Attributes.Keys);
        Assert.Equal([[], [0xff]], entry.Attributes["C"]);
        LdapException exception = Assert.Throws<LdapException>(() => entry.GetStrings("c"));
        Assert.Equal(LdapErrorKind.InvalidSyntax, exception.Kind);
        Assert.Contains("'c' of 'a=b'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guid_is_sixteen_bytes_or_text()
    {
        Guid guid = new("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
        byte[] text = LdapBytes.Entry(1, "a=b", ("entryUUID", [guid.ToString()]));
        Assert.Equal(guid, Assert.IsType<LdapEntry>(LdapMessageReader.Read(text).Body).GetGuid("entryuuid"));
        LdapEntry binary = Assert.IsType<LdapEntry>(Read("30 24 02 01 02 64 1f 04 00 30 1b 30 19 04 01 67 31 14 0412" + "0000" + Convert.ToHexString(guid.ToByteArray())).Body);
        Assert.Throws<LdapException>(() => binary.GetGuid("g"));
        binary = Assert.IsType<LdapEntry>(Read("30 22 02 01 02 64 1d 04 00 30 19 30 17 04 01 67 31 12 0410" + Convert.ToHexString(guid.ToByteArray())).Body);
        Assert.Equal(guid, binary.GetGuid("g"));
        Assert.Null(binary.GetGuid("h"));
    }

    [Fact]
    public void References_are_listed()
        => Assert.Equal(["u", "vw"], Assert.IsType<string[]>(Read("30 0c 02 01 02 73 07 04 01 75 04 02 7677").Body));

    [Fact]
    public void Result_with_a_referral_a_page_cookie_and_something_new()
    {
        byte[] bytes = LdapBytes.Result(300, LdapBytes.SearchDone, 10, "why", "a=b", referrals: ["ldap://x"], control: ("1.2.840.113556.1.4.319", [0x30, 0x05, 0x02, 0x01, 0x00, 0x04, 0x00]));
        LdapResult result = Assert.IsType<LdapResult>(LdapMessageReader.Read(bytes).Body);
        Assert.Equal((10, "a=b", "why"), (result.Code, result.MatchedDn, result.Diagnostic));
        Assert.Equal(["ldap://x"], result.Referrals);
        Assert.Equal([], result.Control(LdapControl.PagedResultsOid)!.ReadPagedCookie());
        Assert.Equal(1, Assert.IsType<LdapResult>(Read("30 0f 02 01 01 61 0a 0a 01 01 04 00 04 00 95 01 00").Body).Code);
    }

    [Fact]
    public void DirSync_answer()
    {
        LdapControl control = new(LdapControl.DirSyncOid, false, Convert.FromHexString("3009020101020100040163"));
        (bool more, byte[] cookie) = control.ReadDirSync();
        Assert.True(more);
        Assert.Equal("c"u8.ToArray(), cookie);
    }

    [Theory]
    [InlineData("30 0d 02 01 01 61 07 0a 01 00 04 00 04 00 00")]
    [InlineData("30 0c 02 01 ff 61 07 0a 01 00 04 00 04 00")]
    [InlineData("30 0c 02 01 01 61 07 0a 01 00 04 00 24 00")]
    [InlineData("30 0c 02 01 01 61 07 0a 01 00 04 00 04 01")]
    [InlineData("30 10 02 05 0000000001 61 07 0a 01 00 04 00 04 00")]
    [InlineData("30 0b 02 00 61 07 0a 01 00 04 00 04 00")]
    [InlineData("30 0e 02 01 01 61 80 0a 01 00 04 00 04 00 0000")]
    [InlineData("30 0d 02 01 01 61 08 0a 01 00 04 01 ff 04 00")]
    [InlineData("30 09 02 01 02 64 04 04 00 30 00 30 00")]
    public void What_breaks_the_rules_is_refused(string hex) => Assert.Equal(LdapErrorKind.Protocol, Assert.Throws<LdapException>(() => Read(hex)).Kind);

    private static LdapMessage Read(string hex) => LdapMessageReader.Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
}
