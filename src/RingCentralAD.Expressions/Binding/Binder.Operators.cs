namespace RingCentralAD.Expressions;

/// <summary>Operators: what they can give, what can never work, and joins of texts found before evaluation.</summary>
internal sealed partial class Binder
{
    private BoundNode BindChain(ChainNode node) => node.Links[0].Operator switch
    {
        BinaryOperator.And => BindLogic(node, true),
        BinaryOperator.Or => BindLogic(node, false),
        _ => BindArithmetic(node),
    };

    private LogicNode BindLogic(ChainNode node, bool isAnd)
    {
        NullFacts before = _facts;
        var operands = new BoundNode[node.Operands.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = BindCondition(node.Operands[i]);
            (NullFacts whenTrue, NullFacts whenFalse) = NullFacts.Of(operands[i]);
            _facts = _facts.And(isAnd ? whenTrue : whenFalse);
        }

        _facts = before;
        return new LogicNode(node.Span, isAnd, operands);
    }

    /// <summary>From left to right; from the first operand that is surely text on, a sum is one join.</summary>
    private BoundNode BindArithmetic(ChainNode node)
    {
        var chain = new ArithmeticBuilder(node.Operands[0].Span, Bind(node.Operands[0]));
        for (int i = 0; i < node.Links.Count; i++)
        {
            ChainLink link = node.Links[i];
            BoundNode operand = Bind(node.Operands[i + 1]);
            CheckArithmetic(link, chain.Types, operand);
            if (link.Operator == BinaryOperator.Add)
            {
                WarnOfNull(chain.Last, operand.Types);
                WarnOfNull(operand, chain.Types);
            }

            chain.Add(link, operand);
        }

        return chain.Build();
    }

    private BoundNode BindBinary(BinaryNode node)
    {
        if (node.Operator == BinaryOperator.Power)
        {
            var power = new ArithmeticBuilder(node.Left.Span, Bind(node.Left));
            BoundNode exponent = Bind(node.Right);
            CheckArithmetic(new(node.Operator, node.OperatorSpan), power.Types, exponent);
            power.Add(new(node.Operator, node.OperatorSpan), exponent);
            return power.Build();
        }

        BoundNode left = Bind(node.Left);
        BoundNode right = Bind(node.Right);
        switch (node.Operator)
        {
            case BinaryOperator.Matches:
                return BindMatches(node, left, right);
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                return BindEquality(node, left, right);
            default:
                CheckOrdering(node, left, right);
                return new OrderingNode(node.Span, node.Operator, left, right);
        }
    }

    private BoundNode BindEquality(BinaryNode node, BoundNode left, BoundNode right)
    {
        bool equal = node.Operator == BinaryOperator.Equal;
        WarnOfEquality(node, left, right, equal);
        if (right is ConstantNode { Value: null })
        {
            return new NullTestNode(node.Span, left, equal);
        }

        return left is ConstantNode { Value: null } ? new NullTestNode(node.Span, right, equal) : new EqualityNode(node.Span, left, right, equal);
    }

    private MatchesNode BindMatches(BinaryNode node, BoundNode left, BoundNode right)
    {
        if (right is ConstantNode { Value: string pattern } && !schema.DefersErrors)
        {
            CheckPattern(right.Span, pattern);
        }

        return new MatchesNode(node.Span, left, right);
    }

    private BoundNode BindUnary(UnaryNode node)
    {
        if (node.Operator == UnaryOperator.Not)
        {
            return new NotNode(node.Span, BindCondition(node.Operand));
        }

        BoundNode operand = Bind(node.Operand);
        Certain(
            (operand.Types & ValueTypes.Number) == 0,
            node.Span,
            $"{OperatorText.Of(node.Operator)} before a value needs a number, not {ValueTypeNames.Describe(operand.Types)}.");
        return new SignNode(node.Span, node.Operator, operand);
    }

    private BoundNode BindCondition(Node node)
    {
        BoundNode bound = Bind(node);
        Certain(
            (bound.Types & (ValueTypes.Boolean | ValueTypes.Text | ValueTypes.List)) == 0,
            bound.Span,
            $"A condition must be true or false; this is {ValueTypeNames.Describe(bound.Types)}.",
            "Compare it with something: x == 5.");
        return bound;
    }

    /// <summary>Refuses what fails for everybody; an expression that is only tried out shows it when it is reached.</summary>
    private void Certain(bool fails, SourceSpan span, string message, string? remedy = null)
    {
        if (fails && !schema.DefersErrors)
        {
            throw NodeErrors.Type(span, message, remedy);
        }
    }
}
