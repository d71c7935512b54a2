namespace RingCentralAD.Expressions;

/// <summary>Literals, names, calls, lists, maps, brackets, and what may follow them.</summary>
internal sealed partial class Parser
{
    private Node Primary()
    {
        Node node = Start();
        int entered = 0;
        while (true)
        {
            Node? next = _current.Kind switch
            {
                TokenKind.Dot or TokenKind.SafeDot => Dotted(node),
                TokenKind.OpenBracket => Index(node),
                _ => null,
            };
            if (next is null)
            {
                _depth -= entered;
                return node;
            }

            Enter();
            entered++;
            node = next;
        }
    }

    private Node Start()
    {
        Token token = _current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                Advance();
                return new LiteralNode(token.Span, Literals.Text(_text, token));
            case TokenKind.Integer or TokenKind.Long or TokenKind.HexInteger or TokenKind.HexLong or TokenKind.Real:
                Advance();
                return new LiteralNode(token.Span, Literals.Number(_text, token));
            case TokenKind.OpenParen:
                return Parentheses();
            case TokenKind.OpenBrace:
                return Braces();
            case TokenKind.Name:
                return Name();
            default:
                throw ExpectedValue();
        }
    }

    private Node Name()
    {
        Token token = _current;
        if (ReservedWord() is { } word)
        {
            return word;
        }

        string name = _text.Substring(token.Start, token.Length);
        Advance();
        return _current.Kind == TokenKind.OpenParen ? Call(null, name, token, false) : new NameNode(token.Span, name);
    }

    /// <summary>true, false and null in any case; the operator words have no meaning where a value begins.</summary>
    private LiteralNode? ReservedWord()
    {
        Token token = _current;
        if (token.Length is < 2 or > 7)
        {
            return null;
        }

        (bool found, object? value) = (IsWord("true"), IsWord("false"), IsWord("null")) switch
        {
            (true, _, _) => (true, Boxes.True),
            (_, true, _) => (true, Boxes.False),
            (_, _, true) => (true, (object?)null),
            _ => (false, null),
        };
        if (found)
        {
            Advance();
            return new LiteralNode(token.Span, value);
        }

        return IsOperatorWord() ? throw ExpectedValue() : null;
    }

    private Node Dotted(Node target)
    {
        bool nullSafe = _current.Kind == TokenKind.SafeDot;
        Token dot = _current;
        Advance();
        if (_current.Kind == TokenKind.Project)
        {
            return Projection(target, nullSafe);
        }

        if (_current.Kind != TokenKind.Name)
        {
            throw ExpectedName(dot);
        }

        Token token = _current;
        string name = _text.Substring(token.Start, token.Length);
        Advance();
        return _current.Kind == TokenKind.OpenParen
            ? Call(target, name, token, nullSafe)
            : new MemberNode(target.Span.To(token.Span), target, name, token.Span, nullSafe);
    }

    private CallNode Call(Node? target, string name, Token nameToken, bool nullSafe)
    {
        if (target is null && name is "T")
        {
            throw Error(nameToken.Span, "Java types are not in the language.", null);
        }

        Token open = _current;
        Advance();
        IReadOnlyList<Node> arguments = Items(open, TokenKind.CloseParen);
        SourceSpan start = target?.Span ?? nameToken.Span;
        return new CallNode(start.To(new(_previousEnd, 0)), target, name, nameToken.Span, nullSafe, arguments);
    }

    private IndexNode Index(Node target)
    {
        Token open = _current;
        Advance();
        Node index = Expression();
        Close(open, TokenKind.CloseBracket);
        return new IndexNode(target.Span.To(new(_previousEnd, 0)), target, index);
    }

    private ProjectionNode Projection(Node target, bool nullSafe)
    {
        Token open = _current;
        Advance();
        Node body = Expression();
        Close(open, TokenKind.CloseBracket);
        return new ProjectionNode(target.Span.To(new(_previousEnd, 0)), target, body, nullSafe);
    }

    private ParenthesesNode Parentheses()
    {
        Token open = _current;
        Advance();
        Node inner = Expression();
        Close(open, TokenKind.CloseParen);
        return new ParenthesesNode(open.Span.To(new(_previousEnd, 0)), inner);
    }
}
