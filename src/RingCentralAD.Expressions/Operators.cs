using System.Text.RegularExpressions;

namespace RingCentralAD.Expressions;

/// <summary>The operators (REFERENCE, section 4).</summary>
internal static class Operators
{
    public static object? Unary(UnaryNode node, object? value) => (node.Operator, value) switch
    {
        ("!", _) => !Coerce.Truth(value, node.Operand),
        ("-", int number) => unchecked(-number),
        ("-", long number) => unchecked(-number),
        ("-", double number) => -number,
        ("+", int or long or double) => value,
        _ => throw Wrong(node, node.Operator, value),
    };

    public static object? Binary(BinaryNode node, object? left, object? right) => node.Operator switch
    {
        "==" => Same(left, right),
        "!=" => !Same(left, right),
        "<" => Compare(node, left, right) < 0,
        "<=" => Compare(node, left, right) <= 0,
        ">" => Compare(node, left, right) > 0,
        ">=" => Compare(node, left, right) >= 0,
        "matches" => Matches(node, left, right),
        "+" when left is string || right is string => Join(node, left, right),
        _ => Arithmetic(node, left, right),
    };

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        _ when Coerce.IsNumber(left) && Coerce.IsNumber(right) => left is double || right is double
            ? Coerce.Real(left).Equals(Coerce.Real(right))
            : Convert.ToInt64(left, null) == Convert.ToInt64(right, null),
        _ => left.Equals(right),
    };

    private static int Compare(BinaryNode node, object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        _ when Coerce.IsNumber(left) && Coerce.IsNumber(right) => left is double || right is double
            ? Coerce.Real(left).CompareTo(Coerce.Real(right))
            : Convert.ToInt64(left, null).CompareTo(Convert.ToInt64(right, null)),
        _ => throw Wrong(node, node.Operator, left, right),
    };

    private static string Join(BinaryNode node, object? left, object? right)
    {
        string text = (Coerce.Text(left) ?? "null") + (Coerce.Text(right) ?? "null");
        return text.Length <= Limits.ResultLength
            ? text
            : throw new ExpressionException(ExpressionErrorKind.Limit, $"The text grows beyond {Limits.ResultLength} characters.", node.Position, node.Length);
    }

    private static object Arithmetic(BinaryNode node, object? left, object? right)
    {
        if (!Coerce.IsNumber(left) || !Coerce.IsNumber(right))
        {
            throw Wrong(node, node.Operator, left, right);
        }

        if (left is double || right is double)
        {
            return Reals(node.Operator, Coerce.Real(left!), Coerce.Real(right!));
        }

        bool wide = left is long || right is long;
        long a = Convert.ToInt64(left, null);
        long b = Convert.ToInt64(right, null);
        if (b == 0 && node.Operator is "/" or "%")
        {
            throw new ExpressionException(ExpressionErrorKind.Type, "A whole number is divided by zero.", node.Position, node.Length);
        }

        if (node.Operator == "^")
        {
            double power = Math.Pow(a, b);
            return !wide && power is >= int.MinValue and <= int.MaxValue && power == Math.Truncate(power) ? (int)power : unchecked((long)power);
        }

        long result = unchecked(node.Operator switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => b == -1 ? -a : a / b,
            _ => b == -1 ? 0 : a % b,
        });
        return wide ? result : unchecked((int)result);
    }

    private static double Reals(string name, double a, double b) => name switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        _ => Math.Pow(a, b),
    };

    private static bool Matches(BinaryNode node, object? left, object? right)
    {
        if (left is not string text || right is not string pattern)
        {
            throw Wrong(node, "matches", left, right);
        }

        try
        {
            return Regex.IsMatch(text, $"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ExpressionException(ExpressionErrorKind.Limit, "The pattern takes too long on this text.", node.Position, node.Length);
        }
        catch (ArgumentException)
        {
            throw new ExpressionException(ExpressionErrorKind.Type, $"'{pattern}' is no pattern.", node.Right.Position, node.Right.Length);
        }
    }

    private static ExpressionException Wrong(Node node, string name, params object?[] values) => new(
        ExpressionErrorKind.Type, $"'{name}' cannot take {string.Join(" and ", values.Select(Coerce.Kind))}.", node.Position, node.Length,
        values.Contains(null) ? "Guard against null: x != null ? x : \"\"." : null);
}
