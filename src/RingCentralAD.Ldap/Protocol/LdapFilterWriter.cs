using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.Ldap.Protocol;

/// <summary>Filters as BER (RFC 4511, 4.5.1.7).</summary>
internal static class LdapFilterWriter
{
    public static void Write(AsnWriter writer, LdapFilter filter)
    {
        switch (filter)
        {
            case LdapFilter.AndFilter and:
                WriteSet(writer, 0, and.Filters);
                break;
            case LdapFilter.OrFilter or:
                WriteSet(writer, 1, or.Filters);
                break;
            case LdapFilter.NotFilter not:
                WriteSet(writer, 2, [not.Filter]);
                break;
            case LdapFilter.CompareFilter compare:
                using (writer.PushSequence(Tag(compare.Comparison switch
                {
                    LdapComparison.GreaterOrEqual => 5,
                    LdapComparison.LessOrEqual => 6,
                    LdapComparison.Approximate => 8,
                    _ => 3,
                })))
                {
                    WriteText(writer, compare.Attribute);
                    writer.WriteOctetString(compare.Value);
                }

                break;
            case LdapFilter.SubstringsFilter parts:
                WriteSubstrings(writer, parts);
                break;
            case LdapFilter.PresentFilter present:
                WriteText(writer, present.Attribute, Tag(7));
                break;
            case LdapFilter.ExtensibleFilter rule:
                WriteExtensible(writer, rule);
                break;
        }
    }

    private static void WriteSet(AsnWriter writer, int tag, IReadOnlyList<LdapFilter> filters)
    {
        using (writer.PushSequence(Tag(tag)))
        {
            foreach (LdapFilter filter in filters)
            {
                Write(writer, filter);
            }
        }
    }

    private static void WriteSubstrings(AsnWriter writer, LdapFilter.SubstringsFilter parts)
    {
        using (writer.PushSequence(Tag(4)))
        {
            WriteText(writer, parts.Attribute);
            using (writer.PushSequence())
            {
                WritePart(writer, 0, parts.Start);
                foreach (byte[] middle in parts.Middle)
                {
                    WritePart(writer, 1, middle);
                }

                WritePart(writer, 2, parts.End);
            }
        }
    }

    private static void WritePart(AsnWriter writer, int tag, byte[] part)
    {
        if (part.Length > 0)
        {
            writer.WriteOctetString(part, Tag(tag));
        }
    }

    private static void WriteExtensible(AsnWriter writer, LdapFilter.ExtensibleFilter rule)
    {
        using (writer.PushSequence(Tag(9)))
        {
            if (rule.Rule is not null)
            {
                WriteText(writer, rule.Rule, Tag(1));
            }

            if (rule.Attribute is not null)
            {
                WriteText(writer, rule.Attribute, Tag(2));
            }

            writer.WriteOctetString(rule.Value, Tag(3));
            if (rule.DnAttributes)
            {
                writer.WriteBoolean(true, Tag(4));
            }
        }
    }

    private static void WriteText(AsnWriter writer, string text, Asn1Tag? tag = null) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text), tag);

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
}
