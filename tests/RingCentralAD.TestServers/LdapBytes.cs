using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>Answers of an LDAP server as bytes (RFC 4511).</summary>
public static class LdapBytes
{
    public const int SearchDone = 5;
    public const int ModifyResponse = 7;
    public const int ExtendedResponse = 24;

    public static byte[] Entry(int id, string dn, params (string Name, string[] Values)[] attributes) =>
        RawEntry(id, dn, attributes.Select(attribute => (attribute.Name, attribute.Values.Select(Encoding.UTF8.GetBytes))));

    /// <summary>An entry with values of any bytes.</summary>
    public static byte[] RawEntry(int id, string dn, IEnumerable<(string Name, IEnumerable<byte[]> Values)> attributes) => Message(id, null, writer =>
    {
        using (writer.PushSequence(Application(4)))
        {
            Text(writer, dn);
            using (writer.PushSequence())
            {
                foreach ((string name, IEnumerable<byte[]> values) in attributes)
                {
                    using (writer.PushSequence())
                    {
                        Text(writer, name);
                        using (writer.PushSetOf())
                        {
                            foreach (byte[] value in values)
                            {
                                writer.WriteOctetString(value);
                            }
                        }
                    }
                }
            }
        }
    });

    public static byte[] Reference(int id, params string[] urls) => Message(id, null, writer =>
    {
        using (writer.PushSequence(Application(19)))
        {
            foreach (string url in urls)
            {
                Text(writer, url);
            }
        }
    });

    /// <summary>A final answer of any kind; <paramref name="operation"/> is its application tag, such as <see cref="SearchDone"/>.</summary>
    public static byte[] Result(int id, int operation, int code = 0, string diagnostic = "", string matchedDn = "", string? extendedName = null, string[]? referrals = null, (string Oid, byte[] Value)? control = null) => Message(id, control, writer =>
    {
        using (writer.PushSequence(Application(operation)))
        {
            writer.WriteEncodedValue([0x0a, 0x01, (byte)code]);
            Text(writer, matchedDn);
            Text(writer, diagnostic);
            if (referrals is not null)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
                {
                    foreach (string url in referrals)
                    {
                        Text(writer, url);
                    }
                }
            }

            if (extendedName is not null)
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(extendedName), new Asn1Tag(TagClass.ContextSpecific, 10));
            }
        }
    });

    /// <summary>A search's final answer with the paged results control (RFC 2696); an empty cookie ends the pages.</summary>
    public static byte[] PageDone(int id, string cookie)
    {
        AsnWriter value = new(AsnEncodingRules.BER);
        using (value.PushSequence())
        {
            value.WriteInteger(0);
            Text(value, cookie);
        }

        return Result(id, SearchDone, control: ("1.2.840.113556.1.4.319", value.Encode()));
    }

    /// <summary>A search's final answer with the DirSync control: nothing more at once, and where to go on.</summary>
    public static byte[] DirSyncDone(int id, string cookie)
    {
        AsnWriter value = new(AsnEncodingRules.BER);
        using (value.PushSequence())
        {
            value.WriteInteger(0);
            value.WriteInteger(0);
            Text(value, cookie);
        }

        return Result(id, SearchDone, control: ("1.2.840.113556.1.4.841", value.Encode()));
    }

    private static byte[] Message(int id, (string Oid, byte[] Value)? control, Action<AsnWriter> operation)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            operation(writer);
            if (control is (string oid, byte[] value))
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence())
                {
                    Text(writer, oid);
                    writer.WriteOctetString(value);
                }
            }
        }

        return writer.Encode();
    }

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private static Asn1Tag Application(int number) => new(TagClass.Application, number);
}
