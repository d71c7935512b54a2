namespace RingCentralAD.Expressions;

/// <summary>What the parser says, and what it would write instead.</summary>
internal sealed partial class Parser
{
    private static readonly string[] s_operatorWords = ["and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "div", "mod", "matches"];

    private static ExpressionException Error(SourceSpan span, string message, string? remedy) =>
        new(ExpressionErrorKind.Syntax, span, message, remedy);

    private bool IsOperatorWord() => s_operatorWords.Any(IsWord);

    private string Shown(Token token) => token.Kind == TokenKind.End ? "the end" : _text.Substring(token.Start, Math.Min(token.Length, 30));

    private ExpressionException ExpectedValue() => _current.Kind switch
    {
        TokenKind.End when _text.AsSpan().IsWhiteSpace() => Error(_current.Span, "The expression is empty.", "Write an attribute (user.email), a text in quotes, or a function."),
        TokenKind.End => Error(_current.Span, "A value is missing at the end.", "Finish the expression, or leave out the last operator."),
        TokenKind.Dot => Error(_current.Span, "A value cannot begin with a dot.", "Write 0.5 for a number, or name the profile before the dot (user.email)."),
        _ => Error(_current.Span, $"A value is expected here, not {Shown(_current)}.", null),
    };

    private ExpressionException ExpectedName(Token dot) => _current.Kind switch
    {
        TokenKind.End => Error(_current.Span, "A name is missing after the dot.", null),
        TokenKind.Question or TokenKind.Power => Error(_current.Span, "Selections (.?[ ]) are not in the language.", "Use .![ ] to take one attribute of each element."),
        _ => Error(_current.Kind == TokenKind.Dot ? _current.Span : dot.Span.To(_current.Span), $"A name is expected after the dot, not {Shown(_current)}.", null),
    };

    private ExpressionException MissingColon(Token question) => Error(
        _current.Span,
        $"The ? at position {question.Start} has no : part here.",
        "Write condition ? value if true : value if false.");

    private ExpressionException NotClosed(Token open, TokenKind close)
    {
        char closing = close switch { TokenKind.CloseParen => ')', TokenKind.CloseBracket => ']', _ => '}' };
        string message = $"The {_text.AsSpan(open.Start, open.Length)} at position {open.Start} is not closed; {closing} is missing before {Shown(_current)}.";
        string remedy = _current.Kind switch
        {
            TokenKind.End => $"Add {closing} at the end: {Ending()}{closing}",
            TokenKind.Name or TokenKind.Text or TokenKind.Integer => $"Add {closing}, or an operator or a comma, before {Shown(_current)}.",
            _ => $"Add {closing} before {Shown(_current)}.",
        };
        return Error(_current.Span, message, remedy);
    }

    private string Ending()
    {
        string whole = _text.TrimEnd();
        return whole.Length <= 60 ? whole : "..." + whole[^57..];
    }

    private ExpressionException MoreInput() => _current.Kind switch
    {
        TokenKind.CloseParen => Error(_current.Span, "This ) closes nothing.", "Leave it out, or add the ( that belongs to it."),
        TokenKind.CloseBracket or TokenKind.CloseBrace => Error(_current.Span, $"This {Shown(_current)} closes nothing.", "Leave it out."),
        TokenKind.Comma => Error(_current.Span, "A comma separates arguments inside a function's parentheses only.", "Use + to join texts, or {a, b} for a list."),
        TokenKind.Colon => Error(_current.Span, "This : belongs to no ?.", "Write condition ? value if true : value if false."),
        TokenKind.Name when IsWord("instanceof") || IsWord("between") => Error(_current.Span, $"{Shown(_current)} is not in the language.", null),
        TokenKind.Name when _current.Start == _previousEnd && _text[_previousEnd - 1] is '"' or '\'' => Error(
            _current.Span,
            $"{Shown(_current)} follows a text that ended before it.",
            $"Inside {_text[_previousEnd - 1]} quotes, double the quote itself: 'It''s'; or use the other kind: \"It's\"."),
        TokenKind.Name or TokenKind.Text => Error(_current.Span, $"{Shown(_current)} follows a complete expression.", "Put + between texts that belong together, and text in quotes."),
        _ => Error(_current.Span, $"{Shown(_current)} follows a complete expression.", null),
    };
}
