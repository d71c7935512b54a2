using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>A state, province or the like of RingCentral's dictionary.</summary>
public sealed record CountryState(int Id, Country Country, string IsoCode, string Name);

/// <summary>
/// States by country: the parts that ISO 3166-2 names, for the countries where companies keep a state in their
/// directory. US ids and the code AM of American Samoa are RingCentral's as its examples show them.
/// </summary>
public static class States
{
    /// <summary>Every state.</summary>
    public static ImmutableArray<CountryState> All { get; } =
        [.. DataFile.Rows("states").Select(r => new CountryState(int.Parse(r[0], CultureInfo.InvariantCulture), Countries.Find(r[1])!, r[2], r[3]))];

    private static readonly FrozenDictionary<string, ImmutableArray<CountryState>> s_byCountry =
        All.GroupBy(s => s.Country.IsoCode).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());

    private static readonly FrozenDictionary<int, CountryState> s_byId = All.ToFrozenDictionary(s => s.Id);

    /// <summary>The states of a country; none where the dictionary has none.</summary>
    public static ImmutableArray<CountryState> Of(Country country) => s_byCountry.GetValueOrDefault(country.IsoCode, []);

    /// <summary>The state with this name or code, regardless of case.</summary>
    public static CountryState? Find(Country country, string nameOrCode) =>
        Of(country).FirstOrDefault(s => Same(s.IsoCode, nameOrCode) || Same(s.Name, nameOrCode));

    /// <summary>The state with this id.</summary>
    public static CountryState? ById(string? id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? s_byId.GetValueOrDefault(number) : null;

    /// <summary>Whether an address in this country must name a state (specification, ContactBusinessAddressInfo.state).</summary>
    public static bool Mandatory(Country country) => country.IsoCode is "US" or "CA" or "GB";

    private static bool Same(string a, string b) => string.Equals(a, b.Trim(), StringComparison.OrdinalIgnoreCase);
}
