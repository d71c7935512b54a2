using System.Text.RegularExpressions;
using PhoneNumbers;

namespace RingCentralAD.Core.Mapping;

/// <summary>Phone numbers as text, by libphonenumber.</summary>
public static partial class PhoneText
{
    /// <summary>The number in E.164 (+16505550123), or null where the text is no possible number.</summary>
    /// <param name="text">A number as people write it, international or as dialled in the region.</param>
    /// <param name="region">ISO alpha-2 code of the region it is dialled in; null where it must be international.</param>
    public static string? ToE164(string? text, string? region)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 250)
        {
            return null;
        }

        PhoneNumberUtil library = PhoneNumberUtil.GetInstance();
        try
        {
            PhoneNumbers.PhoneNumber number = library.Parse(text, region is { Length: 2 } ? region.ToUpperInvariant() : null);
            return library.IsPossibleNumber(number) ? library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>The extension inside a number as people write it: ;ext.321, x321, ext 321, #321, or - 321 at the end; null where there is none.</summary>
    public static string? Extension(string? text) =>
        text is { Length: <= 250 } && ExtensionPattern().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"(?:;?\s*ext(?:ension)?[.:=]?\s*|[xX#]\s*|\s+-\s+)([0-9]{1,8})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ExtensionPattern();
}
