using System.Globalization;
using System.Numerics;

namespace RingCentralAD.Expressions;

/// <summary>Decides what counts as text, number or Boolean, as SpEL does (REFERENCE, section 4).</summary>
internal static class Coerce
{
    /// <summary>The text of a value for a function or a concatenation; null stays null.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => Number(number),
        IReadOnlyList<object?> list => string.Join(",", list.Select(item => Text(item) ?? "null")),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A condition: a Boolean, or text that SpEL converts.</summary>
    public static bool Truth(object? value, Node node) => value switch
    {
        bool truth => truth,
        string text => text.ToLowerInvariant() switch
        {
            "true" or "on" or "yes" or "1" => true,
            "false" or "off" or "no" or "0" => false,
            _ => throw NoTruth(value, node),
        },
        _ => throw NoTruth(value, node),
    };

    public static bool IsNumber(object? value) => value is int or long or double;

    public static double Real(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    public static string Kind(object? value) => value switch
    {
        null => "null",
        string => "text",
        bool => "a Boolean",
        int or long or double => "a number",
        IReadOnlyList<object?> => "a list",
        _ => value.GetType().Name,
    };

    private static ExpressionException NoTruth(object? value, Node node) => new(
        ExpressionErrorKind.Type, $"A condition must be true or false; this is {Kind(value)}.", node.Position, node.Length, "Compare it: … != null.");

    private static string Number(double value)
    {
        // Java prints 1.0 for a whole double, and switches to E notation at 10^7 and below 10^-3.
        double size = Math.Abs(value);
        if (size is > 0 and (< 1e-3 or >= 1e7) && double.IsFinite(value))
        {
            string[] parts = value.ToString("E16", CultureInfo.InvariantCulture).Split('E');
            string shortest = value.ToString("R", CultureInfo.InvariantCulture).Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0').TrimEnd('0');
            string digits = shortest.Length == 0 ? "0" : shortest;
            string mantissa = digits.Length == 1 ? digits + ".0" : $"{digits[0]}.{digits[1..]}";
            return $"{(value < 0 ? "-" : "")}{mantissa}E{int.Parse(parts[1], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}";
        }

        string plain = value.ToString("R", CultureInfo.InvariantCulture);
        return BigInteger.TryParse(plain, CultureInfo.InvariantCulture, out _) ? plain + ".0" : plain;
    }
}
