using System.Text.RegularExpressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// Tells a phone number from the extension behind it, as people write the two in one attribute
/// (the guide, "Adding custom attributes": <c>telephone=+1-415-555-6789;ext.321</c>).
/// </summary>
internal static partial class ExtensionText
{
    // Fewer digits before a bare dash, slash or bracket are no number of their own: 415 555 - 6789 has no extension.
    private const int FewestDigits = 7;
    private const int ShortExtension = 3;

    /// <summary>The number without its extension, and the extension; the whole text and null where there is none.</summary>
    public static (string Number, string? Extension) Split(string text)
    {
        if (Marked().Match(text) is { Success: true } marked)
        {
            return (text[..marked.Index], marked.Groups[1].Value);
        }

        return Bare().Match(text) is { Success: true } bare && IsNumber(text, bare) ? (text[..bare.Index], bare.Groups[1].Value) : (text, null);
    }

    /// <summary>A dash also stands inside numbers: what is before it must be a whole number, and all of it together must not be one.</summary>
    private static bool IsNumber(string text, Match match)
    {
        int digits = text.AsSpan(0, match.Index).ToString().Count(char.IsAsciiDigit);
        return text.TrimStart().StartsWith('+')
            ? digits >= FewestDigits && !PhoneText.IsInternational(text)
            : digits > FewestDigits || (digits == FewestDigits && match.Groups[1].Length <= ShortExtension);
    }

    [GeneratedRegex(
        """(?:[;,]?\s*(?<!\p{L})(?:extension|extn|ext|xtn|ex|x|interno|int|anexo|poste|durchwahl|nebenstelle|dw|доб(?:авочный)?)\s*[.:=\-]?\s*|[#*~]\s*|\s*[,;]{1,3}\s*)([0-9]{1,8})[\s)\].]*$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex("""(?:\s+[-–—/|]\s*|\s*[(\[]\s*)([0-9]{1,8})[\s)\].]*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
