using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>A search filter as it comes over the wire (RFC 4511, 4.5.1.7), matched as far as an import's filters go: and, or, not, equal, present.</summary>
internal static class FakeFilter
{
    /// <summary>Whether an entry matches.</summary>
    /// <param name="filter">The filter, encoded.</param>
    /// <param name="valuesOf">The entry's values of an attribute.</param>
    public static bool Matches(ReadOnlyMemory<byte> filter, Func<string, IReadOnlyList<byte[]>> valuesOf)
    {
        AsnReader reader = new(filter, AsnEncodingRules.BER);
        Asn1Tag tag = reader.PeekTag();
        switch (tag.TagValue)
        {
            case 0:
                return Parts(reader.ReadSetOf(tag)).All(part => Matches(part, valuesOf));
            case 1:
                return Parts(reader.ReadSetOf(tag)).Any(part => Matches(part, valuesOf));
            case 2:
                return !Matches(reader.ReadSequence(tag).ReadEncodedValue(), valuesOf);
            case 3:
                AsnReader equal = reader.ReadSequence(tag);
                string name = Encoding.UTF8.GetString(equal.ReadOctetString());
                byte[] value = equal.ReadOctetString();
                return valuesOf(name).Any(held => Same(held, value));
            case 7:
                return valuesOf(Encoding.UTF8.GetString(reader.ReadOctetString(tag))).Count > 0;
            default:
                throw new NotSupportedException($"The fake server knows no filter of kind {tag.TagValue}.");
        }
    }

    private static List<ReadOnlyMemory<byte>> Parts(AsnReader set)
    {
        List<ReadOnlyMemory<byte>> parts = [];
        while (set.HasData)
        {
            parts.Add(set.ReadEncodedValue());
        }

        return parts;
    }

    private static bool Same(byte[] held, byte[] value) =>
        held.AsSpan().SequenceEqual(value) || Encoding.UTF8.GetString(held).Equals(Encoding.UTF8.GetString(value), StringComparison.OrdinalIgnoreCase);
}
