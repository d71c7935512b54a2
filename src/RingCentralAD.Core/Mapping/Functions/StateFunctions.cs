using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Functions on states and provinces, by ISO 3166-2.</summary>
[FunctionGroup(
    "States and provinces",
    "Not in Okta's language. ISO 3166-2 for AT, AU, BR, CA, CH, DE, GB (its four countries, and their counties, boroughs and cities), IE, IN, JP, MX, NL, NZ, US (with its territories) and ZA. Letter case, accents and points do not matter; the country is any of its ISO 3166 codes. Null for null, for a country that is not among these and for a state that it does not have; write State.toCode(x, c) ?: x to keep such a text.")]
public static class StateFunctions
{
    /// <summary>The code of a state.</summary>
    [Function("State.toCode", "The code of a state or province given by its name or code, such as CA for California; without the country before it.", Nulls = NullResult.Possible)]
    [Example("""State.toCode("California", "US")""", "\"CA\"")]
    [Example("""State.toCode("ca", "USA")""", "\"CA\"")]
    [Example("""State.toCode("Québec", "CA")""", "\"QC\"")]
    [Example("""State.toCode("Bavaria", "DE")""", "\"BY\"")]
    [Example("""State.toCode("Kent", "GB")""", "\"KEN\"")]
    [Example("""State.toCode("Atlantis", "US")""", "null")]
    public static string? ToCode(string? text, string? country) => StateNames.Find(text, country)?.Code;

    /// <summary>The name of a state.</summary>
    [Function("State.toName", "The name of a state or province given by its code or name, such as California for CA.", Nulls = NullResult.Possible)]
    [Example("""State.toName("CA", "US")""", "\"California\"")]
    [Example("""State.toName("NSW", "AU")""", "\"New South Wales\"")]
    [Example("""State.toName("US-CA", "US")""", "\"California\"")]
    public static string? ToName(string? text, string? country) => StateNames.Find(text, country)?.Name;
}
