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
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        List<RawAttribute> attributes = [];
        List<List<ReadOnlyMemory<byte>>> values = [];
        string last = "";
        int place = -1;
        foreach (LdifLine line in Lines)
        {
            if (!line.Name.Equals(last, StringComparison.OrdinalIgnoreCase))
            {
                last = line.Name;
                if (!places.TryGetValue(last, out place))
                {
                    place = attributes.Count;
                    places.Add(last, place);
                    values.Add([]);
                    attributes.Add(new RawAttribute(last, values[place]));
                }
            }

            values[place].Add(line.Value);
        }

        return new RawEntry(Dn, attributes);
    }
}
