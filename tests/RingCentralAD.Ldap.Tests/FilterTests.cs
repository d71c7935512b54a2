using System.Formats.Asn1;
using Xunit;

namespace RingCentralAD.Ldap.Tests;

public sealed class FilterTests
{
    [Theory]
    [InlineData("(cn=Babs Jensen)", "(cn=Babs Jensen)")]
    [InlineData("(!(cn=Tim Howes))", "(!(cn=Tim Howes))")]
    [InlineData("(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))", "(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))")]
    [InlineData("(o=univ*of*mich*)", "(o=univ*of*mich*)")]
    [InlineData("(seeAlso=)", "(seeAlso=)")]
    [InlineData("(cn:caseExactMatch:=Fred Flintstone)", "(cn:caseExactMatch:=Fred Flintstone)")]
    [InlineData("(sn:dn:2.4.6.8.10:=Barney Rubble)", "(sn:dn:2.4.6.8.10:=Barney Rubble)")]
    [InlineData("(userAccountControl:1.2.840.113556.1.4.803:=2)", "(userAccountControl:1.2.840.113556.1.4.803:=2)")]
    [InlineData("(cn=*\\2A*)", "(cn=*\\2a*)")]
    [InlineData("(o=Parens R Us \\28for all your parenthetical needs\\29)", "(o=Parens R Us \\28for all your parenthetical needs\\29)")]
    [InlineData("(uSNChanged>=42)", "(uSNChanged>=42)")]
    [InlineData("(mail=*)", "(mail=*)")]
    public void The_examples_of_RFC_4515_come_back_as_they_went_in(string text, string again) =>
        Assert.Equal(again, LdapFilter.Parse(text).ToString());

    [Theory]
    [InlineData("cn=x", 0)]
    [InlineData("(cn=x", 5)]
    [InlineData("(cn=x))", 6)]
    [InlineData("(=x)", 1)]
    [InlineData("(cn=\\4)", 4)]
    [InlineData("(cn)", 3)]
    [InlineData("", 0)]
    public void A_malformed_filter_is_refused_with_its_position(string text, int position)
    {
        LdapException error = Assert.Throws<LdapException>(() => LdapFilter.Parse(text));
        Assert.Equal(LdapErrorKind.InvalidFilter, error.Kind);
        Assert.Contains($"position {position}:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_never_read_as_a_filter()
    {
        LdapFilter filter = LdapFilter.Equal("cn", "*)(objectClass=*\0\\");
        Assert.Equal("(cn=\\2a\\29\\28objectClass=\\2a\\00\\5c)", filter.ToString());
        Assert.Equal(filter.ToString(), LdapFilter.Parse(filter.ToString()!).ToString());
    }

    [Fact]
    public void An_equality_is_written_as_RFC_4511_has_it()
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        LdapFilter.Equal("cn", "x").Write(writer);
        Assert.Equal("A3070402636E040178", Convert.ToHexString(writer.Encode()));
    }

    [Fact]
    public void A_substring_filter_names_its_parts()
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        LdapFilter.Parse("(cn=a*b*c)").Write(writer);
        Assert.Equal("A40F0402636E3009800161810162820163", Convert.ToHexString(writer.Encode()));
    }

    [Fact]
    public void Random_text_gives_a_filter_or_the_error_of_filters()
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        const string letters = "()&|!=*\\<>~:abcn0129 é\0";
        int runs = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 1_000_000 : 20_000;
        for (int i = 0; i < runs; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => letters[random.Next(letters.Length)]));
            try
            {
                LdapFilter filter = LdapFilter.Parse(text);
                Assert.Equal(filter.ToString(), LdapFilter.Parse(filter.ToString()!).ToString());
            }
            catch (LdapException error)
            {
                Assert.True(error.Kind == LdapErrorKind.InvalidFilter, $"seed {seed}: {text}");
            }
        }
    }
}
