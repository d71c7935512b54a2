using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.Ldap;

/// <summary>A result (RFC 4511, 4.1.9).</summary>
internal sealed record LdapResult(int Code, string MatchedDn, string Diagnostic);

/// <summary>A control sent or received.</summary>
/// <param name="Oid">What it is.</param>
/// <param name="Critical">Refuse the operation rather than leave the control out.</param>
/// <param name="Value">Its value; null for none.</param>
public sealed record LdapControl(string Oid, bool Critical, byte[]? Value)
{
    /// <summary>The simple paged results control (RFC 2696).</summary>
    public const string PagedResults = "1.2.840.113556.1.4.319";

    /// <summary>Names as &lt;GUID=…&gt;;&lt;SID=…&gt;;dn (Active Directory).</summary>
    public const string ExtendedDn = "1.2.840.113556.1.4.529";

    internal static LdapControl Page(int size, byte[] cookie)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(size);
            writer.WriteOctetString(cookie);
        }

        return new LdapControl(PagedResults, true, writer.Encode());
    }

    internal static byte[] Cookie(LdapControl control)
    {
        AsnReader reader = new AsnReader(control.Value, AsnEncodingRules.BER).ReadSequence();
        reader.ReadInteger();
        return reader.ReadOctetString();
    }

    /// <summary>Names with GUIDs in their hyphenated form.</summary>
    public static LdapControl ExtendedNames()
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
        }

        return new LdapControl(ExtendedDn, true, writer.Encode());
    }
}

/// <summary>A message from the server: its number, which operation, its content and its controls.</summary>
internal sealed record LdapResponse(int Id, int Tag, ReadOnlyMemory<byte> Content, IReadOnlyList<LdapControl> Controls);

/// <summary>Writes requests and reads responses (RFC 4511): bytes in, messages out, no I/O.</summary>
internal static class LdapMessages
{
    public const int BindResponse = 1;
    public const int SearchEntry = 4;
    public const int SearchDone = 5;
    public const int ModifyResponse = 7;
    public const int SearchReference = 19;
    public const int ExtendedResponse = 24;

