namespace RingCentralAD.Expressions;

/// <summary>Comma-separated text as a list: items are trimmed, empty text is an empty list.</summary>
internal static class CsvText
{
    public static IReadOnlyList<object?> Split(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        if (text.AsSpan().Count(',') >= Limits.ListLength)
        {
            throw FunctionException.TooMany();
        }

        return text.Split(',', StringSplitOptions.TrimEntries);
    }
}
