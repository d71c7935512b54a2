using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Odd values: each once, with how many people have it and who one of them is.</summary>
internal sealed class DirectoryCheckOdd
{
    /// <summary>How many values are named.</summary>
    private const int Named = 20;

    /// <summary>How many values are kept apart: where every person has another one, the list would say no more if it were longer.</summary>
    private const int Kept = 1000;

    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <summary>How many people have one.</summary>
    public int People { get; private set; }

    /// <summary>Takes one in.</summary>
    public void Add(string value, AppUser person)
    {
        People++;
        if (_values.TryGetValue(value, out Value? known))
        {
            known.People++;
        }
        else if (_values.Count < Kept)
        {
            _values[value] = new Value(person.Place) { People = 1 };
        }
    }

    /// <inheritdoc />
    public override string ToString()
    {
        KeyValuePair<string, Value>[] named = [.. _values.OrderByDescending(pair => pair.Value.People).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Named)];
        int rest = People - named.Sum(pair => pair.Value.People);
        return string.Join("; ", named.Select(pair => string.Create(
                CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value.People} {(pair.Value.People == 1 ? $"person, {pair.Value.First}" : $"people, such as {pair.Value.First}")}")))
            + (rest == 0 ? "" : $"; and {Counted.People(rest)} with other values");
    }

    private sealed class Value(string first)
    {
        public string First => first;

        public int People { get; set; }
    }
}
