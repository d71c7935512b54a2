using System.Globalization;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Writes LDIF change records (RFC 2849) that ldapmodify and ldifde accept.</summary>
internal static class LdifWriter
{
    private const int Width = 76;

    /// <summary>One entry's changes: each deletes the value last read and adds the new one.</summary>
    public static string Modify(string dn, IEnumerable<AttributeChange> changes)
    {
        StringBuilder text = new();
        Line(text, "dn", dn);
        Line(text, "changetype", "modify");
        foreach (AttributeChange change in changes)
        {
            if (change.Before is not null)
            {
                Line(text, "delete", change.Attribute);
                Line(text, change.Attribute, change.Before);
                text.Append("-\n");
            }

            if (change.After is not null)
            {
                Line(text, "add", change.Attribute);
                Line(text, change.Attribute, change.After);
                text.Append("-\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static void Line(StringBuilder text, string attribute, string value)
    {
        string line = IsSafe(value)
            ? $"{attribute}: {value}"
            : $"{attribute}:: {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}";
        text.Append(line.AsSpan(0, Math.Min(Width, line.Length))).Append('\n');
        for (int at = Width; at < line.Length; at += Width - 1)
        {
            text.Append(CultureInfo.InvariantCulture, $" {line.AsSpan(at, Math.Min(Width - 1, line.Length - at))}\n");
        }
    }

    private static bool IsSafe(string value) =>
        value.Length == 0
        || (value[0] is not (' ' or ':' or '<') && value[^1] != ' ' && value.All(c => c is >= ' ' and < (char)127));
}
