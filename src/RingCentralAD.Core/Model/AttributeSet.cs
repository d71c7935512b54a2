using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Core.Model;

/// <summary>
/// The attribute values of one app user or hub user: text, a Boolean, a number or a list of text by name.
/// Immutable; names keep their case and are found regardless of it, as LDAP finds them. An attribute without a value is absent.
/// </summary>
public sealed class AttributeSet : IReadOnlyDictionary<string, object?>, IEquatable<AttributeSet>
{
    private readonly SortedDictionary<string, object?> _values;

    /// <summary>Copies the given values; null values and empty lists are left out.</summary>
    public AttributeSet(IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = new SortedDictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in values)
        {
            if (value is not null and not ICollection { Count: 0 })
            {
                _values[name] = value;
            }
        }
    }

    /// <summary>A set without values.</summary>
    public static AttributeSet Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _values.Count;

    /// <inheritdoc />
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc />
    public IEnumerable<object?> Values => _values.Values;

    /// <summary>The value, or null where there is none.</summary>
    public object? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The value as text: a list gives its first item; null where there is none.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) switch
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
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => _values.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Same names with the same values; text is compared exactly, lists in order.</summary>
    public bool Equals(AttributeSet? other) =>
        other is not null && Count == other.Count && _values.All(pair =>
            other._values.TryGetValue(pair.Key, out object? value) && SameValue(pair.Value, value));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AttributeSet);

    /// <inheritdoc />
    public override int GetHashCode() => _values.Count;

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", _values.Keys.Select(name => $"{name}={Text(name)}"));

    /// <summary>Whether two attribute values are the same: lists item by item, everything else by Equals.</summary>
    public static bool SameValue(object? left, object? right) => (left, right) switch
    {
        (IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b, StringComparer.Ordinal),
        _ => Equals(left, right),
    };
}
