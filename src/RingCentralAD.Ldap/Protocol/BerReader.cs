using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.Ldap.Protocol;

/// <summary>Reads the subset of BER that LDAP allows (RFC 4511, 5.1): definite lengths, primitive strings, one-octet tags. Every fault is an <see cref="LdapException"/> of kind Protocol.</summary>
internal ref struct BerReader(ReadOnlySpan<byte> data, int start, int end)
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data = data;
    private readonly int _end = end;
    private int _position = start;

    public BerReader(ReadOnlySpan<byte> data)
        : this(data, 0, data.Length)
    {
    }

    public readonly bool HasMore => _position < _end;

    public readonly byte PeekTag() => HasMore ? _data[_position] : throw LdapException.Protocol("an element is missing.");

    /// <summary>The place of the next element's content.</summary>
    public Slice ReadSlice(byte tag)
    {
        byte found = PeekTag();
        if (found != tag)
        {
            throw LdapException.Protocol($"element 0x{tag:x2} expected, 0x{found:x2} found.");
        }

        return ReadAny();
    }

    public Slice ReadAny()
    {
        ReadOnlySpan<byte> rest = _data[_position.._end];
        if (rest.Length < 2 || (rest[0] & 0x1f) == 0x1f
            || !AsnDecoder.TryDecodeLength(rest[1..], AsnEncodingRules.BER, out int? length, out int lengthOctets)
            || length is not int definite || definite > rest.Length - 1 - lengthOctets)
        {
            throw LdapException.Protocol($"the element at octet {_position} has a wrong length.");
        }

        Slice slice = new(_position + 1 + lengthOctets, definite);
        _position = slice.End;
        return slice;
    }

    public ReadOnlySpan<byte> ReadBytes(byte tag) => _data.Slice(ReadSlice(tag));

    public string ReadString(byte tag = LdapTag.OctetString)
    {
        try
        {
            return s_utf8.GetString(ReadBytes(tag));
        }
        catch (DecoderFallbackException)
        {
            throw LdapException.Protocol("a text is not UTF-8.");
        }
    }

    public BerReader Enter(byte tag)
    {
        Slice slice = ReadSlice(tag);
        return new(_data, slice.Start, slice.End);
    }

    public int ReadInteger(byte tag = LdapTag.Integer)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(tag);
        if (bytes.Length is 0 or > 4)
        {
            throw LdapException.Protocol($"a number of {bytes.Length} octets.");
        }

        int value = (sbyte)bytes[0];
        foreach (byte next in bytes[1..])
        {
            value = (value << 8) | next;
        }

        return value;
    }

    public bool ReadBoolean()
    {
        ReadOnlySpan<byte> bytes = ReadBytes(LdapTag.Boolean);
        return bytes.Length == 1 ? bytes[0] != 0 : throw LdapException.Protocol("a truth value of a wrong length.");
    }
}

/// <summary>A place within a message.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public int End => Start + Length;
}

internal static class SliceExtensions
{
    public static ReadOnlySpan<byte> Slice(this ReadOnlySpan<byte> data, Slice slice) => data.Slice(slice.Start, slice.Length);
}
