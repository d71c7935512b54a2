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
        NullTestNode test => test.IsNull ? (None, NotNull(test.Operand)) : (NotNull(test.Operand), None),
        NotNode not => Swap(Of(not.Operand)),
        EqualityNode equality => Equality(equality),
        OrderingNode ordering => (Ordering(ordering), None),
        MatchesNode matches => (NotNull(matches.Text), NotNull(matches.Text)),
        LogicNode logic => Logic(logic),
        FunctionCallNode call => Call(call),
        AttributeNode attribute => (NotNull(attribute), NotNull(attribute)),
        _ => (None, None),
    };

    /// <summary>A value that equals a constant other than null is not null; x != "" says nothing, since null is not "" either.</summary>
    private static (NullFacts WhenTrue, NullFacts WhenFalse) Equality(EqualityNode node)
    {
        NullFacts facts = IsValue(node.Right) ? NotNull(node.Left) : IsValue(node.Left) ? NotNull(node.Right) : None;
        NullFacts length = node.Right is ConstantNode { Value: 0 } ? Measured(node.Left) : None;
        return node.Equal ? (facts, length) : (length, facts);
    }

    /// <summary>Null sorts below everything, so only the greater side is known.</summary>
    private static NullFacts Ordering(OrderingNode node) => node.Operator switch
    {
        BinaryOperator.Greater => NotNull(node.Left).And(node.Right is ConstantNode { Value: >= 0 } ? Measured(node.Left) : None),
        BinaryOperator.GreaterOrEqual when IsValue(node.Right) => NotNull(node.Left).And(node.Right is ConstantNode { Value: > 0 } ? Measured(node.Left) : None),
        BinaryOperator.Less => NotNull(node.Right),
        BinaryOperator.LessOrEqual when IsValue(node.Left) => NotNull(node.Right),
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
        "String.stringContains" or "String.startsWith" or "String.endsWith" => (NotNull(call.Written[0]), None),
        "Arrays.isEmpty" => (None, NotNull(call.Written[0])),
        "Arrays.contains" => (NotNull(call.Written[0]), None),
        _ => (None, None),
    };

    /// <summary>String.len(x) and Arrays.size(x) are 0 for null.</summary>
    private static NullFacts Measured(BoundNode node) =>
        node is FunctionCallNode { Function.Name: "String.len" or "Arrays.size" } call ? NotNull(call.Written[0]) : None;

    private static NullFacts NotNull(BoundNode node) => node switch
    {
        AttributeNode attribute => new([(attribute.Root.Index, attribute.Attribute.Slot)]),
        FunctionCallNode { Function.Nulls: NullResult.FirstArgument, Written: [var first, ..] } => NotNull(first),
        _ => None,
    };

    private static bool IsValue(BoundNode node) => node is ConstantNode { Value: not null };

    private static (NullFacts WhenTrue, NullFacts WhenFalse) Swap((NullFacts WhenTrue, NullFacts WhenFalse) facts) => (facts.WhenFalse, facts.WhenTrue);
}
