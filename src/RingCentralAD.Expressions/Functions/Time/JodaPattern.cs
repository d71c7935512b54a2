using System.Collections.Concurrent;

namespace RingCentralAD.Expressions;

/// <summary>A part of a pattern: a letter repeated, or (letter <c>'</c>) text that stands for itself.</summary>
internal readonly record struct JodaField(char Letter, int Count, string Literal)
{
    public bool IsNumeric => Letter switch
    {
        'M' => Count <= 2,
        'c' or 'C' or 'x' or 'y' or 'Y' or 'd' or 'h' or 'H' or 'm' or 's' or 'S' or 'e' or 'D' or 'F' or 'w' or 'W' or 'k' or 'K' => true,
        _ => false,
    };
}

/// <summary>
/// A date pattern as Joda-Time defines them (reference, 5.5): YYYY is the year, not the week year as in other systems.
/// </summary>
internal sealed class JodaPattern
{
    private const string Letters = "GCxwyYeEDMdaKhHkmsSzZ";
    private const int Longest = 200;

    private static readonly ConcurrentDictionary<string, JodaPattern> s_cache = new(StringComparer.Ordinal);

    private JodaPattern(IReadOnlyList<JodaField> fields) => Fields = fields;

    public IReadOnlyList<JodaField> Fields { get; }

    /// <summary>Whether the field after this one is a number without anything between, which bounds how many digits this one takes.</summary>
    public bool NumberFollows(int index) => index + 1 < Fields.Count && Fields[index + 1].IsNumeric;

    public static JodaPattern Of(string pattern)
    {
        if (s_cache.TryGetValue(pattern, out JodaPattern? known))
        {
            return known;
        }

        if (pattern.Length is 0 or > Longest)
        {
            throw new FunctionException(pattern.Length == 0 ? "The date pattern is empty." : $"A date pattern may have {Longest} characters.");
        }

        var made = new JodaPattern(Read(pattern));
        if (s_cache.Count >= 100)
        {
            s_cache.Clear();
        }

        return s_cache[pattern] = made;
    }

    private static List<JodaField> Read(string pattern)
    {
        List<JodaField> fields = [];
        int i = 0;
        while (i < pattern.Length)
        {
            int start = i;
            char c = pattern[i];
            if (char.IsAsciiLetter(c))
            {
                while (i < pattern.Length && pattern[i] == c)
                {
                    i++;
                }

                fields.Add(Letters.Contains(c, StringComparison.Ordinal)
                    ? new(c, i - start, "")
                    : throw new FunctionException($"The letter {c} has no meaning in the date pattern '{Coerce.Shown(pattern)}'.", "Put letters that stand for themselves in single quotes: 'T'."));
            }
            else
            {
                fields.Add(new('\'', 0, Literal(pattern, ref i)));
            }
        }

        return fields;
    }

    /// <summary>Everything up to the next letter; quotes hold letters, two quotes are one.</summary>
    private static string Literal(string pattern, ref int i)
    {
        var output = new System.Text.StringBuilder();
        bool quoted = false;
        for (; i < pattern.Length && (quoted || !char.IsAsciiLetter(pattern[i])); i++)
        {
            if (pattern[i] != '\'')
            {
                output.Append(pattern[i]);
            }
            else if (i + 1 < pattern.Length && pattern[i + 1] == '\'')
            {
                output.Append('\'');
                i++;
            }
            else
            {
                quoted = !quoted;
            }
        }

        return output.ToString();
    }
}
