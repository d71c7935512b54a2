using System.Globalization;
using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>
/// The conversions SpEL makes between kinds of values (reference, section 4).
/// All throw <see cref="FunctionException"/>; whoever knows the place adds it.
/// </summary>
internal static class Coerce
{
    private const string NotBoolean = "A condition must be true or false";

    /// <summary>Null stays null; whoever joins texts writes <c>null</c> for it.</summary>
    public static string? ToText(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => JavaNumber.ToText(number),
        IReadOnlyList<object?> list => ListText(list),
        _ => throw new FunctionException("A profile is no text.", "Name one of its attributes."),
    };

    public static bool ToBoolean(object? value) => value switch
    {
        bool truth => truth,
        string text => TextToBoolean(text),
        null => throw new FunctionException($"{NotBoolean}; this is null.", "Compare with null first: x != null && x."),
        IReadOnlyList<object?> { Count: > 0 } list => ToBoolean(list[0]),
        _ => throw new FunctionException($"{NotBoolean}; this is {ValueTypeNames.DescribeValue(value)}.", "Compare it with something: x == 5."),
    };

    public static int ToInteger(object? value) => value switch
    {
        int number => number,
        long number => Narrowed(number),
        double number => Truncated(number),
        string text => TextToInteger(text),
        null => throw new FunctionException("A whole number is needed here; this is null."),
        IReadOnlyList<object?> { Count: > 0 } list => ToInteger(list[0]),
        _ => throw new FunctionException($"A whole number is needed here, not {ValueTypeNames.DescribeValue(value)}."),
    };

    public static double ToReal(object? value) => value switch
    {
        double number => number,
        int number => number,
        long number => number,
        string text when double.TryParse(text.Trim(), NumberStyles.Float & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out double number)
            && char.IsAsciiDigit(text.Trim()[^1]) => number,
        string text => throw new FunctionException($"'{Shown(text)}' is no number."),
        null => throw new FunctionException("A number is needed here; this is null."),
        _ => throw new FunctionException($"A number is needed here, not {ValueTypeNames.DescribeValue(value)}."),
    };

    /// <summary>An array argument: a list, text with commas between its items, or null for an empty list.</summary>
    public static IReadOnlyList<object?> ToList(object? value) => value switch
    {
        null => [],
        IReadOnlyList<object?> list => list,
        IAttributeSource or IReadOnlyDictionary<string, object?> => throw new FunctionException("A list is needed here, not a profile."),
        _ => CsvText.Split(ToText(value)!),
    };

    /// <summary>As a message shows a value: cut where it is long.</summary>
    public static string Shown(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "...");

    private static bool TextToBoolean(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "ON" or "YES" or "1" => true,
        "FALSE" or "OFF" or "NO" or "0" => false,
        _ => throw new FunctionException($"{NotBoolean}; this is the text '{Shown(text)}'.", "Compare it with something: x == \"yes\"."),
    };

    private static int TextToInteger(string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FunctionException($"'{Shown(text)}' is no whole number.");

    /// <summary>Cut towards zero; NaN is 0, as in Java.</summary>
    private static int Truncated(double number) =>
        double.IsNaN(number) ? 0 : Math.Truncate(number) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : throw OutOfRange();

    private static int Narrowed(long number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : throw OutOfRange();

    private static FunctionException OutOfRange() => new("This number is out of range for a whole number.");

    private static string ListText(IReadOnlyList<object?> list)
    {
        var output = new StringBuilder();
        Append(output, list);
        return output.ToString();
    }

    private static void Append(StringBuilder output, IReadOnlyList<object?> list)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (i > 0)
            {
                output.Append(',');
            }

            if (list[i] is IReadOnlyList<object?> inner)
            {
                Append(output, inner);
            }
            else
            {
                output.Append(ToText(list[i]) ?? "null");
            }

            if (output.Length > Limits.TextLength)
            {
                throw FunctionException.TooLong();
            }
        }
    }
}
