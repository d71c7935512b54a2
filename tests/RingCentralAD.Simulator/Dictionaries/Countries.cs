using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>A country of RingCentral's dictionary.</summary>
public sealed record Country(int Id, string IsoCode, string Name, string CallingCode)
{
    /// <summary>Where RingCentral sells numbers (a subset; which ones changes with time).</summary>
    public bool NumberSelling => IsoCode is "US" or "CA" or "GB" or "AU" or "DE" or "FR" or "IE" or "ES" or "IT" or "NL" or "BE" or "CH" or "AT" or "SG" or "HK" or "JP" or "PR";
}

/// <summary>
/// All countries of ISO 3166-1 with their calling codes. Ids 1 (US), 39 (CA) and 224 (GB) are RingCentral's as its
/// examples show them; the others are the simulator's own.
/// </summary>
public static class Countries
{
    /// <summary>Every country, by name.</summary>
    public static ImmutableArray<Country> All { get; } = [.. DataFile.Rows("countries").Select(r => new Country(int.Parse(r[0], CultureInfo.InvariantCulture), r[1], r[2], r[3]))];

    private static readonly FrozenDictionary<string, Country> s_byKey = Keys().ToFrozenDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<int, Country> s_byId = All.ToFrozenDictionary(c => c.Id);

    /// <summary>The country with this name or ISO code, regardless of case.</summary>
    public static Country? Find(string nameOrCode) => s_byKey.GetValueOrDefault(nameOrCode.Trim());

    /// <summary>The country with this id.</summary>
    public static Country? ById(string? id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? s_byId.GetValueOrDefault(number) : null;

    private static IEnumerable<KeyValuePair<string, Country>> Keys() => All.SelectMany(c => new[] { KeyValuePair.Create(c.IsoCode, c), KeyValuePair.Create(c.Name, c) });
}
