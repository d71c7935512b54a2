using System.Text;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Reads LDIF by a few lines of its own, so that our reader is not what our writer is held to.</summary>
internal static class LdifText
{
    /// <summary>The records: each a DN and its lines (name, value), in order.</summary>
    public static IReadOnlyList<(string Dn, (string Name, string Value)[] Lines)> Records(string text)
    {
        string unfolded = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n ", "", StringComparison.Ordinal);
        List<(string, (string, string)[])> records = [];
        foreach (string block in unfolded.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            (string Name, string Value)[] lines =
            [
                .. block.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(line => line[0] != '#' && !line.StartsWith("version:", StringComparison.Ordinal)).Select(Line),
            ];
            if (lines.Length > 0)
            {
                records.Add((lines[0].Value, lines[1..]));
            }
        }

        return records;
    }

    /// <summary>What each entry holds of an attribute after a change file was applied, by DN; only entries that the file touches.</summary>
    public static Dictionary<string, string?> Applied(string changes, string attribute)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach ((string dn, (string Name, string Value)[] lines) in Records(changes))
        {
            values.TryAdd(dn, null);
            string operation = "";
            foreach ((string name, string value) in lines)
            {
                if (name is "add" or "delete" or "replace")
                {
                    operation = value == attribute ? name : "";
                    values[dn] = operation is "delete" or "replace" ? null : values[dn];
                }
                else if (name == attribute && operation is "add" or "replace")
                {
                    values[dn] = value;
                }
            }
        }

        return values;
    }

    private static (string Name, string Value) Line(string line)
    {
        if (line == "-")
        {
            return ("-", "");
        }

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return line[colon..].StartsWith("::", StringComparison.Ordinal)
            ? (line[..colon], Encoding.UTF8.GetString(Convert.FromBase64String(line[(colon + 2)..].Trim())))
            : (line[..colon], line[(colon + 1)..].Trim());
    }
}
