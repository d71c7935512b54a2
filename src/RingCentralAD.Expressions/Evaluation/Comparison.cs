namespace RingCentralAD.Expressions;

/// <summary>== and the orderings (reference, section 4).</summary>
internal static class Comparison
{
    /// <summary>Numbers by value, text ordinal, null only with null, text never equals a number.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (int a, int b) => a == b,
        (bool a, bool b) => a == b,
        (double a, double b) => a == b,
        (int or long or double, int or long or double) => NumbersEqual(left, right),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => ListsEqual(a, b),
        _ => ReferenceEquals(left, right),
    };

    /// <summary>Whether an ordering holds; null sorts below everything.</summary>
    public static bool Holds(BinaryOperator op, object? left, object? right)
    {
        if (left is double or int or long && right is double or int or long)
        {
            return left is double || right is double
                ? Holds(op, ToDouble(left), ToDouble(right))
                : Holds(op, ToLong(left).CompareTo(ToLong(right)));
        }

        return Holds(op, Order(left, right));
    }

    private static int Order(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        _ => throw new FunctionException(
            $"{ValueTypeNames.DescribeValue(left)} and {ValueTypeNames.DescribeValue(right)} cannot be put in order.",
            left is string || right is string ? "Turn text into a number first: Convert.toInt(x)." : null),
    };

    private static bool Holds(BinaryOperator op, int order) => op switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static bool Holds(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Less => a < b,
        BinaryOperator.LessOrEqual => a <= b,
        BinaryOperator.Greater => a > b,
        _ => a >= b,
    };

    private static bool NumbersEqual(object left, object right) =>
        left is double || right is double ? ToDouble(left) == ToDouble(right) : ToLong(left) == ToLong(right);

    /// <summary>Inside lists Java's own equality counts: the elements must be of one type.</summary>
    private static bool ListsEqual(IReadOnlyList<object?> a, IReadOnlyList<object?> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (int i = 0; i < a.Count; i++)
        {
            bool same = (a[i], b[i]) switch
            {
                (double x, double y) => x.Equals(y) && double.IsNegative(x) == double.IsNegative(y),
                (int, long or double) or (long, int or double) or (double, int or long) => false,
                var (x, y) => AreEqual(x, y),
            };
            if (!same)
            {
                return false;
            }
        }

        return true;
    }

    private static double ToDouble(object value) => value switch { double d => d, int i => i, _ => (long)value };

    private static long ToLong(object value) => value is int i ? i : (long)value;
}
