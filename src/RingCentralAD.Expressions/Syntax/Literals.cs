using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>The values of literal tokens. Whole numbers are 32 bits wide unless they end in L (reference, section 2).</summary>
internal static class Literals
{
    public static string Text(string source, Token token)
    {
        string quote = source.Substring(token.Start, 1);
        string inner = source.Substring(token.Start + 1, token.Length - 2);
        return inner.Replace(quote + quote, quote, StringComparison.Ordinal);
    }

    public static object Number(string source, Token token)
    {
        ReadOnlySpan<char> digits = source.AsSpan(token.Start, token.Length);
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return token.Kind switch
        {
            TokenKind.Integer when int.TryParse(digits, NumberStyles.None, invariant, out int value) => Boxes.Of(value),
            TokenKind.HexInteger when Hex(digits[2..], out long value) && value <= int.MaxValue => Boxes.Of((int)value),
            TokenKind.Long when long.TryParse(digits[..^1], NumberStyles.None, invariant, out long value) => value,
            TokenKind.HexLong when Hex(digits[2..^1], out long value) => value,
            TokenKind.Real => double.Parse(digits, NumberStyles.Float, invariant),
            TokenKind.Integer => throw TooLarge(token, "Add L for a long number, or put it in quotes if it is a phone number or an id."),
            _ => throw TooLarge(token, "Put it in quotes if it is an id."),
        };
    }

    private static bool Hex(ReadOnlySpan<char> digits, out long value) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;

    private static ExpressionException TooLarge(Token token, string remedy) =>
        new(ExpressionErrorKind.Syntax, token.Span, "This number is out of range.", remedy);
}
