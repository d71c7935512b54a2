namespace RingCentralAD.Expressions;

/// <summary><c>text matches pattern</c>: the whole text, as SpEL has it; the left side is made text, the right side must be text.</summary>
internal sealed class MatchesNode(SourceSpan span, BoundNode text, BoundNode pattern) : BoundNode(span, ValueTypes.Boolean)
{
    public BoundNode Text => text;

    public override int Weight => text.Weight + pattern.Weight + 1;

    public override object Evaluate(EvaluationContext context) => Boxes.Of(EvaluateCondition(context));

    public override bool EvaluateCondition(EvaluationContext context)
    {
        string? input = text.EvaluateText(context);
        object? expression = pattern.Evaluate(context);
        if (input is null || expression is not string regex)
        {
            throw NodeErrors.Type(Span, input is null ? "The text before matches is null." : "The pattern after matches must be a text.", input is null ? "Test it first: x != null && x matches \"...\"." : null);
        }

        try
        {
            return Patterns.FitsWhole(context, input, regex);
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
    }
}
