using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace RingCentralAD.Ldap;

/// <summary>A search filter (RFC 4515), parsed or built; values are never pasted into text.</summary>
public abstract class LdapFilter
{
    private protected LdapFilter()
    {
    }

    /// <summary>The attribute has a value.</summary>
    public static LdapFilter Present(string attribute) => new PresentFilter(attribute);

    /// <summary>The attribute has this value.</summary>
    public static LdapFilter Equal(string attribute, string value) => new CompareFilter(3, attribute, Encoding.UTF8.GetBytes(value));

    /// <summary>The attribute has this value, as bytes.</summary>
    public static LdapFilter Equal(string attribute, byte[] value) => new CompareFilter(3, attribute, value);

    /// <summary>All of them hold.</summary>
    public static LdapFilter And(params LdapFilter[] filters) => new GroupFilter(0, filters);

    /// <summary>One of them holds.</summary>
    public static LdapFilter Or(params LdapFilter[] filters) => new GroupFilter(1, filters);

    /// <summary>It does not hold.</summary>
    public static LdapFilter Not(LdapFilter filter) => new NotFilter(filter);

    /// <summary>Parses the text form; throws <see cref="LdapException"/> (InvalidFilter) with the position.</summary>
    public static LdapFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = 0;
        LdapFilter filter = Read(text, ref at, 0);
        return at == text.Length ? filter : throw Bad(text, at, "there is more behind the filter");
    }

    internal abstract void Write(AsnWriter writer);

    private static LdapFilter Read(string text, ref int at, int depth)
    {
        if (depth > 100)
        {
            throw Bad(text, at, "it is nested too deeply");
        }

        Expect(text, ref at, '(');
        LdapFilter filter;
        switch (at < text.Length ? text[at] : '\0')
        {
            case '&' or '|':
                int kind = text[at++] == '&' ? 0 : 1;
                List<LdapFilter> parts = [];
                while (at < text.Length && text[at] == '(')
                {
                    parts.Add(Read(text, ref at, depth + 1));
                }

                filter = new GroupFilter(kind, [.. parts]);
                break;
            case '!':
                at++;
                filter = new NotFilter(Read(text, ref at, depth + 1));
                break;
            default:
                filter = Item(text, ref at);
                break;
        }

        Expect(text, ref at, ')');
        return filter;
    }

    private static LdapFilter Item(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is not ('=' or '~' or '<' or '>' or ':' or '(' or ')'))
        {
            at++;
        }

        string attribute = text[start..at];
        if (at >= text.Length || (attribute.Length == 0 && text[at] != ':'))
        {
            throw Bad(text, start, "an attribute is missing");
        }

        int kind = 3;
        string? rule = null;
        bool names = false;
        if (text[at] == ':')
        {
            kind = 9;
            int end = text.IndexOf(":=", at, StringComparison.Ordinal);
            if (end < 0)
            {
                throw Bad(text, at, "':=' is missing");
            }

            string[] marks = text[at..end].Split(':', StringSplitOptions.RemoveEmptyEntries);
            names = marks.Contains("dn", StringComparer.OrdinalIgnoreCase);
            rule = marks.FirstOrDefault(mark => !string.Equals(mark, "dn", StringComparison.OrdinalIgnoreCase));
            at = end + 1;
        }
        else if (text[at] is '~' or '<' or '>')
        {
            kind = text[at] switch { '>' => 5, '<' => 6, _ => 8 };
            at++;
        }

        Expect(text, ref at, '=');
        int valueAt = at;
        while (at < text.Length && text[at] is not ('(' or ')'))
        {
            at++;
        }

        string raw = text[valueAt..at];
        if (kind == 3 && raw == "*")
        {
            return new PresentFilter(attribute);
        }

        if (kind == 3 && raw.Contains('*', StringComparison.Ordinal))
        {
            return new SubstringFilter(attribute, [.. raw.Split('*').Select(part => Unescape(text, part, valueAt))]);
        }

        byte[] value = Unescape(text, raw, valueAt);
        return kind == 9 ? new ExtensibleFilter(attribute, rule, names, value) : new CompareFilter(kind, attribute, value);
    }

    private static byte[] Unescape(string text, string raw, int position)
    {
        List<byte> bytes = [];
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\\')
            {
                bytes.Add(i + 2 < raw.Length + 0 && byte.TryParse(raw.AsSpan(i + 1, Math.Min(2, raw.Length - i - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code)
                    ? code
                    : throw Bad(text, position + i, "two hexadecimal digits must follow a backslash"));
                i += 2;
            }
            else
            {
                int length = char.IsHighSurrogate(raw[i]) && i + 1 < raw.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(raw.Substring(i, length)));
                i += length - 1;
            }
        }

        return [.. bytes];
    }

    private static void Expect(string text, ref int at, char wanted)
    {
        if (at >= text.Length || text[at] != wanted)
        {
            throw Bad(text, at, $"'{wanted}' is missing");
        }

        at++;
    }

    private static LdapException Bad(string text, int at, string why) => new(LdapErrorKind.InvalidFilter, $"The filter '{text}' is malformed at position {at}: {why}.");

    private static string Escape(byte[] value)
    {
        StringBuilder text = new();
        foreach (char c in Encoding.UTF8.GetString(value))
        {
            text.Append(c is '*' or '(' or ')' or '\\' or < ' ' ? string.Create(CultureInfo.InvariantCulture, $"\\{(int)c:x2}") : c.ToString());
        }

        return text.ToString();
    }

    private sealed class PresentFilter(string attribute) : LdapFilter
    {
        internal override void Write(AsnWriter writer) => writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute), new Asn1Tag(TagClass.ContextSpecific, 7));

        public override string ToString() => $"({attribute}=*)";
    }

    private sealed class CompareFilter(int kind, string attribute, byte[] value) : LdapFilter
    {
        internal override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, kind)))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute));
                writer.WriteOctetString(value);
            }
        }

        public override string ToString() => $"({attribute}{kind switch { 5 => ">=", 6 => "<=", 8 => "~=", _ => "=" }}{Escape(value)})";
    }

    private sealed class GroupFilter(int kind, LdapFilter[] parts) : LdapFilter
    {
        internal override void Write(AsnWriter writer)
        {
            using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, kind)))
            {
                foreach (LdapFilter part in parts)
                {
                    part.Write(writer);
                }
            }
        }

        public override string ToString() => $"({(kind == 0 ? '&' : '|')}{string.Concat<LdapFilter>(parts)})";
    }

    private sealed class NotFilter(LdapFilter inner) : LdapFilter
    {
        internal override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
            {
                inner.Write(writer);
            }
        }

        public override string ToString() => $"(!{inner})";
    }

    private sealed class SubstringFilter(string attribute, byte[][] parts) : LdapFilter
    {
        internal override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute));
                using (writer.PushSequence())
                {
                    for (int i = 0; i < parts.Length; i++)
                    {
                        if (parts[i].Length > 0)
                        {
                            writer.WriteOctetString(parts[i], new Asn1Tag(TagClass.ContextSpecific, i == 0 ? 0 : i == parts.Length - 1 ? 2 : 1));
                        }
                    }
                }
            }
        }

        public override string ToString() => $"({attribute}={string.Join('*', parts.Select(Escape))})";
    }

    private sealed class ExtensibleFilter(string attribute, string? rule, bool names, byte[] value) : LdapFilter
    {
        internal override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 9)))
            {
                if (rule is not null)
                {
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(rule), new Asn1Tag(TagClass.ContextSpecific, 1));
                }

                if (attribute.Length > 0)
                {
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute), new Asn1Tag(TagClass.ContextSpecific, 2));
                }

                writer.WriteOctetString(value, new Asn1Tag(TagClass.ContextSpecific, 3));
                if (names)
                {
                    writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 4));
                }
            }
        }

        public override string ToString() => $"({attribute}{(names ? ":dn" : "")}{(rule is null ? "" : ":" + rule)}:={Escape(value)})";
    }
}
