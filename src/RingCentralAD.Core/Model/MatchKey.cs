using System.Text;

namespace RingCentralAD.Core.Model;

/// <summary>
/// Makes the keys by which people are compared: Unicode NFC, invariant lower case, outer white space and
/// zero-width characters taken away. Kept in columns of their own, so that no database's collation decides who matches whom.
/// </summary>
public static class MatchKey
{
    /// <summary>The key of a text, or null for null, empty or blank text.</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string key = IsPlain(text) ? text : Strip(Normalize(text));
        key = key.Trim().ToLowerInvariant();
        return key.Length == 0 ? null : key;
    }

    private static bool IsPlain(string text) => text.All(static c => c is >= ' ' and < (char)127);

    private static string Normalize(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // A lone surrogate cannot be normalised; such a text still equals itself.
            return text;
        }
    }

    private static string Strip(string text) =>
        string.Concat(text.Where(static c => c is not ('\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF')));
}
