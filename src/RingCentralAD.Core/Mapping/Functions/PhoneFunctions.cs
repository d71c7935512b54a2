using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Functions on phone numbers, by libphonenumber's data.</summary>
[FunctionGroup(
    "Phone numbers",
    "Not in Okta's language. The region is where a number without + is dialled: any ISO 3166 code of a country, such as US. An extension behind the number does no harm; Phone.extension takes it out.")]
public static class PhoneFunctions
{
    /// <summary>The number in E.164.</summary>
    [Function("Phone.toE164", "The number in E.164, such as +16505550123, without its extension. Null for null, for text that is no possible number, and for a national number without a region. A region that does not exist is an error.", Nulls = NullResult.Possible)]
    [Example("""Phone.toE164("(650) 253-0000", "US")""", "\"+16502530000\"")]
    [Example("""Phone.toE164("020 7946 0958", "GB")""", "\"+442079460958\"")]
    [Example("""Phone.toE164("+1-415-555-6789;ext.321", null)""", "\"+14155556789\"")]
    [Example("""Phone.toE164("front desk", "US")""", "null")]
    public static string? ToE164(string? text, string? region) => PhoneText.ToE164(text, Known(region));

    /// <summary>The number as written in its region.</summary>
    [Function("Phone.national", "The number as it is written in the region, without its extension; a number of another country in international form. Null as for Phone.toE164.", Nulls = NullResult.Possible)]
    [Example("""Phone.national("+16502530000", "US")""", "\"(650) 253-0000\"")]
    [Example("""Phone.national("+442079460958", "GB")""", "\"020 7946 0958\"")]
    [Example("""Phone.national("+442079460958", "US")""", "\"+44 20 7946 0958\"")]
    public static string? National(string? text, string? region) => PhoneText.National(text, Known(region));

    /// <summary>The extension inside a number.</summary>
    [Function("Phone.extension", "The extension behind a number as people write it: ;ext.321, ;ext=321, x321, ext 321, extension 321, #321, *321, two commas, - 321, / 321 or (321). Null where there is none.", Nulls = NullResult.Possible)]
    [Example("""Phone.extension("+1-415-555-6789;ext.321")""", "\"321\"")]
    [Example("""Phone.extension("(415) 555-6789 x321")""", "\"321\"")]
    [Example("""Phone.extension("+1 415 555 6789 - 321")""", "\"321\"")]
    [Example("""Phone.extension("+1-415-555-6789")""", "null")]
    public static string? Extension(string? text) => PhoneText.Extension(text);

    private static string? Known(string? region) => string.IsNullOrWhiteSpace(region) || PhoneText.IsRegion(region)
        ? region
        : throw new FunctionException($"There is no region '{region}'.", "Give a country's ISO code, such as US, GB or DE.");
}
