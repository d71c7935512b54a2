namespace RingCentralAD.Expressions.Tests;

/// <summary>Characters that a table of cases would not show.</summary>
public sealed class UnicodeTests
{
    [Theory]
    [InlineData("String.removeSpaces('a\u00A0b\tc d')", "a\u00A0b\tcd")]
    [InlineData("String.trim('\u00A0\u2003a b\u00A0')", "a b")]
    [InlineData("String.toUpperCase('\uFB03')", "FFI")]
    [InlineData("String.toUpperCase('e\u0301')", "E\u0301")]
    [InlineData("String.toUpperCase('\U00010428')", "\U00010400")]
    [InlineData("String.toLowerCase('\u0130')", "i\u0307")]
    [InlineData("String.toLowerCase('\u0391\u03A3.')", "\u03B1\u03C2.")]
    [InlineData("String.toLowerCase('\u0391\u03A3\u0391')", "\u03B1\u03C3\u03B1")]
    [InlineData("'\u00E9' == 'e\u0301'", false)]
    [InlineData("String.stringContains('\u00E9', 'e')", false)]
    [InlineData("String.startsWith('\u00ADab', 'ab')", false)]
    [InlineData("String.len('e\u0301')", 2)]
    [InlineData("'\uFFFF' > '\U00010000'", true)]
    [InlineData("String.replace('a\0b', '\0', '-')", "a-b")]
    public void Text_is_compared_and_changed_by_its_code_units(string text, object expected) =>
        Assert.Equal(expected, ExpressionJson.Evaluate(text, "{}").Value);

    [Theory]
    [InlineData("\u00A01", 0)]
    [InlineData("1\u00A0+ 1", 1)]
    [InlineData("\uFEFF1", 0)]
    [InlineData("'a' + \uD83D\uDE00", 6)]
    [InlineData("\uD83D", 0)]
    public void What_is_no_part_of_the_language_is_a_syntax_error_at_its_place(string text, int position)
    {
        ExpressionResult result = ExpressionJson.Evaluate(text, "{}");
        Assert.Equal(("syntax", position), (result.ErrorKind, result.Position));
    }
}
