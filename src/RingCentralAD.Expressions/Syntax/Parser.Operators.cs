namespace RingCentralAD.Expressions;

/// <summary>Which operator stands at the current token; words count in any letter case.</summary>
internal sealed partial class Parser
{
    private static readonly Func<Parser, BinaryOperator?> s_or = static p =>
        p._current.Kind == TokenKind.Or || p.IsWord("or") ? BinaryOperator.Or : null;

    private static readonly Func<Parser, BinaryOperator?> s_and = static p =>
        p._current.Kind == TokenKind.And || p.IsWord("and") ? BinaryOperator.And : null;

    private static readonly Func<Parser, BinaryOperator?> s_sum = static p => p._current.Kind switch
    {
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        _ => null,
    };

    private static readonly Func<Parser, BinaryOperator?> s_product = static p => p._current.Kind switch
    {
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Divide => BinaryOperator.Divide,
        TokenKind.Modulo => BinaryOperator.Modulo,
        TokenKind.Name when p.IsWord("div") => BinaryOperator.Divide,
        TokenKind.Name when p.IsWord("mod") => BinaryOperator.Modulo,
        _ => null,
    };

    private BinaryOperator? RelationalOperator() => _current.Kind switch
    {
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Name => RelationalWord(),
        _ => null,
    };

    private BinaryOperator? RelationalWord() => _current.Length switch
    {
        2 when IsWord("eq") => BinaryOperator.Equal,
        2 when IsWord("ne") => BinaryOperator.NotEqual,
        2 when IsWord("lt") => BinaryOperator.Less,
        2 when IsWord("le") => BinaryOperator.LessOrEqual,
        2 when IsWord("gt") => BinaryOperator.Greater,
        2 when IsWord("ge") => BinaryOperator.GreaterOrEqual,
        7 when IsWord("matches") => BinaryOperator.Matches,
        _ => null,
    };

    private bool IsWord(string word) =>
        _current.Kind == TokenKind.Name
        && _current.Length == word.Length
        && _text.AsSpan(_current.Start, _current.Length).Equals(word, StringComparison.OrdinalIgnoreCase);
}
