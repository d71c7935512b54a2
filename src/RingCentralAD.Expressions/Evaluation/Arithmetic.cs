namespace RingCentralAD.Expressions;

/// <summary>+ - * / % ^ with Java's widths: int wraps, the widest operand decides, whole division truncates (reference, section 4).</summary>
internal static class Arithmetic
{
    public static object Apply(BinaryOperator op, object? left, object? right) => (left, right) switch
    {
        (int a, int b) => Integers(op, a, b),
        (double a, _) when Real(right) is { } b => Reals(op, a, b),
        (_, double b) when Real(left) is { } a => Reals(op, a, b),
        (long a, _) when Whole(right) is { } b => Longs(op, a, b),
        (_, long b) when Whole(left) is { } a => Longs(op, a, b),
        (string or null, _) or (_, string) => Texts(op, left, right),
        _ => throw NotSupported(op, left, right),
    };

    /// <summary>0 minus the value, as SpEL has it: of 0.0 it is 0.0.</summary>
    public static object Negate(object? value) => value switch
    {
        int number => Boxes.Of(unchecked(-number)),
        long number => unchecked(-number),
        double number => 0 - number,
        _ => throw new FunctionException($"- needs a number, not {ValueTypeNames.DescribeValue(value)}."),
    };

    public static object Plus(object? value) => value switch
    {
        int or long or double => value,
        _ => throw new FunctionException($"A + before a value needs a number, not {ValueTypeNames.DescribeValue(value)}."),
    };

    private static object Integers(BinaryOperator op, int a, int b) => unchecked(op switch
    {
        BinaryOperator.Add => Boxes.Of(a + b),
        BinaryOperator.Subtract => Boxes.Of(a - b),
        BinaryOperator.Multiply => Boxes.Of(a * b),
        BinaryOperator.Divide => b == 0 ? throw DivisionByZero() : Boxes.Of((int)((long)a / b)),
        BinaryOperator.Modulo => b == 0 ? throw DivisionByZero() : Boxes.Of((int)((long)a % b)),
        _ => IntegerPower(Math.Pow(a, b)),
    });

    private static long Longs(BinaryOperator op, long a, long b) => unchecked(op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => b switch { 0 => throw DivisionByZero(), -1 => -a, _ => a / b },
        BinaryOperator.Modulo => b switch { 0 => throw DivisionByZero(), -1 => 0L, _ => a % b },
        _ => Saturated(Math.Pow(a, b)),
    });

    private static double Reals(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Modulo => a % b,
        _ => Math.Pow(a, b),
    };

    /// <summary>SpEL widens a power to 64 bits only where it is too large, not where it is too small.</summary>
    private static object IntegerPower(double power) => power > int.MaxValue
        ? Saturated(power)
        : Boxes.Of((int)Math.Max(Saturated(power), int.MinValue));

    /// <summary>Java's narrowing of a double to a long: NaN is 0, the ends hold.</summary>
    private static long Saturated(double value) => value switch
    {
        double.NaN => 0,
        >= 9223372036854775807d => long.MaxValue,
        <= -9223372036854775808d => long.MinValue,
        _ => (long)value,
    };

    /// <summary>Text joins with anything; SpEL also repeats a text (x * 3) and moves a single character ("d" - 1).</summary>
    private static string Texts(BinaryOperator op, object? left, object? right) => (op, left, right) switch
    {
        (BinaryOperator.Add, string, _) or (BinaryOperator.Add, _, string) => TextJoin.Two(Coerce.ToText(left), Coerce.ToText(right)),
        (BinaryOperator.Multiply, string text, int times) => TextJoin.Repeat(text, times),
        (BinaryOperator.Subtract, string { Length: 1 } text, int down) => ((char)(text[0] - down)).ToString(),
        _ => throw NotSupported(op, left, right),
    };

    private static double? Real(object? value) => value switch { double d => d, int i => i, long l => l, _ => null };

    private static long? Whole(object? value) => value switch { int i => i, long l => l, _ => null };

    private static FunctionException DivisionByZero() => new("Division by zero.", "Test the divisor first: b != 0 ? a / b : null.");

    private static FunctionException NotSupported(BinaryOperator op, object? left, object? right)
    {
        string? remedy = left is null || right is null ? "Give an empty attribute a value first: (x != null ? x : \"\")." : null;
        return new($"{OperatorText.Of(op)} does not work on {ValueTypeNames.DescribeValue(left)} and {ValueTypeNames.DescribeValue(right)}.", remedy);
    }
}
