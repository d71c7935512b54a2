using PhoneNumbers;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Phone numbers as text, by libphonenumber.</summary>
public static class PhoneText
{
    private const int LongestText = 250;

    /// <summary>The number in E.164 (+16505550123), or null where the text is no possible number.</summary>
    /// <param name="text">A number as people write it, international or as dialled in the region; an extension is left out.</param>
    /// <param name="region">A code of the country it is dialled in (ISO 3166); null where it must be international.</param>
    public static string? ToE164(string? text, string? region) =>
        Parse(text, Region(region)) is { } number ? PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164) : null;

    /// <summary>The number as it is written in the region; one of another country in international form; null as for <see cref="ToE164"/>.</summary>
    public static string? National(string? text, string? region)
    {
        string? home = Region(region);
        if (Parse(text, home) is not { } number)
        {
            return null;
        }

        PhoneNumberUtil library = PhoneNumberUtil.GetInstance();
        bool abroad = home is not null && library.GetCountryCodeForRegion(home) != number.CountryCode;
        return library.Format(number, abroad ? PhoneNumberFormat.INTERNATIONAL : PhoneNumberFormat.NATIONAL);
    }

    /// <summary>The extension behind a number, 1 to 8 digits; null where there is none.</summary>
    public static string? Extension(string? text) => text is { Length: <= LongestText } ? ExtensionText.Split(text).Extension : null;

    /// <summary>Whether the text, read as international, is a number that some country has.</summary>
    internal static bool IsInternational(string text) =>
        Parse(text, null, split: false) is { } number && PhoneNumberUtil.GetInstance().IsValidNumber(number);

    private static PhoneNumbers.PhoneNumber? Parse(string? text, string? region, bool split = true)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            return null;
        }

        PhoneNumberUtil library = PhoneNumberUtil.GetInstance();
        try
        {
            PhoneNumbers.PhoneNumber number = library.Parse(split ? ExtensionText.Split(text).Number : text, region);
            return library.IsPossibleNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Whether libphonenumber knows the region.</summary>
    internal static bool IsRegion(string region) => PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(Region(region)!);

    /// <summary>libphonenumber's name of a region: the two-letter code.</summary>
    private static string? Region(string? region) =>
        string.IsNullOrWhiteSpace(region) ? null : CountryFunctions.ToAlpha2(region) ?? region.Trim().ToUpperInvariant();
}
