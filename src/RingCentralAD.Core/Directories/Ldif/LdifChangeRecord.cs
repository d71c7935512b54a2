using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>The records of a change file as changes, and what they make of an entry.</summary>
internal static class LdifChangeRecord
{
    /// <summary>The changes of a record that the write-back wrote: delete the old value, add the new one.</summary>
    public static List<AttributeChange> Parse(string file, LdifRecord record)
    {
        if (record.ChangeType != "modify")
        {
            throw Foreign(file, record, record.Line);
        }

        List<AttributeChange> changes = [];
        foreach (List<LdifLine> lines in Modifications(record))
        {
            string what = lines[0].Name.ToLowerInvariant();
            string attribute = Encoding.UTF8.GetString(lines[0].Value);
            if (what is not ("delete" or "add") || lines.Count != 2 || !lines[1].Name.Equals(attribute, StringComparison.OrdinalIgnoreCase))
            {
                throw Foreign(file, record, lines[0].Number);
            }

            string value = Encoding.UTF8.GetString(lines[1].Value);
            bool joins = what == "add" && changes.Count > 0 && changes[^1].After is null &&
                changes[^1].Attribute.Equals(attribute, StringComparison.OrdinalIgnoreCase);
            if (joins)
            {
                changes[^1] = changes[^1] with { After = value };
            }
            else
            {
                changes.Add(what == "delete" ? new AttributeChange(attribute, value, null) : new AttributeChange(attribute, null, value));
            }
        }

        return changes;
    }

    private static IEnumerable<List<LdifLine>> Modifications(LdifRecord record)
    {
        List<LdifLine> lines = [];
        foreach (LdifLine line in record.Lines)
        {
            if (!line.IsSeparator)
            {
                lines.Add(line);
            }
            else if (lines.Count > 0)
            {
                yield return lines;
                lines = [];
            }
        }

        if (lines.Count > 0)
        {
            yield return lines;
        }
    }

    /// <summary>The entry with one change made, or null when it does not hold the old value.</summary>
    public static RawEntry? Applied(RawEntry entry, AttributeChange change)
    {
        List<byte[]> values = [.. entry.Values(change.Attribute)];
        if (change.Before is null)
        {
            if (values.Count > 0)
            {
                return null;
            }
        }
        else
        {
            byte[] before = Encoding.UTF8.GetBytes(change.Before);
            int place = values.FindIndex(value => value.AsSpan().SequenceEqual(before));
            if (place < 0)
            {
                return null;
            }

            values.RemoveAt(place);
        }

        if (change.After is not null)
        {
            values.Add(Encoding.UTF8.GetBytes(change.After));
        }

        Dictionary<string, IReadOnlyList<byte[]>> attributes = new(entry.Attributes, StringComparer.OrdinalIgnoreCase);
        attributes.Remove(change.Attribute);
        if (values.Count > 0)
        {
            attributes.Add(change.Attribute, values);
        }

        return new RawEntry(entry.Dn, attributes);
    }

    private static RingCentralAdException Foreign(string file, LdifRecord record, int line) =>
        LdifErrors.Invalid(file, line, $"the record of {record.Dn} is none that the write-back made.", LdifErrors.OtherChangeFile);
}
