using RingCentralAD.Core.Directories;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Definitions as servers write them, and some that none should.</summary>
public sealed class SchemaDefinitionTests
{
    [Fact]
    public void Keywords_names_and_values()
    {
        SchemaDefinition cn = SchemaDefinition.Parse("( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'RFC4519: common name(s) for which the entity is known by' SUP name )");
        Assert.Equal(["cn", "commonName"], cn.Names);
        Assert.Equal("name", cn.Value("SUP"));
        Assert.Equal("RFC4519: common name(s) for which the entity is known by", cn.Value("DESC"));
        Assert.False(cn.Has("SINGLE-VALUE"));

        SchemaDefinition phone = SchemaDefinition.Parse("( 2.5.4.20 NAME 'telephoneNumber' EQUALITY telephoneNumberMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.50{32} SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation X-ORIGIN ( 'RFC 4519' 'us' ) )");
        Assert.Equal("1.3.6.1.4.1.1466.115.121.1.50{32}", phone.Value("SYNTAX"));
        Assert.True(phone.Has("SINGLE-VALUE") && phone.Has("NO-USER-MODIFICATION"));
        Assert.Equal(["RFC 4519", "us"], phone.Values("X-ORIGIN"));

        SchemaDefinition person = SchemaDefinition.Parse("(2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST(sn$cn)MAY ( userPassword $ telephoneNumber ) )");
        Assert.Equal(["sn", "cn"], person.Values("MUST"));
        Assert.Equal(["userPassword", "telephoneNumber"], person.Values("MAY"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("NAME")]
    [InlineData("( 1.2 NAME 'open")]
    [InlineData("( 1.2 NAME ( 'a' 'b'")]
    [InlineData(")) NAME $$ '' ''")]
    public void What_is_malformed_is_read_as_far_as_it_goes(string text) => Assert.NotNull(SchemaDefinition.Parse(text).Names);

    [Fact]
    public void A_quoted_keyword_is_text_and_escapes_are_undone()
    {
        SchemaDefinition odd = SchemaDefinition.Parse(@"( 1.2.3 NAME 'x' DESC 'it\27s a \5C SYNTAX MUST' )");
        Assert.Equal(@"it's a \ SYNTAX MUST", odd.Value("DESC"));
        Assert.False(odd.Has("SYNTAX"));
    }
}
