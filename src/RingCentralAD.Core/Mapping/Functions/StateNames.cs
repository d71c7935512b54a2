using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>A state or province: its ISO 3166-2 code without the country, and its name.</summary>
internal sealed record StateName(string Code, string Name);

/// <summary>
/// States and provinces out of the embedded states.txt, read when first asked for. A line is the country's alpha-2 code, the state's code, its
/// name, and other names it goes by, with tabs between them. The table was written for this project after the codes of ISO 3166-2.
/// </summary>
internal static class StateNames
{
    private static readonly Lazy<FrozenDictionary<(string Country, string Key), StateName>> s_states = new(Read);
    private static readonly Lazy<FrozenSet<string>> s_countries = new(static () => s_states.Value.Keys.Select(key => key.Country).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The two-letter code of a country given by any of its codes or by its name; null where there is none.</summary>
    public static string? CountryCode(string? text) => CountryFunctions.CodeOf(text);

    /// <summary>Whether the states of a country, given by its two-letter code, are known.</summary>
    public static bool Covers(string? alpha2) => alpha2 is not null && s_countries.Value.Contains(alpha2);

    /// <summary>The state with this code or name; null where the country has none or is not covered.</summary>
    public static StateName? Find(string? text, string? country)
    {
        if (text is null || country is null || text.Length > 100 || CountryFunctions.ToAlpha2(country) is not { } alpha2)
        {
            return null;
        }

        string key = Key(text);
        return s_states.Value.GetValueOrDefault((alpha2, key))
            ?? (key.StartsWith(alpha2, StringComparison.OrdinalIgnoreCase) && text.Contains('-', StringComparison.Ordinal) ? s_states.Value.GetValueOrDefault((alpha2, key[2..])) : null);
    }

    /// <summary>All states, for the tests.</summary>
    internal static IEnumerable<(string Country, StateName State)> All() => s_states.Value.Select(pair => (pair.Key.Country, pair.Value)).Distinct();

    /// <summary>Letters and digits alone, without accents, in capitals: Washington, D.C. is WASHINGTONDC.</summary>
    private static string Key(string text)
    {
        StringBuilder key = new(text.Length);
        foreach (char c in Decomposed(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(char.ToUpperInvariant(c));
            }
        }

        return key.ToString();
    }

    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // A lone surrogate cannot be normalised, and is no state.
            return "";
        }
    }

    private static FrozenDictionary<(string Country, string Key), StateName> Read()
    {
        using Stream stream = typeof(StateNames).Assembly.GetManifestResourceStream("states.txt")!;
        using StreamReader reader = new(stream);
        Dictionary<(string, string), StateName> states = [];
        while (reader.ReadLine() is { } line)
        {
            string[] columns = line.Split('\t');
            StateName state = new(columns[1], columns[2]);
            foreach (string name in columns.Skip(1))
            {
                if (!states.TryAdd((columns[0], Key(name)), state))
                {
                    throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"states.txt has {columns[0]} '{name}' twice."));
                }
            }
        }

        return states.ToFrozenDictionary();
    }
}
