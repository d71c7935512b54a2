namespace RingCentralAD.Expressions;

/// <summary>What an arithmetic operator may give, from what its operands may be.</summary>
internal static class ArithmeticTypes
{
    public static ValueTypes Of(BinaryOperator op, ValueTypes left, ValueTypes right)
    {
        ValueTypes result = Numbers(left, right);
        bool text = op switch
        {
            BinaryOperator.Add => ((left | right) & ValueTypes.Text) != 0,
            BinaryOperator.Multiply or BinaryOperator.Subtract => (left & ValueTypes.Text) != 0 && (right & ValueTypes.Integer) != 0,
            _ => false,
        };
        if (op == BinaryOperator.Power && (result & ValueTypes.Integer) != 0)
        {
            result |= ValueTypes.Long;
        }

        // "x" + anything is text, whatever else the other side may be.
        bool surelyText = op == BinaryOperator.Add && (left == ValueTypes.Text || right == ValueTypes.Text);
        return surelyText ? ValueTypes.Text : text ? result | ValueTypes.Text : result;
    }

    private static ValueTypes Numbers(ValueTypes left, ValueTypes right)
    {
        ValueTypes a = left & ValueTypes.Number;
        ValueTypes b = right & ValueTypes.Number;
        if (a == 0 || b == 0)
        {
            return ValueTypes.None;
        }

        ValueTypes result = ValueTypes.None;
        if (((a | b) & ValueTypes.Real) != 0)
        {
            result |= ValueTypes.Real;
        }

        ValueTypes wholeA = a & ~ValueTypes.Real;
        ValueTypes wholeB = b & ~ValueTypes.Real;
        if (wholeA != 0 && wholeB != 0)
        {
            result |= ((wholeA | wholeB) & ValueTypes.Long) != 0 ? ValueTypes.Long : ValueTypes.None;
            result |= (wholeA & wholeB & ValueTypes.Integer) != 0 ? ValueTypes.Integer : ValueTypes.None;
        }

        return result;
    }
}
