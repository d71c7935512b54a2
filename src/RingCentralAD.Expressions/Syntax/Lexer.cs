namespace RingCentralAD.Expressions;

/// <summary>Cuts an expression into tokens, one at a time (reference, section 2).</summary>
internal struct Lexer(string text)
{
    private int _position;

    public Token Next()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }

        if (_position == text.Length)
        {
            return new Token(TokenKind.End, text.Length, 0);
        }

        char first = text[_position];
        if (IsNameStart(first))
        {
            return Name();
        }

        if (char.IsAsciiDigit(first))
        {
            Token number = NumberLexer.Read(text, _position);
            _position = number.End;
            return number;
        }

        return first is '"' or '\'' ? Text(first) : Operator(first);
    }

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$' || (c > 127 && char.IsLetter(c));

    public static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || (c > 127 && char.IsDigit(c));

    private Token Name()
    {
        int start = _position++;
        while (_position < text.Length && IsNamePart(text[_position]))
        {
            _position++;
        }

        return new Token(TokenKind.Name, start, _position - start);
    }

    /// <summary>A quote doubled inside its own kind stands for itself; a backslash is an ordinary character.</summary>
    private Token Text(char quote)
    {
        int start = _position;
        int from = start + 1;
        while (true)
        {
            int close = text.IndexOf(quote, from);
            if (close < 0)
            {
                throw LexicalErrors.UnclosedText(text, start);
            }

            if (close + 1 == text.Length || text[close + 1] != quote)
            {
                _position = close + 1;
                return new Token(TokenKind.Text, start, _position - start);
            }

            from = close + 2;
        }
    }

    private Token Operator(char first)
    {
        char second = _position + 1 < text.Length ? text[_position + 1] : '\0';
        (TokenKind kind, int length) = (first, second) switch
        {
            ('?', '.') => (TokenKind.SafeDot, 2),
            ('?', ':') => (TokenKind.Elvis, 2),
            ('=', '=') => (TokenKind.Equal, 2),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('!', '[') => (TokenKind.Project, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('&', '&') => (TokenKind.And, 2),
            ('|', '|') => (TokenKind.Or, 2),
            ('+', '+') or ('-', '-') => throw LexicalErrors.Unexpected(text, _position),
            ('(', _) => (TokenKind.OpenParen, 1),
            (')', _) => (TokenKind.CloseParen, 1),
            ('[', _) => (TokenKind.OpenBracket, 1),
            (']', _) => (TokenKind.CloseBracket, 1),
            ('{', _) => (TokenKind.OpenBrace, 1),
            ('}', _) => (TokenKind.CloseBrace, 1),
            (',', _) => (TokenKind.Comma, 1),
            ('.', _) => (TokenKind.Dot, 1),
            ('?', _) => (TokenKind.Question, 1),
            (':', _) => (TokenKind.Colon, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', not '/') => (TokenKind.Divide, 1),
            ('%', _) => (TokenKind.Modulo, 1),
            ('^', _) => (TokenKind.Power, 1),
            ('!', _) => (TokenKind.Not, 1),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            _ => throw LexicalErrors.Unexpected(text, _position),
        };
        var token = new Token(kind, _position, length);
        _position += length;
        return token;
    }
}
