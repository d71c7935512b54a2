using System.Globalization;
using System.Text;
using RingCentralAD.Core.Directories;

namespace RingCentralAD.Core.Running;

/// <summary>Compares values as a directory does.</summary>
internal static class FilterValue
{
    /// <summary>Whether a stored value equals the filter's.</summary>
    public static bool Same(FilterSyntax syntax, string value, byte[] wanted) => syntax switch
    {
        FilterSyntax.Integer => Integer(value) is { } number && Integer(Text(wanted)) == number,
        FilterSyntax.Name => DnText.Key(value) == DnText.Key(Text(wanted)),
        FilterSyntax.Category => DnText.Key(value) == DnText.Key(Text(wanted)) || Fold(DnText.Name(value)) == Fold(Text(wanted)),
        FilterSyntax.Guid => wanted.Length == 16 ? value == new Guid(wanted).ToString("D") : Guid.TryParse(Text(wanted), out Guid guid) && value == guid.ToString("D"),
        FilterSyntax.Sid => value == (SecurityIdentifierText.Of(wanted) ?? Text(wanted)),
        FilterSyntax.Time => Time(value) == Time(Text(wanted)),
        _ => Fold(value) == Fold(Text(wanted)),
    };

    /// <summary>Less than 0, 0 or more than 0; null where the values have no order.</summary>
    public static int? Order(FilterSyntax syntax, string value, byte[] wanted)
    {
        switch (syntax)
        {
            case FilterSyntax.Integer:
                return Integer(value) is { } number && Integer(Text(wanted)) is { } limit ? number.CompareTo(limit) : null;
            case FilterSyntax.Time:
                return string.CompareOrdinal(Time(value), Time(Text(wanted)));
            case FilterSyntax.Text:
                return string.CompareOrdinal(Letters(value), Letters(Text(wanted)));
            default:
                return null;
        }
    }

    /// <summary>Whether the value begins, goes on and ends as the filter says.</summary>
    public static bool Matches(string value, byte[] start, IReadOnlyList<byte[]> middle, byte[] end)
    {
        string text = Fold(value);
        string first = FoldPart(Text(start), isStart: true, isEnd: false);
        string last = FoldPart(Text(end), isStart: false, isEnd: true);
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        int at = first.Length;
        int stop = text.Length - last.Length;
        foreach (byte[] part in middle)
        {
            string wanted = FoldPart(Text(part), isStart: false, isEnd: false);
            int found = text.IndexOf(wanted, at, stop - at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + wanted.Length;
        }

        return true;
    }

    /// <summary>A whole number of 64 bits; null where the text is none.</summary>
    public static long? Integer(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) ? unchecked((long)large)
        : null;

    /// <summary>The filter's value as text.</summary>
    public static string Text(byte[] value) => Encoding.UTF8.GetString(value);

    /// <summary>Text by which values are compared: upper case, one blank between words, none around.</summary>
    private static string Fold(string text) => FoldPart(text, isStart: true, isEnd: true);

    // Active Directory orders as people do: Å stands with A. The marks are taken off, whatever the machine's culture tables are.
    private static string Letters(string text) => string.Concat(Fold(text).Normalize(NormalizationForm.FormD)
        .Where(static letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));

    private static string FoldPart(string text, bool isStart, bool isEnd)
    {
        string upper = text.ToUpperInvariant();
        upper = isStart ? upper.TrimStart(' ') : upper;
        upper = isEnd ? upper.TrimEnd(' ') : upper;
        while (upper.Contains("  ", StringComparison.Ordinal))
        {
            upper = upper.Replace("  ", " ", StringComparison.Ordinal);
        }

        return upper;
    }

    // 20261124080000.0Z, 20261124080000Z: the fraction of a second is always zero.
    private static string Time(string text) => text.Split('.', 'Z', 'z')[0];
}
