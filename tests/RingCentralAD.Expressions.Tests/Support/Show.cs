using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Expressions.Tests;

/// <summary>Values as one line of text, so that a failed comparison can be read.</summary>
internal static class Show
{
    public static string Result(ExpressionResult result) => result.Error is null ? Value(result.Value) : "!" + result.ErrorKind;

    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        IReadOnlyList<object?> list => "[" + string.Join(", ", list.Select(Value)) + "]",
        _ => value.GetType().Name,
    };
}
