using System.Text;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap;

/// <summary>
/// An entry as the server sent it. It is one copy of the message and an index into it: texts are made when they are asked for.
/// Attribute names are compared without case and with their options, so <c>member</c> is not <c>member;range=0-1499</c>.
/// </summary>
public sealed class LdapEntry
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    // The names in the entry before: a search mostly gives the same ones in the same order.
    [ThreadStatic]
    private static List<string>? s_names;

    private readonly byte[] _bytes;
    private readonly Slice _dn;
    private readonly (Slice Name, Slice Values)[] _attributes;
    private string? _text;
    private Dictionary<string, IReadOnlyList<byte[]>>? _all;

    private LdapEntry(byte[] bytes, Slice dn, (Slice, Slice)[] attributes) => (_bytes, _dn, _attributes) = (bytes, dn, attributes);

    /// <summary>The distinguished name; with <see cref="LdapControl.ExtendedNames"/> preceded by GUID and SID.</summary>
    public string Dn => _text ??= Encoding.UTF8.GetString(_bytes, _dn.Start, _dn.Length);

    /// <summary>All attributes with their values, names without case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Attributes => _all ??= ReadAll();

    /// <summary>The first value, or null where the attribute is absent or has none.</summary>
    public byte[]? GetBytes(string name) => TryFirst(name, out Slice value) ? Bytes(value).ToArray() : null;

    /// <summary>Controls that came with the entry.</summary>
    public IReadOnlyList<LdapControl> Controls { get; private init; } = [];

    /// <summary>All values, in the server's order; empty where the attribute is absent.</summary>
    public IReadOnlyList<byte[]> GetValues(string name) => TryFind(name, out Slice values) ? ReadValues(values) : [];

    /// <summary>The first value as text, or null where the attribute is absent or has none.</summary>
    /// <exception cref="LdapException">Kind InvalidSyntax: the value is not UTF-8.</exception>
    public string? GetString(string name) => TryFirst(name, out Slice value) ? Text(name, value) : null;

    /// <summary>All values as texts, in the server's order; empty where the attribute is absent.</summary>
    /// <exception cref="LdapException">Kind InvalidSyntax: a value is not UTF-8.</exception>
    public IReadOnlyList<string> GetStrings(string name)
    {
        List<string> texts = [];
        if (TryFind(name, out Slice values))
        {
            BerReader reader = new(_bytes, values.Start, values.End);
            while (reader.HasMore)
            {
                texts.Add(Text(name, reader.ReadSlice(LdapTag.OctetString)));
            }
        }

        return texts;
    }

    /// <summary>The first value as a GUID: 16 bytes in Active Directory's order (objectGUID), or text (entryUUID, RFC 4530); null where absent.</summary>
    /// <exception cref="LdapException">Kind InvalidSyntax: the value is neither.</exception>
    public Guid? GetGuid(string name)
    {
        if (!TryFirst(name, out Slice value))
        {
            return null;
        }

        return value.Length == 16 ? new Guid(Bytes(value))
            : Guid.TryParse(Encoding.UTF8.GetString(Bytes(value)), out Guid guid) ? guid
            : throw Invalid(name, "is no GUID");
    }

    /// <summary>Whether the attribute was sent, be it with no values.</summary>
    public bool Has(string name) => TryFind(name, out _);

    public override string ToString() => Dn;

    /// <summary>Reads the content of a SearchResultEntry (RFC 4511, 4.5.2).</summary>
    internal static LdapEntry Read(ReadOnlySpan<byte> content, IReadOnlyList<LdapControl>? controls = null)
    {
        byte[] bytes = content.ToArray();
        BerReader reader = new(bytes);
        Slice dn = reader.ReadSlice(LdapTag.OctetString);
        BerReader list = reader.Enter(LdapTag.Sequence);
        if (reader.HasMore)
        {
            throw LdapException.Protocol("an entry with something after its attributes.");
        }

        int count = 0;
        for (BerReader counter = list; counter.HasMore; count++)
        {
            counter.ReadSlice(LdapTag.Sequence);
        }

        (Slice, Slice)[] attributes = new (Slice, Slice)[count];
        for (int i = 0; i < count; i++)
        {
            BerReader attribute = list.Enter(LdapTag.Sequence);
            Slice name = attribute.ReadSlice(LdapTag.OctetString);
            Slice values = attribute.ReadSlice(LdapTag.Set);
            for (BerReader each = new(bytes, values.Start, values.End); each.HasMore;)
            {
                each.ReadSlice(LdapTag.OctetString);
            }

            if (attribute.HasMore)
            {
                throw LdapException.Protocol("an attribute with something after its values.");
            }

            attributes[i] = (name, values);
        }

        return new(bytes, dn, attributes) { Controls = controls ?? [] };
    }

    private ReadOnlySpan<byte> Bytes(Slice slice) => _bytes.AsSpan(slice.Start, slice.Length);

    private bool TryFind(string name, out Slice values)
    {
        foreach ((Slice own, Slice found) in _attributes)
        {
            if (own.Length == name.Length && Ascii.EqualsIgnoreCase(Bytes(own), name))
            {
                values = found;
                return true;
            }
        }

        values = default;
        return false;
    }

    private bool TryFirst(string name, out Slice value)
    {
        if (!TryFind(name, out Slice values) || values.Length == 0)
        {
            value = default;
            return false;
        }

        value = new BerReader(_bytes, values.Start, values.End).ReadSlice(LdapTag.OctetString);
        return true;
    }

    private string Text(string name, Slice value)
    {
        try
        {
            return s_strict.GetString(Bytes(value));
        }
        catch (DecoderFallbackException)
        {
            throw Invalid(name, "is no text; read it as bytes");
        }
    }

    private LdapException Invalid(string name, string what) => new(LdapErrorKind.InvalidSyntax, $"Attribute '{name}' of '{Dn}' {what}.");

    private Dictionary<string, IReadOnlyList<byte[]>> ReadAll()
    {
        Dictionary<string, IReadOnlyList<byte[]>> all = new(_attributes.Length, StringComparer.OrdinalIgnoreCase);
        List<string> names = s_names ??= [];
        for (int i = 0; i < _attributes.Length; i++)
        {
            (Slice name, Slice values) = _attributes[i];
            all.TryAdd(Name(Bytes(name), names, i), ReadValues(values));
        }

        return all;
    }

    private static string Name(ReadOnlySpan<byte> bytes, List<string> names, int at)
    {
        if (at < names.Count && System.Text.Ascii.Equals(bytes, names[at]))
        {
            return names[at];
        }

        string name = Encoding.UTF8.GetString(bytes);
        names.RemoveRange(Math.Min(at, names.Count), Math.Max(0, names.Count - at));
        names.Add(name);
        return name;
    }

    private byte[][] ReadValues(Slice values)
    {
        int count = 0;
        for (BerReader counter = new(_bytes, values.Start, values.End); counter.HasMore; count++)
        {
            counter.ReadSlice(LdapTag.OctetString);
        }

        byte[][] all = new byte[count][];
        BerReader reader = new(_bytes, values.Start, values.End);
        for (int i = 0; i < count; i++)
        {
            all[i] = reader.ReadBytes(LdapTag.OctetString).ToArray();
        }

        return all;
    }
}
