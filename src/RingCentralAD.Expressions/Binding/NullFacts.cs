using System.Collections.Immutable;

namespace RingCentralAD.Expressions;

/// <summary>Which attributes are known not to be null at a place, because a condition around it says so.</summary>
internal sealed class NullFacts
{
    private readonly ImmutableHashSet<(int Root, int Slot)> _notNull;

    private NullFacts(ImmutableHashSet<(int Root, int Slot)> notNull) => _notNull = notNull;

    public static NullFacts None { get; } = new([]);

    public bool IsNotNull(SchemaRoot root, SchemaAttribute attribute) => _notNull.Contains((root.Index, attribute.Slot));

    /// <summary>Both sets of facts hold.</summary>
    public NullFacts And(NullFacts other) => other._notNull.IsEmpty ? this : new(_notNull.Union(other._notNull));

    /// <summary>What is known when a condition holds, and when it does not.</summary>
    public static (NullFacts WhenTrue, NullFacts WhenFalse) Of(BoundNode condition) => condition switch
    {
        NullTestNode test => test.IsNull ? (None, Of1(test.Operand)) : (Of1(test.Operand), None),
        NotNode not => Swap(Of(not.Operand)),
        EqualityNode equality => Equality(equality),
        OrderingNode ordering => (Ordering(ordering), None),
        MatchesNode matches => (Of1(matches.Text), Of1(matches.Text)),
        LogicNode logic => Logic(logic),
        FunctionCallNode call => Call(call),
        AttributeNode attribute => (Of1(attribute), Of1(attribute)),
        _ => (None, None),
    };

    /// <summary>A value that equals a constant other than null is not null; x != "" says nothing, since null is not "" either.</summary>
    private static (NullFacts WhenTrue, NullFacts WhenFalse) Equality(EqualityNode node)
    {
        NullFacts facts = IsValue(node.Right) ? Of1(node.Left) : IsValue(node.Left) ? Of1(node.Right) : None;
        NullFacts length = node.Right is ConstantNode { Value: 0 } ? Measured(node.Left) : None;
        return node.Equal ? (facts, length) : (length, facts);
    }

    /// <summary>Null sorts below everything, so only the greater side is known.</summary>
    private static NullFacts Ordering(OrderingNode node) => node.Operator switch
    {
        BinaryOperator.Greater => Of1(node.Left).And(node.Right is ConstantNode { Value: >= 0 } ? Measured(node.Left) : None),
        BinaryOperator.GreaterOrEqual when IsValue(node.Right) => Of1(node.Left).And(node.Right is ConstantNode { Value: > 0 } ? Measured(node.Left) : None),
        BinaryOperator.Less => Of1(node.Right),
        BinaryOperator.LessOrEqual when IsValue(node.Left) => Of1(node.Right),
        _ => None,
    };

    private static (NullFacts WhenTrue, NullFacts WhenFalse) Logic(LogicNode node)
    {
        NullFacts all = None;
        foreach (BoundNode operand in node.Operands)
        {
            (NullFacts whenTrue, NullFacts whenFalse) = Of(operand);
            all = all.And(node.IsAnd ? whenTrue : whenFalse);
        }

        return node.IsAnd ? (all, None) : (None, all);
    }

    private static (NullFacts WhenTrue, NullFacts WhenFalse) Call(FunctionCallNode call) => call.Function.Name switch
    {
        "String.stringContains" or "String.startsWith" or "String.endsWith" => (Of1(call.Written[0]), None),
        "Arrays.isEmpty" => (None, Of1(call.Written[0])),
        "Arrays.contains" => (Of1(call.Written[0]), None),
        _ => (None, None),
    };

    /// <summary>String.len(x) and Arrays.size(x) are 0 for null.</summary>
    private static NullFacts Measured(BoundNode node) =>
        node is FunctionCallNode { Function.Name: "String.len" or "Arrays.size" } call ? Of1(call.Written[0]) : None;

    private static NullFacts Of1(BoundNode node) => node switch
    {
        AttributeNode attribute => new([(attribute.Root.Index, attribute.Attribute.Slot)]),
        FunctionCallNode { Function.Nulls: NullResult.FirstArgument, Written: [var first, ..] } => Of1(first),
        _ => None,
    };

    private static bool IsValue(BoundNode node) => node is ConstantNode { Value: not null };

    private static (NullFacts WhenTrue, NullFacts WhenFalse) Swap((NullFacts WhenTrue, NullFacts WhenFalse) facts) => (facts.WhenFalse, facts.WhenTrue);
}
