namespace RingCentralAD.Expressions;

/// <summary>
/// <c>Iso3166Convert.*</c> (reference, 5.3 and section 9, decision 6): alpha-2, alpha-3 and numeric codes in, in any case.
/// Null for null and for an unknown code.
/// </summary>
[FunctionGroup("Countries", "ISO 3166-1. The input is a two-letter, three-letter or numeric code, in any letter case.")]
public static class CountryFunctions
{
    [Function("Iso3166Convert.toAlpha2", "The two-letter code of a country given by any of its codes. Null for an unknown code.", Nulls = NullResult.Possible)]
    [Example("""Iso3166Convert.toAlpha2("IND")""", "\"IN\"")]
    [Example("""Iso3166Convert.toAlpha2(36)""", "\"AU\"")]
    public static string? ToAlpha2(string? code) => Find(code)?.Alpha2;

    [Function("Iso3166Convert.toAlpha3", "The three-letter code of a country given by any of its codes. Null for an unknown code.", Nulls = NullResult.Possible)]
    [Example("""Iso3166Convert.toAlpha3("840")""", "\"USA\"")]
    public static string? ToAlpha3(string? code) => Find(code)?.Alpha3;

    [Function("Iso3166Convert.toNumeric", "The numeric code of a country, as text of three digits. Null for an unknown code.", Nulls = NullResult.Possible)]
    [Example("""Iso3166Convert.toNumeric("USA")""", "\"840\"")]
    [Example("""Iso3166Convert.toNumeric("au")""", "\"036\"")]
    public static string? ToNumeric(string? code) => Find(code)?.Numeric;

    [Function("Iso3166Convert.toName", "The English short name of a country given by any of its codes. Null for an unknown code.", Nulls = NullResult.Possible)]
    [Example("""Iso3166Convert.toName("IN")""", "\"India\"")]
    [Example("""Iso3166Convert.toName("XX")""", "null")]
    public static string? ToName(string? code) => Find(code)?.Name;

    /// <summary>The two-letter code of a country given by any of its codes or by its English short name; null where there is none. No function of the language.</summary>
    public static string? CodeOf(string? codeOrName) => codeOrName is null ? null : (Countries.Find(codeOrName) ?? Countries.Named(codeOrName))?.Alpha2;

    private static Country? Find(string? code) => code is null ? null : Countries.Find(code);
}
