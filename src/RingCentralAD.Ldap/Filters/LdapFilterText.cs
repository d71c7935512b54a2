using System.Globalization;
using System.Text;

namespace RingCentralAD.Ldap.Filters;

/// <summary>Filters as RFC 4515 text.</summary>
internal static class LdapFilterText
{
    public static string Write(LdapFilter filter)
    {
        StringBuilder text = new();
        Append(text, filter);
        return text.ToString();
    }

    /// <summary>A name or OID with its options (RFC 4512, 2.5): nothing in it can end the place it stands in.</summary>
    public static string CheckAttribute(string name)
    {
        if (name.Length > 0 && name.All(IsNameCharacter))
        {
            return name;
        }

        throw new LdapException(LdapErrorKind.InvalidFilter, $"'{name}' is no attribute name or matching rule.");
    }

    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ';' or '_';

    public static string Escape(ReadOnlySpan<byte> value)
    {
        StringBuilder text = new(value.Length);
        foreach (byte b in value)
        {
            if (b is < 0x20 or >= 0x7f or (byte)'*' or (byte)'(' or (byte)')' or (byte)'\\')
            {
                text.Append('\\').Append(b.ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append((char)b);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LdapFilter filter)
    {
        text.Append('(');
        switch (filter)
        {
            case LdapFilter.AndFilter and:
                text.Append('&');
                foreach (LdapFilter each in and.Filters)
                {
                    Append(text, each);
                }

                break;
            case LdapFilter.OrFilter or:
                text.Append('|');
                foreach (LdapFilter each in or.Filters)
                {
                    Append(text, each);
                }

                break;
            case LdapFilter.NotFilter not:
                text.Append('!');
                Append(text, not.Filter);
                break;
            case LdapFilter.CompareFilter compare:
                text.Append(compare.Attribute).Append(Sign(compare.Comparison)).Append(Escape(compare.Value));
                break;
            case LdapFilter.PresentFilter present:
                text.Append(present.Attribute).Append("=*");
                break;
            case LdapFilter.SubstringsFilter parts:
                text.Append(parts.Attribute).Append('=').Append(Escape(parts.Start)).Append('*');
                foreach (byte[] middle in parts.Middle)
                {
                    text.Append(Escape(middle)).Append('*');
                }

                text.Append(Escape(parts.End));
                break;
            case LdapFilter.ExtensibleFilter rule:
                text.Append(rule.Attribute).Append(rule.DnAttributes ? ":dn" : "");
                text.Append(rule.Rule is null ? "" : ":").Append(rule.Rule).Append(":=").Append(Escape(rule.Value));
                break;
        }

        text.Append(')');
    }

    private static string Sign(LdapComparison comparison) => comparison switch
    {
        LdapComparison.GreaterOrEqual => ">=",
        LdapComparison.LessOrEqual => "<=",
        LdapComparison.Approximate => "~=",
        _ => "=",
    };
}
