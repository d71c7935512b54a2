namespace RingCentralAD.Expressions;

/// <summary>Arguments, <c>{a, b}</c> and <c>{'key': value}</c>.</summary>
internal sealed partial class Parser
{
    private Node Braces()
    {
        Token open = _current;
        Advance();
        if (_current.Kind == TokenKind.Colon)
        {
            Advance();
            Close(open, TokenKind.CloseBrace);
            return new MapNode(Closed(open), []);
        }

        if (_current.Kind == TokenKind.CloseBrace)
        {
            Advance();
            return new ListNode(Closed(open), []);
        }

        Node first = Expression();
        return _current.Kind == TokenKind.Colon ? Map(open, first) : List(open, first);
    }

    private ListNode List(Token open, Node first)
    {
        List<Node> items = [first];
        while (_current.Kind == TokenKind.Comma)
        {
            items.Add(AfterComma(TokenKind.CloseBrace));
        }

        Close(open, TokenKind.CloseBrace);
        return new ListNode(Closed(open), items);
    }

    private MapNode Map(Token open, Node first)
    {
        List<MapEntry> entries = [new(Key(first), AfterColon())];
        while (_current.Kind == TokenKind.Comma)
        {
            Node key = AfterComma(TokenKind.CloseBrace);
            entries.Add(new(Key(key), AfterColon()));
        }

        Close(open, TokenKind.CloseBrace);
        return new MapNode(Closed(open), entries);
    }

    private static string Key(Node node) => node switch
    {
        LiteralNode { Value: string text } => text,
        NameNode name => name.Name,
        _ => throw Error(node.Span, "A key must be a text in quotes.", "Write {'group.type': 'APP_GROUP'}."),
    };

    private Node AfterColon()
    {
        if (_current.Kind != TokenKind.Colon)
        {
            throw Error(_current.Span, "A : is missing between the key and its value.", "Write {'key': value}.");
        }

        Advance();
        return Expression();
    }

    private List<Node> Items(Token open, TokenKind close)
    {
        List<Node> items = [];
        if (_current.Kind != close)
        {
            items.Add(Expression());
            while (_current.Kind == TokenKind.Comma)
            {
                items.Add(AfterComma(close));
            }
        }

        Close(open, close);
        return items;
    }

    private Node AfterComma(TokenKind close)
    {
        Token comma = _current;
        Advance();
        return _current.Kind == close
            ? throw Error(comma.Span, "A value is missing after this comma.", "Leave out the last comma.")
            : Expression();
    }

    private void Close(Token open, TokenKind close)
    {
        if (_current.Kind != close)
        {
            throw NotClosed(open, close);
        }

        Advance();
    }

    private SourceSpan Closed(Token open) => open.Span.To(new(_previousEnd, 0));
}
