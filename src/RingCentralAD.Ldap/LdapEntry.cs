using System.Text;

namespace RingCentralAD.Ldap;

/// <summary>An entry as a search gives it; attribute names are found regardless of case.</summary>
public sealed class LdapEntry
{
    private readonly List<KeyValuePair<string, IReadOnlyList<byte[]>>> _attributes;

    internal LdapEntry(string dn, List<KeyValuePair<string, IReadOnlyList<byte[]>>> attributes)
    {
        Dn = dn;
        _attributes = attributes;
    }

    /// <summary>The distinguished name.</summary>
    public string Dn { get; }

    /// <summary>Names and values as they came.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<byte[]>>> Attributes => _attributes;

    /// <summary>The values of an attribute; empty where it has none.</summary>
    public IReadOnlyList<byte[]> GetValues(string name)
    {
        foreach (KeyValuePair<string, IReadOnlyList<byte[]>> attribute in _attributes)
        {
            if (string.Equals(attribute.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return attribute.Value;
            }
        }

        return [];
    }

    /// <summary>The first value as text; null where there is none.</summary>
    public string? GetString(string name) => GetValues(name) is [var first, ..] ? Encoding.UTF8.GetString(first) : null;

    /// <summary>All values as text.</summary>
    public IReadOnlyList<string> GetStrings(string name) => [.. GetValues(name).Select(Encoding.UTF8.GetString)];

    /// <summary>The value as a GUID: 16 bytes as Active Directory keeps them, or text as entryUUID is; null where it is neither.</summary>
    public Guid? GetGuid(string name) => GetValues(name) is [var value, ..]
        ? value.Length == 16 ? new Guid(value) : Guid.TryParse(Encoding.UTF8.GetString(value), out Guid guid) ? guid : null
        : null;

    /// <inheritdoc />
    public override string ToString() => Dn;
}
