using System.Collections.Frozen;

namespace RingCentralAD.Expressions;

/// <summary>A country of ISO 3166-1.</summary>
internal sealed record Country(string Alpha2, string Alpha3, string Numeric, string Name);

/// <summary>ISO 3166-1 out of the embedded countries.txt, read when first asked for.</summary>
internal static class Countries
{
    private static readonly Lazy<FrozenDictionary<string, Country>> s_byCode = new(Read);

    private static readonly Lazy<FrozenDictionary<string, Country>> s_byName =
        new(() => s_byCode.Value.Values.Distinct().ToFrozenDictionary(country => country.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The country of an alpha-2, alpha-3 or numeric code in any case, leading zeros optional; null where there is none.</summary>
    public static Country? Find(string code)
    {
        string key = code.Trim();
        bool numeric = key.Length is > 0 and <= 3 && key.All(char.IsAsciiDigit);
        return s_byCode.Value.GetValueOrDefault(numeric ? key.PadLeft(3, '0') : key);
    }

    /// <summary>The country of an English short name in any case; null where there is none.</summary>
    public static Country? Named(string name) => s_byName.Value.GetValueOrDefault(name.Trim());

    private static FrozenDictionary<string, Country> Read()
    {
        using Stream stream = typeof(Countries).Assembly.GetManifestResourceStream("countries.txt")!;
        using var reader = new StreamReader(stream);
        var byCode = new Dictionary<string, Country>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            string[] columns = line.Split('\t');
            var country = new Country(columns[0], columns[1], columns[2], columns[3]);
            byCode[country.Alpha2] = byCode[country.Alpha3] = byCode[country.Numeric] = country;
        }

        return byCode.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
