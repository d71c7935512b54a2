using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>What a target takes: which types of an expression fit it, and how a value is brought into its form.</summary>
internal static class TargetValue
{
    /// <summary>The type of a target; what goes out of the hub is text.</summary>
    public static HubAttributeType TypeOf(MappingDirection direction, string target, IReadOnlyList<HubAttribute> attributes) =>
        direction is MappingDirection.AdToHub or MappingDirection.RcToHub
            ? attributes.FirstOrDefault(attribute => attribute.Name == target)?.Type ?? HubAttributeType.String
            : HubAttributeType.String;

    /// <summary>The types of an expression that can fit a target.</summary>
    public static ValueTypes Accepted(HubAttributeType type) => type switch
    {
        HubAttributeType.Boolean => ValueTypes.Boolean | ValueTypes.Text,
        HubAttributeType.Integer or HubAttributeType.Number => ValueTypes.Number | ValueTypes.Text,
        HubAttributeType.StringArray => ValueTypes.List | ValueTypes.Text,
        _ => ValueTypes.Text | ValueTypes.Number | ValueTypes.Boolean,
    };

    /// <summary>What a target takes, in words.</summary>
    public static string Describe(HubAttributeType type) => type switch
    {
        HubAttributeType.Boolean => "true or false",
        HubAttributeType.Integer => "a whole number",
        HubAttributeType.Number => "a number",
        HubAttributeType.StringArray => "a list of texts",
        _ => "one text",
    };

    /// <summary>The value in the target's form; null for nothing and for empty text; false where it does not fit.</summary>
    public static bool TryFit(object? value, HubAttributeType type, out object? fitted)
    {
        // Of a directory's attribute with several values a text attribute takes the first, as everywhere (AttributeSet.Text).
        bool takesFirst = value is IReadOnlyList<object?> list && (type == HubAttributeType.String ? list.Count > 0 : type != HubAttributeType.StringArray && list.Count == 1);
        object? single = takesFirst ? ((IReadOnlyList<object?>)value!)[0] : value;
        if (single is null or "" or IReadOnlyList<object?> { Count: 0 })
        {
            fitted = null;
            return true;
        }

        fitted = type switch
        {
            HubAttributeType.Boolean => single as bool? ?? (single is string text && bool.TryParse(text, out bool flag) ? flag : null),
            HubAttributeType.Integer => Whole(single),
            HubAttributeType.Number => single is string text ? Parsed(text) : single is int or long or double ? Convert.ToDouble(single, CultureInfo.InvariantCulture) : null,
            HubAttributeType.StringArray => single is IReadOnlyList<object?> items ? Texts(items) : Text(single) is { } item ? (string[])[item] : null,
            _ => Text(single),
        };
        return fitted is not null;
    }

    private static object? Whole(object value) => value switch
    {
        int number => (long)number,
        long number => number,
        double number when Math.Truncate(number) == number && Math.Abs(number) < long.MaxValue => (long)number,
        string text when long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };

    private static object? Parsed(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static string? Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        int or long or double or decimal => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string[]? Texts(IReadOnlyList<object?> list)
    {
        List<string> texts = [];
        foreach (object item in list.OfType<object>())
        {
            if (Text(item) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return [.. texts];
    }
}
