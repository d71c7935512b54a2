namespace RingCentralAD.Expressions;

/// <summary>Numbers as SpEL writes them: <c>12</c>, <c>12L</c>, <c>0x1F</c>, <c>0x1FL</c>, <c>3.14</c>, <c>1e3</c>.</summary>
internal static class NumberLexer
{
    public static Token Read(string text, int start)
    {
        if (text[start] == '0' && At(text, start + 1) is 'x' or 'X')
        {
            int last = start + 2;
            while (char.IsAsciiHexDigit(At(text, last)))
            {
                last++;
            }

            return Suffixed(text, start, last, TokenKind.HexInteger, TokenKind.HexLong);
        }

        int end = Digits(text, start);
        bool real = false;

        // "5." is the number 5 and a dot, as in SpEL, so that 5.x asks for a property of 5.
        if (At(text, end) == '.' && char.IsAsciiDigit(At(text, end + 1)))
        {
            end = Digits(text, end + 1);
            real = true;
        }

        if (At(text, end) is 'e' or 'E')
        {
            int exponent = At(text, end + 1) is '+' or '-' ? end + 2 : end + 1;
            int exponentEnd = Digits(text, exponent);
            if (exponentEnd == exponent)
            {
                throw LexicalErrors.BadNumber(text, start, exponentEnd);
            }

            end = exponentEnd;
            real = true;
        }

        return real ? Checked(text, TokenKind.Real, start, end) : Suffixed(text, start, end, TokenKind.Integer, TokenKind.Long);
    }

    private static Token Suffixed(string text, int start, int end, TokenKind plain, TokenKind suffixed) =>
        At(text, end) is 'l' or 'L' ? Checked(text, suffixed, start, end + 1) : Checked(text, plain, start, end);

    private static Token Checked(string text, TokenKind kind, int start, int end) =>
        Lexer.IsNamePart(At(text, end)) ? throw LexicalErrors.BadNumber(text, start, end + 1) : new Token(kind, start, end - start);

    private static int Digits(string text, int from)
    {
        while (char.IsAsciiDigit(At(text, from)))
        {
            from++;
        }

        return from;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';
}