    public static byte[] SimpleBind(int id, string name, ReadOnlySpan<byte> password)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(Application(0)))
            {
                writer.WriteInteger(3);
                Text(writer, name);
                writer.WriteOctetString(password, Context(0));
            }
        }

        return writer.Encode();
    }

    public static byte[] SaslBind(int id, string mechanism, ReadOnlySpan<byte> token)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(Application(0)))
            {
                writer.WriteInteger(3);
                Text(writer, "");
                using (writer.PushSequence(Context(3)))
                {
                    Text(writer, mechanism);
                    writer.WriteOctetString(token);
                }
            }
        }

        return writer.Encode();
    }

    public static byte[] Unbind(int id) => Message(id, [], static writer => writer.WriteNull(Application(2)));

    public static byte[] Abandon(int id, int target) => Message(id, [], writer => writer.WriteInteger(target, Application(16)));

    public static byte[] Extended(int id, string oid) => Message(id, [], writer =>
    {
        using (writer.PushSequence(Application(23)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(oid), Context(0));
        }
    });

    public static byte[] Search(int id, LdapSearch search, IReadOnlyList<LdapControl> controls) => Message(id, controls, writer =>
    {
        using (writer.PushSequence(Application(3)))
        {
            Text(writer, search.BaseDn);
            writer.WriteEnumeratedValue(search.Scope);
            writer.WriteEnumeratedValue(Deref.Never);
            writer.WriteInteger(search.SizeLimit);
            writer.WriteInteger((int)search.TimeLimit.TotalSeconds);
            writer.WriteBoolean(false);
            search.Filter.Write(writer);
            using (writer.PushSequence())
            {
                foreach (string attribute in search.Attributes)
                {
                    Text(writer, attribute);
                }
            }
        }
    });

    public static byte[] Modify(int id, string dn, IReadOnlyList<LdapModification> changes) => Message(id, [], writer =>
    {
        using (writer.PushSequence(Application(6)))
        {
            Text(writer, dn);
            using (writer.PushSequence())
            {
                foreach (LdapModification change in changes)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteEnumeratedValue(change.Operation);
                        using (writer.PushSequence())
                        {
                            Text(writer, change.Attribute);
                            using (writer.PushSetOf())
                            {
                                foreach (string value in change.Values)
                                {
                                    Text(writer, value);
                                }
                            }
                        }
                    }
                }
            }
        }
    });

    /// <summary>Reads one whole message.</summary>
    public static LdapResponse Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            AsnReader message = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (!message.TryReadInt32(out int id))
            {
                throw Garbage();
            }

            Asn1Tag tag = message.PeekTag();
            ReadOnlyMemory<byte> content = message.ReadEncodedValue();
            List<LdapControl> controls = [];
            if (message.HasData && message.PeekTag() == Context(0, true))
            {
                AsnReader list = message.ReadSequence(Context(0, true));
                while (list.HasData)
                {
                    AsnReader control = list.ReadSequence();
                    string oid = Encoding.UTF8.GetString(control.ReadOctetString());
                    bool critical = control.HasData && control.PeekTag() == Asn1Tag.Boolean && control.ReadBoolean();
                    controls.Add(new LdapControl(oid, critical, control.HasData ? control.ReadOctetString() : null));
                }
            }

            return tag.TagClass == TagClass.Application ? new LdapResponse(id, tag.TagValue, content, controls) : throw Garbage();
        }
        catch (AsnContentException error)
        {
            throw new LdapException(LdapErrorKind.Protocol, "The server sent what is no LDAP message.", error);
        }
    }

    public static LdapResult Result(LdapResponse response, out byte[]? sasl)
    {
        try
        {
            AsnReader reader = new AsnReader(response.Content, AsnEncodingRules.BER).ReadSequence(new Asn1Tag(TagClass.Application, response.Tag, true));
            int code = (int)reader.ReadEnumeratedValue<Code>();
            string matched = Encoding.UTF8.GetString(reader.ReadOctetString());
            string diagnostic = Encoding.UTF8.GetString(reader.ReadOctetString()).TrimEnd('\0');
            sasl = null;
            while (reader.HasData)
            {
                sasl = reader.PeekTag() is { TagClass: TagClass.ContextSpecific, TagValue: 7 } ? reader.ReadOctetString(Context(7)) : sasl;
                if (reader.HasData && reader.PeekTag() is not { TagClass: TagClass.ContextSpecific, TagValue: 7 })
                {
                    reader.ReadEncodedValue();
                }
            }

            return new LdapResult(code, matched, diagnostic);
        }
        catch (AsnContentException error)
        {
            throw new LdapException(LdapErrorKind.Protocol, "The server sent a result that cannot be read.", error);
        }
    }

    public static LdapEntry Entry(LdapResponse response)
    {
        try
        {
            AsnReader reader = new AsnReader(response.Content, AsnEncodingRules.BER).ReadSequence(new Asn1Tag(TagClass.Application, SearchEntry, true));
            string dn = Encoding.UTF8.GetString(reader.ReadOctetString());
            AsnReader list = reader.ReadSequence();
            List<KeyValuePair<string, IReadOnlyList<byte[]>>> attributes = [];
            while (list.HasData)
            {
                AsnReader attribute = list.ReadSequence();
                string name = Encoding.UTF8.GetString(attribute.ReadOctetString());
                AsnReader values = attribute.ReadSetOf(skipSortOrderValidation: true);
                List<byte[]> read = [];
                while (values.HasData)
                {
                    read.Add(values.ReadOctetString());
                }

                attributes.Add(new(name, read));
            }

            return new LdapEntry(dn, attributes);
        }
        catch (AsnContentException error)
        {
            throw new LdapException(LdapErrorKind.Protocol, "The server sent an entry that cannot be read.", error);
        }
    }

    private static byte[] Message(int id, IReadOnlyList<LdapControl> controls, Action<AsnWriter> operation)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            operation(writer);
            if (controls.Count > 0)
            {
                using (writer.PushSequence(Context(0, true)))
                {
                    foreach (LdapControl control in controls)
                    {
                        using (writer.PushSequence())
                        {
                            Text(writer, control.Oid);
                            writer.WriteBoolean(control.Critical);
                            if (control.Value is not null)
                            {
                                writer.WriteOctetString(control.Value);
                            }
                        }
                    }
                }
            }
        }

        return writer.Encode();
    }

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private static Asn1Tag Application(int value) => new(TagClass.Application, value);

    private static Asn1Tag Context(int value, bool constructed = false) => new(TagClass.ContextSpecific, value, constructed);

    private static LdapException Garbage() => new(LdapErrorKind.Protocol, "The server sent what is no LDAP message.");

    private enum Deref
    {
        Never = 0,
    }

    private enum Code
    {
        Success = 0,
    }
}
