namespace RingCentralAD.Expressions;

/// <summary>What can never work, and what is often a mistake, in operators and branches.</summary>
internal sealed partial class Binder
{
    private void CheckArithmetic(ChainLink link, ValueTypes left, BoundNode right) => Certain(
        ArithmeticTypes.Of(link.Operator, left, right.Types) == ValueTypes.None,
        link.Span,
        $"{OperatorText.Of(link.Operator)} does not work on {ValueTypeNames.Describe(left)} and {ValueTypeNames.Describe(right.Types)}.",
        (left | right.Types) is var both && (both & ValueTypes.Boolean) != 0 ? "Choose with condition ? a : b." : null);

    private void CheckOrdering(BinaryNode node, BoundNode left, BoundNode right)
    {
        bool possible = ((left.Types | right.Types) & ValueTypes.Null) != 0 || Share(left.Types, right.Types, ValueTypes.Text | ValueTypes.Boolean)
            || BothMayBe(left.Types, right.Types, ValueTypes.Number);
        Certain(
            !possible,
            node.OperatorSpan,
            $"{ValueTypeNames.Describe(left.Types)} and {ValueTypeNames.Describe(right.Types)} cannot be put in order.",
            "Turn text into a number first: Convert.toInt(x).");
    }

    private void WarnOfEquality(BinaryNode node, BoundNode left, BoundNode right, bool equal)
    {
        ValueTypes same = ValueTypes.Text | ValueTypes.Boolean | ValueTypes.List | ValueTypes.Profile | ValueTypes.Null;
        if (Share(left.Types, right.Types, same) || BothMayBe(left.Types, right.Types, ValueTypes.Number))
        {
            WarnOfCase(node, left, right, equal);
            return;
        }

        string never = $"{ValueTypeNames.Describe(left.Types)} never equals {ValueTypeNames.Describe(right.Types)}";
        Warn(equal ? "never-true" : "always-true", node.Span, $"{char.ToUpperInvariant(never[0])}{never[1..]}, so this is always {(equal ? "false" : "true")}.");
    }

    /// <summary>toLowerCase(x) == "ABC" can never hold.</summary>
    private void WarnOfCase(BinaryNode node, BoundNode left, BoundNode right, bool equal)
    {
        if (CallRules.CannotEqual(left, right) || CallRules.CannotEqual(right, left))
        {
            Warn(equal ? "never-true" : "always-true", node.Span, "One side is changed to one letter case and the other is written in the other, so they are never equal.");
        }
    }

    private void WarnOfNull(BoundNode? part, ValueTypes other)
    {
        if (part is null || (part.Types & ValueTypes.Null) == 0 || (other & ~ValueTypes.Number & ~ValueTypes.Null) == 0)
        {
            return;
        }

        string source = Source(part.Span);
        string what = source.Length <= 60 ? source : "this part";
        string x = source.Length <= 60 ? source : "x";
        Warn("null-joined", part.Span, $"{what} may be null, and joined to a text null becomes the word null. Write ({x} != null ? {x} : \"\").");
    }

    private void WarnOfElse(ConditionalNode node)
    {
        if (node.Else is not ChainNode { Links: [{ Operator: BinaryOperator.Add }, ..] } sum
            || node.Then is ChainNode { Links: [{ Operator: BinaryOperator.Add }, ..] })
        {
            return;
        }

        // What the sum is made of is asked for in the condition, or given as it is by the other branch: c ? x : "+1" + x. That is meant.
        string condition = Source(node.Condition.Span);
        string then = Bare(node.Then);
        bool meant = sum.Operands.Any(operand => operand is not LiteralNode && (Bare(operand) == then || condition.Contains(Bare(operand), StringComparison.Ordinal)));

        // So is nothing on one side, and something with more around it on the other: c ? "" : x + "y".
        if (meant || (node.Then is LiteralNode && sum.Operands[0] is not LiteralNode))
        {
            return;
        }

        string choice = Source(node.Span with { Length = sum.Operands[0].Span.End - node.Span.Start });
        string whole = choice.Length <= 80 ? choice : "condition ? a : b";
        Warn("else-takes-plus", sum.Links[0].Span, $"This + belongs to the part after the colon only. If it follows either value, write ({whole}) + ...");
    }

    private string Source(SourceSpan span) => text.Substring(span.Start, span.Length);

    private string Bare(Node node) => Source(Unwrap(node).Span);

    private static bool Share(ValueTypes left, ValueTypes right, ValueTypes types) => (left & right & types) != 0;

    private static bool BothMayBe(ValueTypes left, ValueTypes right, ValueTypes types) => (left & types) != 0 && (right & types) != 0;
}
