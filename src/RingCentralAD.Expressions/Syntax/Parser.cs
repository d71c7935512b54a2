using System.Runtime.CompilerServices;

namespace RingCentralAD.Expressions;

/// <summary>Recursive descent, one method for each rank of operators, loosest first (reference, section 3).</summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private Lexer _lexer;
    private Token _current;
    private int _previousEnd;
    private int _depth;

    private Parser(string text)
    {
        _text = text;
        _lexer = new Lexer(text);
        _current = _lexer.Next();
    }

    public static Node Parse(string text)
    {
        if (text.Length > Limits.ExpressionLength)
        {
            throw new ExpressionException(
                ExpressionErrorKind.Limit,
                new(Limits.ExpressionLength, 0),
                $"The expression has {Limits.Show(text.Length)} characters; {Limits.Show(Limits.ExpressionLength)} are allowed.",
                "Split it into several attributes.");
        }

        var parser = new Parser(text);
        Node root = parser.Expression();
        if (parser._current.Kind != TokenKind.End)
        {
            throw parser.MoreInput();
        }

        return root;
    }

    private Node Expression()
    {
        Enter();
        Node value = Or();
        if (_current.Kind == TokenKind.Elvis)
        {
            Advance();
            Node fallback = Expression();
            value = new ElvisNode(value.Span.To(fallback.Span), value, fallback);
        }
        else if (_current.Kind == TokenKind.Question)
        {
            value = Conditional(value);
        }

        _depth--;
        return value;
    }

    private ConditionalNode Conditional(Node condition)
    {
        Token question = _current;
        Advance();
        Node whenTrue = Expression();
        if (_current.Kind != TokenKind.Colon)
        {
            throw MissingColon(question);
        }

        Advance();
        Node whenFalse = Expression();
        return new ConditionalNode(condition.Span.To(whenFalse.Span), condition, whenTrue, whenFalse);
    }

    private Node Or() => Chain(And(), s_or, static parser => parser.And());

    private Node And() => Chain(Relation(), s_and, static parser => parser.Relation());

    private Node Relation()
    {
        Node left = Sum();
        if (RelationalOperator() is not { } op)
        {
            return left;
        }

        Token token = _current;
        Advance();
        Node right = Sum();
        if (RelationalOperator() is not null)
        {
            throw Error(_current.Span, "Comparisons do not chain.", "Join two comparisons with and.");
        }

        return new BinaryNode(left.Span.To(right.Span), op, token.Span, left, right);
    }

    private Node Sum() => Chain(Product(), s_sum, static parser => parser.Product());

    private Node Product() => Chain(Power(), s_product, static parser => parser.Power());

    private Node Power()
    {
        Node left = Unary();
        if (_current.Kind != TokenKind.Power)
        {
            return left;
        }

        Token token = _current;
        Advance();
        Node right = Unary();
        if (_current.Kind == TokenKind.Power)
        {
            throw Error(_current.Span, "^ does not chain.", "Put parentheses around the first power.");
        }

        return new BinaryNode(left.Span.To(right.Span), BinaryOperator.Power, token.Span, left, right);
    }

    private Node Unary()
    {
        UnaryOperator? op = _current.Kind switch
        {
            TokenKind.Not => UnaryOperator.Not,
            TokenKind.Minus => UnaryOperator.Minus,
            TokenKind.Plus => UnaryOperator.Plus,
            TokenKind.Name when IsWord("not") => UnaryOperator.Not,
            _ => null,
        };
        if (op is null)
        {
            return Primary();
        }

        Enter();
        Token token = _current;
        Advance();
        Node operand = Unary();
        _depth--;
        return new UnaryNode(token.Span.To(operand.Span), op.Value, operand);
    }

    private Node Chain(Node first, Func<Parser, BinaryOperator?> operatorHere, Func<Parser, Node> next)
    {
        if (operatorHere(this) is not { } op)
        {
            return first;
        }

        List<Node> operands = [first];
        List<ChainLink> links = [];
        for (BinaryOperator? link = op; link is not null; link = operatorHere(this))
        {
            links.Add(new(link.Value, _current.Span));
            Advance();
            operands.Add(next(this));
        }

        return new ChainNode(first.Span.To(operands[^1].Span), operands, links);
    }

    private void Enter()
    {
        if (++_depth > Limits.Nesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpressionException(
                ExpressionErrorKind.Limit,
                _current.Span,
                $"The expression is nested deeper than {Limits.Nesting} levels here.",
                "Use String.stringSwitch for a long choice, or split the expression into several attributes.");
        }
    }

    private void Advance()
    {
        _previousEnd = _current.End;
        _current = _lexer.Next();
    }
}
