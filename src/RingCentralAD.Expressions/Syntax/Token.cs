namespace RingCentralAD.Expressions;

/// <summary>A token by its place; its text is read from the expression only where it is needed.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public SourceSpan Span => new(Start, Length);

    public int End => Start + Length;
}
