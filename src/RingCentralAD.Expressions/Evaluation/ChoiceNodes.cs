namespace RingCentralAD.Expressions;

internal sealed class ChoiceNode(SourceSpan span, BoundNode condition, BoundNode whenTrue, BoundNode whenFalse)
    : BoundNode(span, whenTrue.Types | whenFalse.Types)
{
    public BoundNode WhenTrue => whenTrue;

    public BoundNode WhenFalse => whenFalse;

    public override int Weight { get; } = 1 + condition.Weight + whenTrue.Weight + whenFalse.Weight;

    public override object? Evaluate(EvaluationContext context) =>
        condition.EvaluateCondition(context) ? whenTrue.Evaluate(context) : whenFalse.Evaluate(context);

    public override string? EvaluateText(EvaluationContext context) =>
        condition.EvaluateCondition(context) ? whenTrue.EvaluateText(context) : whenFalse.EvaluateText(context);
}

/// <summary><c>x != null ? x : other</c> reads x once.</summary>
internal sealed class CoalesceNode(SourceSpan span, BoundNode value, BoundNode other)
    : BoundNode(span, (value.Types & ~ValueTypes.Null) | other.Types)
{
    public override int Weight { get; } = 4 + value.Weight + other.Weight;

    public override object? Evaluate(EvaluationContext context) => value.Evaluate(context) ?? other.Evaluate(context);

    public override string? EvaluateText(EvaluationContext context) => value.EvaluateText(context) ?? other.EvaluateText(context);
}

/// <summary><c>a ?: b</c>: b where a is null or empty text.</summary>
internal sealed class ElvisValueNode(SourceSpan span, BoundNode value, BoundNode fallback)
    : BoundNode(span, (value.Types & ~ValueTypes.Null) | fallback.Types)
{
    public BoundNode Value => value;

    public BoundNode Fallback => fallback;

    public override int Weight { get; } = 1 + value.Weight + fallback.Weight;

    public override object? Evaluate(EvaluationContext context)
    {
        object? first = value.Evaluate(context);
        return first is null or string { Length: 0 } ? fallback.Evaluate(context) : first;
    }
}
