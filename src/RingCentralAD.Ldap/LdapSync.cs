using System.Formats.Asn1;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap;

/// <summary>How an entry stands towards what a consumer holds (RFC 4533, 2.3).</summary>
public enum LdapSyncState
{
    Present = 0,
    Add = 1,
    Modify = 2,
    Delete = 3,
}

/// <summary>What the server says of one entry or of many at once.</summary>
/// <param name="Keys">entryUUID of each.</param>
/// <param name="State">How they stand.</param>
/// <param name="Cookie">A position, where the server gives one; it is good only when all before it was taken.</param>
public sealed record LdapSyncNotice(IReadOnlyList<Guid> Keys, LdapSyncState State, byte[]? Cookie);

/// <summary>Content synchronisation (RFC 4533) by polling.</summary>
public static class LdapSync
{
    public const string RequestOid = "1.3.6.1.4.1.4203.1.9.1.1";
    public const string StateOid = "1.3.6.1.4.1.4203.1.9.1.2";
    public const string DoneOid = "1.3.6.1.4.1.4203.1.9.1.3";
    public const string InfoOid = "1.3.6.1.4.1.4203.1.9.1.4";

    private const byte RefreshDelete = 0xa1;
    private const byte RefreshPresent = 0xa2;
    private const byte KeySet = 0xa3;
    private const byte NewCookie = 0x80;

    /// <summary>Asks for what changed since the cookie and no more; an empty cookie asks for all.</summary>
    public static LdapControl Refresh(ReadOnlySpan<byte> cookie)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteEnumeratedValue(Mode.RefreshOnly);
            if (cookie.Length > 0)
            {
                writer.WriteOctetString(cookie);
            }
        }

        return new(RequestOid, true, writer.Encode());
    }

    /// <summary>What the control of an entry says of it; null where the entry carries none.</summary>
    public static LdapSyncNotice? Read(IReadOnlyList<LdapControl> controls)
    {
        if (controls.FirstOrDefault(static control => control.Oid == StateOid) is not { } control)
        {
            return null;
        }

        BerReader value = new BerReader(control.Value).Enter(LdapTag.Sequence);
        int state = value.ReadInteger(LdapTag.Enumerated);
        if (!Enum.IsDefined((LdapSyncState)state))
        {
            throw LdapException.Protocol($"sync state {state}.");
        }

        Guid key = ReadKey(ref value);
        return new([key], (LdapSyncState)state, ReadCookie(ref value));
    }

    /// <summary>What a message in between says; null where it is about something else.</summary>
    public static LdapSyncNotice? Read(LdapIntermediate message)
    {
        if (message.Name != InfoOid)
        {
            return null;
        }

        BerReader value = new(message.Value);
        byte kind = value.PeekTag();
        if (kind == NewCookie)
        {
            return new([], LdapSyncState.Present, value.ReadBytes(NewCookie).ToArray());
        }

        BerReader content = kind is RefreshDelete or RefreshPresent or KeySet ? value.Enter(kind) : throw LdapException.Protocol($"sync info of kind 0x{kind:x2}.");
        byte[]? cookie = ReadCookie(ref content);
        bool flag = content.HasMore && content.PeekTag() == LdapTag.Boolean && content.ReadBoolean();
        if (kind != KeySet)
        {
            return new([], LdapSyncState.Present, cookie);
        }

        List<Guid> keys = [];
        for (BerReader each = content.Enter(LdapTag.Set); each.HasMore;)
        {
            keys.Add(ReadKey(ref each));
        }

        return new(keys, flag ? LdapSyncState.Delete : LdapSyncState.Present, cookie);
    }

    /// <summary>
    /// What the server says at the end: the cookie, or null where it gives none because nothing changed; and whether all that is gone was
    /// named. Where it was not, what was not mentioned is gone.
    /// </summary>
    public static (byte[]? Cookie, bool Deletes) ReadDone(LdapResult result)
    {
        if (result.Control(DoneOid)?.Value is not { } bytes)
        {
            return (null, false);
        }

        BerReader value = new BerReader(bytes).Enter(LdapTag.Sequence);
        byte[]? cookie = ReadCookie(ref value);
        return (cookie, value.HasMore && value.PeekTag() == LdapTag.Boolean && value.ReadBoolean());
    }

    // In RFC 4122's order, not in Active Directory's.
    private static Guid ReadKey(ref BerReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ReadBytes(LdapTag.OctetString);
        return bytes.Length == 16 ? new Guid(bytes, bigEndian: true) : throw LdapException.Protocol($"an entryUUID of {bytes.Length} octets.");
    }

    private static byte[]? ReadCookie(ref BerReader reader) =>
        reader.HasMore && reader.PeekTag() == LdapTag.OctetString ? reader.ReadBytes(LdapTag.OctetString).ToArray() : null;

    private enum Mode
    {
        RefreshOnly = 1,
    }
}
