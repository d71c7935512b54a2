namespace RingCentralAD.Expressions;

/// <summary>Operators of one rank from left to right, where no operand is known to make it a join of texts.</summary>
internal sealed class ArithmeticNode(
    SourceSpan span,
    ValueTypes types,
    BoundNode first,
    (BinaryOperator Operator, SourceSpan Span, BoundNode Operand)[] links) : BoundNode(span, types)
{
    public override int Weight { get; } = first.Weight + links.Sum(link => link.Operand.Weight + 1);

    public override object? Evaluate(EvaluationContext context)
    {
        object? value = first.Evaluate(context);
        foreach ((BinaryOperator op, SourceSpan place, BoundNode operand) in links)
        {
            object? right = operand.Evaluate(context);
            try
            {
                value = Arithmetic.Apply(op, value, right);
            }
            catch (FunctionException failure)
            {
                throw new ExpressionException(failure.Kind, place, failure.Message, failure.Remedy, failure);
            }
        }

        return value;
    }
}
