namespace RingCentralAD.Expressions;

internal enum TokenKind
{
    End,
    Name,
    Text,
    Number,
    Symbol,
}

/// <summary>A word of the expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A name or symbol as written; a text literal without its quotes.</param>
/// <param name="Value">The value of a literal.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, int Position, int Length)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}
