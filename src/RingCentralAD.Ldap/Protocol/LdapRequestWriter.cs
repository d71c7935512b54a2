using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.Ldap.Protocol;

/// <summary>Requests as bytes (RFC 4511, 4.2 to 4.14).</summary>
internal static class LdapRequestWriter
{
    /// <summary>A simple bind. The caller clears <paramref name="password"/> and the result.</summary>
    public static byte[] SimpleBind(int id, string name, ReadOnlySpan<byte> password, IReadOnlyList<LdapControl> controls)
    {
        AsnWriter writer = new(AsnEncodingRules.BER, 256 + name.Length * 3 + password.Length);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(Operation(0)))
            {
                writer.WriteInteger(3);
                WriteText(writer, name);
                writer.WriteOctetString(password, Context(0));
            }

            if (controls.Count > 0)
            {
                WriteControls(writer, controls);
            }
        }

        byte[] message = writer.Encode();
        writer.Reset();
        return message;
    }

    public static byte[] SaslBind(int id, string mechanism, byte[]? token) => Message(id, [], writer =>
    {
        using (writer.PushSequence(Operation(0)))
        {
            writer.WriteInteger(3);
            WriteText(writer, "");
            using (writer.PushSequence(Context(3)))
            {
                WriteText(writer, mechanism);
                if (token is not null)
                {
                    writer.WriteOctetString(token);
                }
            }
        }
    });

    public static byte[] Unbind(int id) => Message(id, [], writer => writer.WriteNull(Operation(2)));

    public static byte[] Search(int id, LdapSearch search, IReadOnlyList<LdapControl> controls) => Message(id, controls, writer =>
    {
        using (writer.PushSequence(Operation(3)))
        {
            WriteText(writer, search.BaseDn);
            writer.WriteEnumeratedValue(search.Scope);
            writer.WriteEnumeratedValue(Dereference.Never);
            writer.WriteInteger(search.SizeLimit);
            writer.WriteInteger((int)Math.Ceiling(search.TimeLimit.TotalSeconds));
            writer.WriteBoolean(false);
            LdapFilterWriter.Write(writer, search.Filter);
            using (writer.PushSequence())
            {
                foreach (string attribute in search.Attributes)
                {
                    WriteText(writer, attribute);
                }
            }
        }
    });

    public static byte[] Modify(int id, string dn, IReadOnlyList<LdapModification> modifications) => Message(id, [], writer =>
    {
        using (writer.PushSequence(Operation(6)))
        {
            WriteText(writer, dn);
            using (writer.PushSequence())
            {
                foreach (LdapModification modification in modifications)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteEnumeratedValue(modification.Kind);
                        using (writer.PushSequence())
                        {
                            WriteText(writer, modification.Attribute);
                            using (writer.PushSetOf())
                            {
                                foreach (byte[] value in modification.Values)
                                {
                                    writer.WriteOctetString(value);
                                }
                            }
                        }
                    }
                }
            }
        }
    });

    public static byte[] Compare(int id, string dn, string attribute, byte[] value) => Message(id, [], writer =>
    {
        using (writer.PushSequence(Operation(14)))
        {
            WriteText(writer, dn);
            using (writer.PushSequence())
            {
                WriteText(writer, attribute);
                writer.WriteOctetString(value);
            }
        }
    });

    public static byte[] Abandon(int id, int abandoned) => Message(id, [], writer => writer.WriteInteger(abandoned, Operation(16)));

    public static byte[] Extended(int id, string oid, byte[]? value) => Message(id, [], writer =>
    {
        using (writer.PushSequence(Operation(23)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(oid), Context(0));
            if (value is not null)
            {
                writer.WriteOctetString(value, Context(1));
            }
        }
    });

    private static byte[] Message(int id, IReadOnlyList<LdapControl> controls, Action<AsnWriter> operation)
    {
        AsnWriter writer = new(AsnEncodingRules.BER, 512);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            operation(writer);
            if (controls.Count > 0)
            {
                WriteControls(writer, controls);
            }
        }

        return writer.Encode();
    }

    private static void WriteControls(AsnWriter writer, IReadOnlyList<LdapControl> controls)
    {
        using (writer.PushSequence(Context(0)))
        {
            foreach (LdapControl control in controls)
            {
                using (writer.PushSequence())
                {
                    WriteText(writer, control.Oid);
                    if (control.Critical)
                    {
                        writer.WriteBoolean(true);
                    }

                    if (control.Value is not null)
                    {
                        writer.WriteOctetString(control.Value);
                    }
                }
            }
        }
    }

    private static void WriteText(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private static Asn1Tag Operation(int number) => new(TagClass.Application, number);

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    private enum Dereference
    {
        Never = 0,
    }
}
