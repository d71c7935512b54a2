namespace RingCentralAD.Core.Directories;

/// <summary>One record of an LDIF file: the entry it is about and its lines.</summary>
/// <param name="Line">The number of its first line, counted from 1.</param>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
/// <param name="Dn">The distinguished name.</param>
/// <param name="Lines">The lines below the name.</param>
public sealed record LdifRecord(int Line, long Offset, string Dn, IReadOnlyList<LdifLine> Lines)
{
    /// <summary>add, modify, delete, modrdn or moddn of a change record; null for a content record.</summary>
    public string? ChangeType { get; init; }

    /// <summary>The values by attribute.</summary>
    public RawEntry ToEntry()
    {
        Dictionary<string, IReadOnlyList<byte[]>> attributes = new(StringComparer.OrdinalIgnoreCase);
        string last = "";
        List<byte[]> values = [];
        foreach (LdifLine line in Lines)
        {
            if (!line.Name.Equals(last, StringComparison.OrdinalIgnoreCase))
            {
                last = line.Name;
                if (attributes.TryGetValue(last, out IReadOnlyList<byte[]>? known))
                {
                    values = (List<byte[]>)known;
                }
                else
                {
                    attributes.Add(last, values = []);
                }
            }

            values.Add(line.Value);
        }

        return new RawEntry(Dn, attributes);
    }
}
