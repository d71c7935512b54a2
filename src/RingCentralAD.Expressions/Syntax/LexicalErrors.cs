namespace RingCentralAD.Expressions;

/// <summary>What the lexer says when a character has no place in the language, with the likely cure.</summary>
internal static class LexicalErrors
{
    public static ExpressionException UnclosedText(string text, int start)
    {
        char quote = text[start];
        string? remedy = SmartQuotes.Any(text) ? SmartQuotes.Remedy(text) : $"Close it with {quote}; inside it, write {quote}{quote} for the quote itself.";
        return Error(text, new(start, text.Length - start), $"The text that begins here is not closed with {quote}.", remedy);
    }

    public static ExpressionException BadNumber(string text, int start, int end) =>
        Error(text, new(start, Math.Min(end, text.Length) - start), "This is no number.", "Write a whole number (1234), a long one (1234L) or a decimal one (3.14); text goes in quotes.");

    public static ExpressionException Unexpected(string text, int position)
    {
        char c = text[position];
        char next = position + 1 < text.Length ? text[position + 1] : '\0';
        if (SmartQuotes.Is(c))
        {
            return Error(text, new(position, 1), "A smart quote is not a quote here.", SmartQuotes.Remedy(text));
        }

        (int length, string message, string? remedy) = (c, next) switch
        {
            ('=', _) => (1, "= is not in the language: an expression cannot assign.", "Use == to compare."),
            ('&', _) => (1, "A single & is not in the language.", "Use + to join texts, && or and to join conditions."),
            ('|', _) => (1, "A single | is not in the language.", "Use || or or."),
            ('+', '+') or ('-', '-') => (2, $"{c}{c} is not in the language.", $"Write {c} {c} with a space if two signs are meant."),
            ('/', '/') => (2, "Comments are not in the language.", "Leave the comment out; keep it beside the mapping."),
            (';', _) => (1, "; is not in the language: an expression is one value.", "Leave out the semicolon."),
            ('#', _) => (1, "Variables and # are not in the language.", "Put text in quotes: \"#\"."),
            ('@', _) => (1, "@ is not in the language.", "Put text in quotes: \"@\"."),
            ('\\', _) => (1, "A backslash stands only inside quotes.", null),
            ('\u00A0', _) => (1, "A non-breaking space is not white space here.", "Replace it with an ordinary space."),
            _ => (char.IsSurrogatePair(c, next) ? 2 : 1, $"{Printable(c, next)} has no meaning here.", "Put text in quotes."),
        };
        return Error(text, new(position, length), message, remedy);
    }

    private static string Printable(char c, char next) =>
        char.IsSurrogatePair(c, next) ? $"'{c}{next}'" : char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";

    private static ExpressionException Error(string text, SourceSpan span, string message, string? remedy) =>
        new ExpressionException(ExpressionErrorKind.Syntax, span, message, remedy).In(text);
}
