namespace RingCentralAD.Expressions;

/// <summary>What stands before the cursor: the beginning of a name, and the name before its dot.</summary>
internal sealed record CompletionPlace(string Prefix, int Start, int Length, string? Owner, int DotStart, bool InText)
{
    public static CompletionPlace Find(string text, int position)
    {
        if (IsInText(text, position))
        {
            return new("", position, 0, null, position, true);
        }

        int start = Back(text, position);
        int end = position;
        while (end < text.Length && Lexer.IsNamePart(text[end]))
        {
            end++;
        }

        int dot = SkipSpace(text, start);
        string? owner = null;
        if (dot > 0 && text[dot - 1] == '.')
        {
            int before = SkipSpace(text, dot - 1 > 0 && text[dot - 2] == '?' ? dot - 2 : dot - 1);
            owner = text[Back(text, before)..before];
        }

        return new(text[start..position], start, end - start, owner, owner is null ? start : dot - 1, false);
    }

    /// <summary>Letter case does not matter while typing; the completion brings the right one.</summary>
    public bool Begins(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public CompletionItem Item(string text, CompletionKind kind, string description) => new(text, kind, description, Start, Length);

    /// <summary>An attribute in brackets takes the place of the dot too.</summary>
    public CompletionItem Bracketed(string text, string description) =>
        new(text, CompletionKind.Attribute, description, DotStart, Start + Length - DotStart);

    private static int Back(string text, int from)
    {
        while (from > 0 && Lexer.IsNamePart(text[from - 1]))
        {
            from--;
        }

        return from;
    }

    private static int SkipSpace(string text, int from)
    {
        while (from > 0 && char.IsWhiteSpace(text[from - 1]))
        {
            from--;
        }

        return from;
    }

    private static bool IsInText(string text, int position)
    {
        char quote = '\0';
        for (int i = 0; i < position; i++)
        {
            if (quote == '\0')
            {
                quote = text[i] is '"' or '\'' ? text[i] : '\0';
            }
            else if (text[i] == quote)
            {
                quote = '\0';
            }
        }

        return quote != '\0';
    }
}
