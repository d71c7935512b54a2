using System.Text;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>An entry as a server or a file gave it, before anything was made of it.</summary>
/// <param name="dn">The distinguished name.</param>
/// <param name="attributes">Values by attribute description (with options, e.g. <c>member;range=0-1499</c>); found regardless of case. Not copied.</param>
public sealed class RawEntry(string dn, IReadOnlyDictionary<string, IReadOnlyList<byte[]>> attributes)
{
    /// <summary>The distinguished name.</summary>
    public string Dn { get; } = dn;

    /// <summary>What was read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Attributes { get; } = attributes;

    /// <summary>What came with the entry.</summary>
    internal IReadOnlyList<LdapControl> Controls { get; init; } = [];

    /// <summary>The controller that gave the entry, where that matters; null elsewhere.</summary>
    internal string? From { get; init; }

    /// <summary>All values, in the order in which they came; empty where there are none.</summary>
    public IReadOnlyList<byte[]> Values(string name) => Attributes.GetValueOrDefault(name, []);

    /// <summary>Whether the attribute came at all, be it without values.</summary>
    public bool Has(string name) => Attributes.ContainsKey(name);

    /// <summary>The first value's bytes, or null where there is none.</summary>
    public byte[]? Bytes(string name) => Values(name) is [var first, ..] ? first : null;

    /// <summary>The first value as UTF-8 text (broken bytes become U+FFFD), or null where there is none.</summary>
    public string? Text(string name) => Bytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>All values as UTF-8 text.</summary>
    public IEnumerable<string> Texts(string name) => Values(name).Select(Encoding.UTF8.GetString);

    /// <summary>Whether the entry has this object class.</summary>
    public bool IsA(string objectClass)
    {
        foreach (byte[] value in Values("objectClass"))
        {
            if (value.Length == objectClass.Length && Ascii.EqualsIgnoreCase(value, objectClass))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public override string ToString() => Dn;
}
