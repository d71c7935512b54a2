using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>Numbers as text, as Java prints them: 1.0, 1.0E10, 1.0E-4, Infinity.</summary>
internal static class JavaNumber
{
    public static string ToText(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0.0" : "0.0";
        }

        double size = Math.Abs(value);
        return size is >= 1e-3 and < 1e7 ? Plain(value) : Scientific(value);
    }

    private static string Plain(double value)
    {
        string digits = value.ToString("F20", CultureInfo.InvariantCulture);
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        string text = shortest.Contains('E', StringComparison.Ordinal) ? digits.TrimEnd('0') : shortest;
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static string Scientific(double value)
    {
        string text = value.ToString("E16", CultureInfo.InvariantCulture);
        int exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        // The shortest digits that read back as the same number, wherever "R" puts its point.
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        string digits = new([.. shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)]);
        digits = digits.TrimStart('0').TrimEnd('0');
        string sign = value < 0 ? "-" : "";
        string fraction = digits.Length > 1 ? digits[1..] : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{fraction}E{exponent}");
    }
}
