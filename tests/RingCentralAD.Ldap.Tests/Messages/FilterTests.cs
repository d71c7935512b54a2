using System.Formats.Asn1;
using RingCentralAD.Ldap.Protocol;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>RFC 4515 text in, tree, text and BER out.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("(cn=Babs Jensen)", null)]
    [InlineData("(!(cn=Tim Howes))", null)]
    [InlineData("(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))", null)]
    [InlineData("(o=univ*of*mich*)", null)]
    [InlineData("(seeAlso=)", null)]
    [InlineData("(cn:caseExactMatch:=Fred Flintstone)", null)]
    [InlineData("(cn:=Betty Rubble)", null)]
    [InlineData("(sn:dn:2.4.6.8.10:=Barney Rubble)", null)]
    [InlineData("(o:dn:=Ace Industry)", null)]
    [InlineData("(:1.2.3:=Wilma Flintstone)", null)]
    [InlineData("(:DN:2.4.6.8.10:=Dino)", "(:dn:2.4.6.8.10:=Dino)")]
    [InlineData("(o=Parens R Us \\28for all your parenthetical needs\\29)", null)]
    [InlineData("(cn=*\\2A*)", "(cn=*\\2a*)")]
    [InlineData("(filename=C:\\5cMyFile)", null)]
    [InlineData("(bin=\\00\\00\\00\\04)", null)]
    [InlineData("(sn=Lu\\c4\\8di\\c4\\87)", null)]
    [InlineData("(sn=Lučić)", "(sn=Lu\\c4\\8di\\c4\\87)")]
    [InlineData("(name=😀)", "(name=\\f0\\9f\\98\\80)")]
    [InlineData("(1.3.6.1.4.1.1466.0=\\04\\02\\48\\69)", "(1.3.6.1.4.1.1466.0=\\04\\02Hi)")]
    [InlineData("(cn=*)", null)]
    [InlineData("(a>=1)", null)]
    [InlineData("(a<=1)", null)]
    [InlineData("(a~=b)", null)]
    [InlineData("(&)", null)]
    [InlineData("(|)", null)]
    [InlineData(" ( & (a=1) (! (b=2) ) ) ", "(&(a=1)(!(b=2)))")]
    [InlineData("(cn= a )", null)]
    [InlineData("(userCertificate;binary=*)", null)]
    [InlineData("(a=b=c<d>e)", null)]
    public void Text_is_read_and_written(string text, string? written) => Assert.Equal(written ?? text, LdapFilter.Parse(text).ToString());

    [Theory]
    [InlineData("", 1)]
    [InlineData("cn=a", 1)]
    [InlineData("(cn=a", 6)]
    [InlineData("(cn=a))", 7)]
    [InlineData("(cn=a)(b=c)", 7)]
    [InlineData("(=a)", 2)]
    [InlineData("(cn)", 4)]
    [InlineData("(cn>a)", 5)]
    [InlineData("(cn=a(b)", 6)]
    [InlineData("(cn=\\2)", 5)]
    [InlineData("(cn=\\zz)", 5)]
    [InlineData("(cn=a**b)", 9)]
    [InlineData("(c n=a)", 3)]
    [InlineData("(!)", 3)]
    [InlineData("(!(a=1)(b=2))", 8)]
    [InlineData("(::=x)", 5)]
    [InlineData("(:=x)", 4)]
    [InlineData("(&(a=1)", 8)]
    public void What_is_wrong_is_told_with_its_place(string text, int character)
    {
        LdapException exception = Assert.Throws<LdapException>(() => LdapFilter.Parse(text));
        Assert.Equal(LdapErrorKind.InvalidFilter, exception.Kind);
        Assert.Contains($"at character {character}:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
        => Assert.Equal(LdapErrorKind.InvalidFilter, Assert.Throws<LdapException>(() => LdapFilter.Parse("(cn=" + (char)0xd800 + ")")).Kind);

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_exhaust_the_stack()
    {
        string text = string.Concat(Enumerable.Repeat("(!", 100_000));
        Assert.Equal(LdapErrorKind.InvalidFilter, Assert.Throws<LdapException>(() => LdapFilter.Parse(text)).Kind);
        Assert.NotNull(LdapFilter.Parse(string.Concat(Enumerable.Repeat("(!", 99)) + "(a=b)" + new string(')', 99)));
    }

    [Theory]
    [InlineData("*)(uid=*", "(cn=\\2a\\29\\28uid=\\2a)")]
    [InlineData("a\\b\0c", "(cn=a\\5cb\\00c)")]
    [InlineData("", "(cn=)")]
    public void A_built_filter_cannot_be_changed_by_its_value(string value, string text)
    {
        Assert.Equal(text, LdapFilter.Equal("cn", value).ToString());
        Assert.Equal(text, LdapFilter.Parse(text).ToString());
        Assert.Equal(text, $"(cn={LdapFilter.Escape(value)})");
    }

    [Fact]
    public void Builders_write_what_they_say()
    {
        LdapFilter filter = LdapFilter.And(
            LdapFilter.Or(LdapFilter.StartsWith("a", "x*"), LdapFilter.EndsWith("a", "y"), LdapFilter.Contains("a", "z"), LdapFilter.Contains("a", "")),
            LdapFilter.Not(LdapFilter.Matches("userAccountControl", "1.2.840.113556.1.4.803", "2")),
            LdapFilter.GreaterOrEqual("uSNChanged", 12),
            LdapFilter.LessOrEqual("a", "b"),
            LdapFilter.Equal("objectGUID", new Guid("00010203-0405-0607-0809-0a0b0c0d0e0f")));
        Assert.Equal(
            "(&(|(a=x\\2a*)(a=*y)(a=*z*)(a=*))(!(userAccountControl:1.2.840.113556.1.4.803:=2))(uSNChanged>=12)(a<=b)(objectGUID=\\03\\02\\01\\00\\05\\04\\07\\06\\08\\09\\0a\\0b\\0c\\0d\\0e\\0f))",
            filter.ToString());
        Assert.Equal(filter.ToString(), LdapFilter.Parse(filter.ToString()).ToString());
    }

    [Theory]
    [InlineData("cn=a)(b")]
    [InlineData("")]
    [InlineData("a b")]
    public void An_attribute_name_cannot_smuggle_a_filter_in(string name)
        => Assert.Equal(LdapErrorKind.InvalidFilter, Assert.Throws<LdapException>(() => LdapFilter.Equal(name, "x")).Kind);

    [Theory]
    [InlineData("(a=b)", "a3 06 04 01 61 04 01 62")]
    [InlineData("(a>=b)", "a5 06 04 01 61 04 01 62")]
    [InlineData("(a<=b)", "a6 06 04 01 61 04 01 62")]
    [InlineData("(a~=b)", "a8 06 04 01 61 04 01 62")]
    [InlineData("(a=*)", "87 01 61")]
    [InlineData("(a=b*c*d*e)", "a4 11 04 01 61 30 0c 80 01 62 81 01 63 81 01 64 82 01 65")]
    [InlineData("(a=*c*)", "a4 08 04 01 61 30 03 81 01 63")]
    [InlineData("(!(a=*))", "a2 03 87 01 61")]
    [InlineData("(&(a=*)(b=*))", "a0 06 87 01 61 87 01 62")]
    [InlineData("(|)", "a1 00")]
    [InlineData("(a:dn:1.2:=b)", "a9 0e 81 03 312e32 82 01 61 83 01 62 84 01 ff")]
    [InlineData("(:1.2:=b)", "a9 08 81 03 312e32 83 01 62")]
    public void Octet_by_octet(string text, string hex)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        LdapFilterWriter.Write(writer, LdapFilter.Parse(text));
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(writer.Encode()));
    }
}
