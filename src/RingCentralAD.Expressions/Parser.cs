namespace RingCentralAD.Expressions;

/// <summary>Reads an expression by recursive descent, one method a level of precedence (REFERENCE, section 3).</summary>
internal sealed class Parser
{
    private static readonly Dictionary<string, string> s_relations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eq"] = "==", ["ne"] = "!=", ["lt"] = "<", ["le"] = "<=", ["gt"] = ">", ["ge"] = ">=", ["matches"] = "matches",
        ["=="] = "==", ["!="] = "!=", ["<"] = "<", ["<="] = "<=", [">"] = ">", [">="] = ">=",
    };

    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_at];

    public static Node Parse(string text)
    {
        Parser parser = new(Lexer.Read(text));
        if (parser.Current.Kind == TokenKind.End)
        {
            throw new ExpressionException(ExpressionErrorKind.Syntax, "The expression is empty.", 0);
        }

        Node node = parser.Expression();
        return parser.Current.Kind == TokenKind.End ? node : throw parser.Unexpected("the end of the expression");
    }

    private Node Expression()
    {
        if (++_depth > Limits.Depth)
        {
            throw new ExpressionException(ExpressionErrorKind.Limit, $"The expression is nested deeper than {Limits.Depth} levels.", Current.Position);
        }

        Node node = Or();
        if (Take("?"))
        {
            Node then = Expression();
            if (!Take(":"))
            {
                throw Unexpected("':' and what holds otherwise");
            }

            Node otherwise = Expression();
            node = new ConditionNode(node, then, otherwise, node.Position, node.Length);
        }
        else if (Take("?:"))
        {
            node = new ElvisNode(node, Expression(), node.Position, node.Length);
        }

        _depth--;
        return node;
    }

    private Node Or()
    {
        Node left = And();
        while (Current.Is("||") || Current.IsWord("or"))
        {
            Token mark = Advance();
            left = new BinaryNode("or", left, And(), mark.Position, mark.Length);
        }

        return left;
    }

    private Node And()
    {
        Node left = Relation();
        while (Current.Is("&&") || Current.IsWord("and"))
        {
            Token mark = Advance();
            left = new BinaryNode("and", left, Relation(), mark.Position, mark.Length);
        }

        return left;
    }

    private Node Relation()
    {
        Node left = Sum();
        if (!TryRelation(out string? relation))
        {
            return left;
        }

        Token mark = Advance();
        BinaryNode node = new(relation!, left, Sum(), mark.Position, mark.Length);
        return TryRelation(out _)
            ? throw new ExpressionException(ExpressionErrorKind.Syntax, "Only one comparison may stand here.", Current.Position, Current.Length, "Join comparisons with and: a < b and b < c.")
            : node;
    }

    private bool TryRelation(out string? relation)
    {
        relation = null;
        return Current.Kind is TokenKind.Symbol or TokenKind.Name && s_relations.TryGetValue(Current.Text, out relation);
    }

    private Node Sum()
    {
        Node left = Product();
        while (Current.Is("+") || Current.Is("-"))
        {
            Token mark = Advance();
            left = new BinaryNode(mark.Text, left, Product(), mark.Position, mark.Length);
        }

        return left;
    }

    private Node Product()
    {
        Node left = Power();
        while (Current.Is("*") || Current.Is("/") || Current.Is("%") || Current.IsWord("div") || Current.IsWord("mod"))
        {
            Token mark = Advance();
            string name = mark.IsWord("div") ? "/" : mark.IsWord("mod") ? "%" : mark.Text;
            left = new BinaryNode(name, left, Power(), mark.Position, mark.Length);
        }

        return left;
    }

    private Node Power()
    {
        Node left = Unary();
        if (!Current.Is("^"))
        {
            return left;
        }

        Token mark = Advance();
        BinaryNode node = new("^", left, Unary(), mark.Position, mark.Length);
        return Current.Is("^") ? throw Unexpected("an end of the power: only one ^ may stand here") : node;
    }

    private Node Unary()
    {
        if (!(Current.Is("!") || Current.Is("-") || Current.Is("+") || Current.IsWord("not")))
        {
            return Primary();
        }

        if (++_depth > Limits.Depth)
        {
            throw new ExpressionException(ExpressionErrorKind.Limit, $"The expression is nested deeper than {Limits.Depth} levels.", Current.Position);
        }

        Token mark = Advance();
        UnaryNode node = new(mark.IsWord("not") ? "!" : mark.Text, Unary(), mark.Position, mark.Length);
        _depth--;
        return node;
    }

    private Node Primary()
    {
        Node node = Start();
        while (true)
        {
            if (Take("[", out Token open))
            {
                Node index = Expression();
                Close("]");
                node = new IndexNode(node, index, open.Position, open.Length);
            }
            else if (Current.Is(".") || Current.Is("?."))
            {
                bool nullSafe = Advance().Is("?.");
                Token name = Current.Kind == TokenKind.Name ? Advance() : throw Unexpected("a name");
                node = Current.Is("(")
                    ? new CallNode(node, name.Text, Arguments(), name.Position, name.Length)
                    : new MemberNode(node, name.Text, nullSafe, name.Position, name.Length);
            }
            else
            {
                return node;
            }
        }
    }

    private Node Start()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text or TokenKind.Number:
                Advance();
                return new LiteralNode(token.Value, token.Position, token.Length);
            case TokenKind.Name:
                return Name();
            case TokenKind.Symbol when token.Text == "(":
                Advance();
                Node inner = Expression();
                Close(")");
                return inner;
            case TokenKind.Symbol when token.Text == "{":
                Advance();
                return new ListNode(Items("}"), token.Position, token.Length);
            default:
                throw Unexpected("a value");
        }
    }

    private Node Name()
    {
        Token token = Advance();
        if (Current.Is("("))
        {
            return new CallNode(null, token.Text, Arguments(), token.Position, token.Length);
        }

        return token.Text.ToUpperInvariant() switch
        {
            "TRUE" => new LiteralNode(true, token.Position, token.Length),
            "FALSE" => new LiteralNode(false, token.Position, token.Length),
            "NULL" => new LiteralNode(null, token.Position, token.Length),
            "NEW" or "INSTANCEOF" or "BETWEEN" => throw new ExpressionException(ExpressionErrorKind.Syntax, $"'{token.Text}' is not part of the language.", token.Position, token.Length),
            _ => new NameNode(token.Text, token.Position, token.Length),
        };
    }

    private List<Node> Arguments()
    {
        Advance();
        return Items(")");
    }

    private List<Node> Items(string close)
    {
        List<Node> items = [];
        if (Take(close))
        {
            return items;
        }

        do
        {
            items.Add(Expression());
        }
        while (Take(","));
        Close(close);
        return items;
    }

    private Token Advance() => _tokens[_at++];

    private bool Take(string symbol) => Take(symbol, out _);

    private bool Take(string symbol, out Token taken)
    {
        taken = Current;
        _at += Current.Is(symbol) ? 1 : 0;
        return taken.Is(symbol);
    }

    private void Close(string symbol)
    {
        if (!Take(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private ExpressionException Unexpected(string wanted) => new(
        ExpressionErrorKind.Syntax,
        Current.Kind == TokenKind.End ? $"The expression ends where {wanted} is needed." : $"'{Current.Text}' stands where {wanted} is needed.",
        Current.Position,
        Current.Length,
        wanted is "')'" ? "Close the parenthesis." : null);
}
