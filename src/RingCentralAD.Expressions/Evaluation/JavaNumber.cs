using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>Decimal numbers as text, as Java prints them: 1.0, 1.0E10, 1.0E-4, Infinity; the fewest digits that read back as the same number.</summary>
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

        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (value == 0 || Math.Abs(value) is >= 1e-3 and < 1e7)
        {
            return shortest.Contains('.', StringComparison.Ordinal) ? shortest : shortest + ".0";
        }

        return Scientific(shortest);
    }

    /// <summary>One digit before the point, wherever "R" has put it.</summary>
    private static string Scientific(string shortest)
    {
        string sign = shortest[0] == '-' ? "-" : "";
        string[] parts = shortest[sign.Length..].Split('E');
        string mantissa = parts[0];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int whole = point < 0 ? mantissa.Length : point;
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        int exponent = whole - (all.Length - digits.Length) - 1
            + (parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');
        string fraction = digits.Length > 1 ? digits[1..] : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{fraction}E{exponent}");
    }
}
