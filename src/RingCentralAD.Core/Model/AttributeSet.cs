using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Core.Model;

/// <summary>
/// The attribute values of one app user or hub user: text, a Boolean, a number or a list of text by name.
/// Immutable; names keep their case and are found regardless of it, as LDAP finds them. An attribute without a value is absent.
/// </summary>
public sealed partial class AttributeSet : IReadOnlyDictionary<string, object?>, IEquatable<AttributeSet>
{
    // Sorted by name: a person has some twenty, and there are 50,000 people.
    private readonly KeyValuePair<string, object?>[] _values;

    /// <summary>Copies the given values; null values and empty lists are left out. Of two values for one name the last one counts.</summary>
    public AttributeSet(IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        KeyValuePair<string, object?>[] given = [.. values];
        int count = 0;
        foreach (KeyValuePair<string, object?> pair in given)
        {
            if (pair.Value is not null and not ICollection { Count: 0 })
            {
                count = Insert(given, count, pair);
            }
        }

        _values = count == given.Length ? given : given[..count];
    }

    /// <summary>A set without values.</summary>
    public static AttributeSet Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _values.Length;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _values.Select(static pair => pair.Key);

    /// <inheritdoc />
    public IEnumerable<object?> Values => _values.Select(static pair => pair.Value);

    /// <summary>The value, or null where there is none.</summary>
    public object? this[string key] => Find(key) is var at and >= 0 ? _values[at].Value : null;

    /// <summary>The value as text: a list gives its first item; null where there is none.</summary>
    public string? Text(string name) => this[name] switch
    {
        null => null,
        string text => text,
        IReadOnlyList<string> { Count: > 0 } list => list[0],
        var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The same set with the given values put in (null takes an attribute away).</summary>
    public AttributeSet With(IEnumerable<KeyValuePair<string, object?>> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Dictionary<string, object?> merged = new(_values, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in changes)
        {
            merged[name] = value;
        }

        return new AttributeSet(merged);
    }

    /// <inheritdoc />
    public bool ContainsKey(string key) => Find(key) >= 0;

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => (value = this[key]) is not null;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Same names with the same values; text is compared exactly, lists in order.</summary>
    public bool Equals(AttributeSet? other) =>
        other is not null && Count == other.Count && _values.All(pair => SameValue(pair.Value, other[pair.Key]));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AttributeSet);

    /// <inheritdoc />
    public override int GetHashCode() => _values.Length;

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", Keys.Select(name => $"{name}={Text(name)}"));

    /// <summary>Whether two attribute values are the same: lists item by item, everything else by Equals.</summary>
    public static bool SameValue(object? left, object? right) => (left, right) switch
    {
        (IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b, StringComparer.Ordinal),
        _ => Equals(left, right),
    };

    /// <summary>Names, before and after, of the values that differ.</summary>
    public static IReadOnlyList<AttributeChange> Differences(AttributeSet before, AttributeSet after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
                .Where(name => !SameValue(before[name], after[name]))
                .Select(name => new AttributeChange(name, before.Text(name), after.Text(name))),
        ];
    }

    private static int Compare(string left, string right) => string.Compare(left, right, StringComparison.OrdinalIgnoreCase);

    // The sorted ones grow at the array's beginning, over what was taken from it already.
    private static int Insert(KeyValuePair<string, object?>[] sorted, int count, KeyValuePair<string, object?> pair)
    {
        // They mostly come in order.
        int at = count == 0 || Compare(sorted[count - 1].Key, pair.Key) < 0 ? ~count : Find(sorted.AsSpan(0, count), pair.Key);
        if (at >= 0)
        {
            sorted[at] = pair;
            return count;
        }

        at = ~at;
        Array.Copy(sorted, at, sorted, at + 1, count - at);
        sorted[at] = pair;
        return count + 1;
    }

    private int Find(string name) => Find(_values, name);

    private static int Find(ReadOnlySpan<KeyValuePair<string, object?>> sorted, string name)
    {
        int low = 0;
        int high = sorted.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = Compare(sorted[middle].Key, name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
