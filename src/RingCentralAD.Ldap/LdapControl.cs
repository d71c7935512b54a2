using System.Formats.Asn1;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap;

/// <summary>A control (RFC 4511, 4.1.11).</summary>
/// <param name="Oid">Its name.</param>
/// <param name="Critical">The server refuses the request (result 12) rather than ignore the control.</param>
/// <param name="Value">Its encoded value, or null where it has none.</param>
public sealed record LdapControl(string Oid, bool Critical = false, byte[]? Value = null)
{
    public const string PagedResultsOid = "1.2.840.113556.1.4.319";
    public const string ExtendedDnOid = "1.2.840.113556.1.4.529";
    public const string ShowDeletedOid = "1.2.840.113556.1.4.417";
    public const string PasswordPolicyOid = "1.3.6.1.4.1.42.2.27.8.5.1";
    public const string DirSyncOid = "1.2.840.113556.1.4.841";

    /// <summary>Asks for a page (RFC 2696); critical, so that no server answers with an unpaged, silently cut list.</summary>
    public static LdapControl PagedResults(int pageSize, ReadOnlySpan<byte> cookie) => new(PagedResultsOid, true, Encode(pageSize, cookie));

    /// <summary>Asks for DNs as <c>&lt;GUID=...&gt;;&lt;SID=...&gt;;dn</c> with the GUID in its usual dashed form (MS-ADTS 3.1.1.3.4.1.5).</summary>
    public static LdapControl ExtendedNames()
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
        }

        return new(ExtendedDnOid, true, writer.Encode());
    }

    /// <summary>Includes tombstones (MS-ADTS 3.1.1.3.4.1.14).</summary>
    public static LdapControl ShowDeleted() => new(ShowDeletedOid, true);

    /// <summary>Asks what a password policy says of a bind (draft-behera-ldap-password-policy, 6.1); a server that has none ignores it.</summary>
    public static LdapControl PasswordPolicy() => new(PasswordPolicyOid);

    /// <summary>Asks for what changed since the cookie (MS-ADTS 3.1.1.3.4.1.3); an empty cookie asks for all.</summary>
    /// <param name="flags">1 object security, 0x800 ancestors first, 0x80000000 incremental values.</param>
    /// <param name="maxBytes">The most bytes of attributes in one answer; 0 leaves it to the server.</param>
    /// <param name="cookie">From the last answer.</param>
    public static LdapControl DirSync(int flags, int maxBytes, ReadOnlySpan<byte> cookie)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(flags);
            writer.WriteInteger(maxBytes);
            writer.WriteOctetString(cookie);
        }

        return new(DirSyncOid, true, writer.Encode());
    }

    /// <summary>The cookie in the answer to <see cref="PagedResults"/>; empty after the last page.</summary>
    internal byte[] ReadPagedCookie()
    {
        BerReader value = new BerReader(Value).Enter(LdapTag.Sequence);
        value.ReadInteger();
        return value.ReadBytes(LdapTag.OctetString).ToArray();
    }

    /// <summary>What the answer to <see cref="DirSync"/> says: whether more is to be had at once, and the next cookie.</summary>
    public (bool More, byte[] Cookie) ReadDirSync()
    {
        BerReader value = new BerReader(Value).Enter(LdapTag.Sequence);
        bool more = value.ReadInteger() != 0;
        value.ReadInteger();
        return (more, value.ReadBytes(LdapTag.OctetString).ToArray());
    }

    /// <summary>The error in the answer to <see cref="PasswordPolicy"/>: 0 expired, 1 locked, 2 to be changed after a reset …; null for none.</summary>
    internal int? ReadPasswordPolicyError()
    {
        if (Value is null)
        {
            return null;
        }

        AsnReader value = new AsnReader(Value, AsnEncodingRules.BER).ReadSequence();
        while (value.HasData)
        {
            Asn1Tag tag = value.PeekTag();
            if (tag is { TagClass: TagClass.ContextSpecific, TagValue: 1 })
            {
                return value.ReadEnumeratedBytes(tag).Span[^1];
            }

            value.ReadEncodedValue();
        }

        return null;
    }

    private static byte[] Encode(int size, ReadOnlySpan<byte> cookie)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(size);
            writer.WriteOctetString(cookie);
        }

        return writer.Encode();
    }
}
