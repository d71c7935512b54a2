using System.Text;

namespace RingCentralAD.Core.Directories;

/// <summary>An entry as a server or a file gave it, before anything was made of it.</summary>
public sealed class RawEntry
{
    private readonly Dictionary<string, RawAttribute> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the entry over; the values are not copied.</summary>
    public RawEntry(string dn, IReadOnlyList<RawAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        Dn = dn;
        Attributes = attributes;
        foreach (RawAttribute attribute in attributes)
        {
            _byName.TryAdd(attribute.Name, attribute);
        }
    }

    /// <summary>The distinguished name.</summary>
    public string Dn { get; }

    /// <summary>What was read, in the order in which it came.</summary>
    public IReadOnlyList<RawAttribute> Attributes { get; }

    /// <summary>The attribute of this name regardless of case, or null.</summary>
    public RawAttribute? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The first value's bytes, or null where there is none.</summary>
    public ReadOnlyMemory<byte>? Bytes(string name) =>
        _byName.TryGetValue(name, out RawAttribute? attribute) && attribute.Values.Count > 0 ? attribute.Values[0] : null;

    /// <summary>The first value as UTF-8 text (broken bytes become U+FFFD), or null where there is none.</summary>
    public string? Text(string name) => Bytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    /// <summary>All values as UTF-8 text.</summary>
    public IEnumerable<string> Texts(string name) =>
        Find(name)?.Values.Select(static value => Encoding.UTF8.GetString(value.Span)) ?? [];

    /// <summary>Whether the entry has this object class.</summary>
    public bool IsA(string objectClass)
    {
        RawAttribute? classes = Find("objectClass");
        if (classes is null)
        {
            return false;
        }

        foreach (ReadOnlyMemory<byte> value in classes.Values)
        {
            if (value.Length == objectClass.Length && Ascii.EqualsIgnoreCase(value.Span, objectClass))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public override string ToString() => Dn;
}
