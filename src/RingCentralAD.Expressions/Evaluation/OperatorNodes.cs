namespace RingCentralAD.Expressions;

internal sealed class NotNode(SourceSpan span, BoundNode operand) : BoundNode(span, ValueTypes.Boolean)
{
    public BoundNode Operand { get; } = operand;

    public override int Weight => Operand.Weight + 1;

    public override object Evaluate(EvaluationContext context) => Boxes.Of(EvaluateCondition(context));

    public override bool EvaluateCondition(EvaluationContext context) => !Operand.EvaluateCondition(context);
}

internal sealed class SignNode(SourceSpan span, UnaryOperator op, BoundNode operand) : BoundNode(span, ValueTypes.Number)
{
    public override int Weight => operand.Weight + 1;

    public override object Evaluate(EvaluationContext context)
    {
        object? value = operand.Evaluate(context);
        try
        {
            return op == UnaryOperator.Minus ? Arithmetic.Negate(value) : Arithmetic.Plus(value);
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
    }
}

/// <summary>and, or: as many operands as stand in a row, evaluated only as far as needed.</summary>
internal sealed class LogicNode(SourceSpan span, bool isAnd, BoundNode[] operands) : BoundNode(span, ValueTypes.Boolean)
{
    public bool IsAnd => isAnd;

    public IReadOnlyList<BoundNode> Operands => operands;

    public override int Weight { get; } = 1 + operands.Sum(operand => operand.Weight);

    public override object Evaluate(EvaluationContext context) => Boxes.Of(EvaluateCondition(context));

    public override bool EvaluateCondition(EvaluationContext context)
    {
        foreach (BoundNode operand in operands)
        {
            if (operand.EvaluateCondition(context) != isAnd)
            {
                return !isAnd;
            }
        }

        return isAnd;
    }
}

/// <summary>A comparison with null, the commonest condition there is.</summary>
internal sealed class NullTestNode(SourceSpan span, BoundNode operand, bool isNull) : BoundNode(span, ValueTypes.Boolean)
{
    public BoundNode Operand { get; } = operand;

    public bool IsNull => isNull;

    public override int Weight => Operand.Weight + 2;

    public override object Evaluate(EvaluationContext context) => Boxes.Of(EvaluateCondition(context));

    public override bool EvaluateCondition(EvaluationContext context) => Operand.Evaluate(context) is null == isNull;
}

internal sealed class EqualityNode(SourceSpan span, BoundNode left, BoundNode right, bool equal) : BoundNode(span, ValueTypes.Boolean)
{
    public BoundNode Left { get; } = left;

    public BoundNode Right { get; } = right;

    public bool Equal => equal;

    public override int Weight => Left.Weight + Right.Weight + 1;

    public override object Evaluate(EvaluationContext context) => Boxes.Of(EvaluateCondition(context));

    public override bool EvaluateCondition(EvaluationContext context) =>
        Comparison.AreEqual(Left.Evaluate(context), Right.Evaluate(context)) == equal;
}

internal sealed class OrderingNode(SourceSpan span, BinaryOperator op, BoundNode left, BoundNode right) : BoundNode(span, ValueTypes.Boolean)
{
    public BinaryOperator Operator => op;

    public BoundNode Left { get; } = left;

    public BoundNode Right { get; } = right;

    public override int Weight => Left.Weight + Right.Weight + 1;

    public override object Evaluate(EvaluationContext context) => Boxes.Of(EvaluateCondition(context));

    public override bool EvaluateCondition(EvaluationContext context)
    {
        object? first = Left.Evaluate(context);
        object? second = Right.Evaluate(context);
        try
        {
            return Comparison.Holds(op, first, second);
        }
        catch (FunctionException failure)
        {
            throw Failure(failure);
        }
    }
}
