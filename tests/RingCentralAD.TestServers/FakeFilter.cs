using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>A search filter as it arrives (RFC 4511, 4.5.1.7), asked of an entry: text regardless of case, numbers as numbers.</summary>
internal static class FakeFilter
{
    public static bool Matches(ReadOnlyMemory<byte> filter, Func<string, IReadOnlyList<byte[]>> values)
    {
        AsnReader reader = new(filter, AsnEncodingRules.BER);
        Asn1Tag tag = reader.PeekTag();
        return tag.TagValue switch
        {
            0 => Parts(reader.ReadSetOf(tag)).All(part => Matches(part, values)),
            1 => Parts(reader.ReadSetOf(tag)).Any(part => Matches(part, values)),
            2 => !Matches(reader.ReadSequence(tag).ReadEncodedValue(), values),
            3 => Compare(reader.ReadSequence(tag), values, static (a, b) => a.AsSpan().SequenceEqual(b) || string.Equals(Text(a), Text(b), StringComparison.OrdinalIgnoreCase)),
            5 => Compare(reader.ReadSequence(tag), values, static (a, b) => Order(Text(a), Text(b)) >= 0),
            6 => Compare(reader.ReadSequence(tag), values, static (a, b) => Order(Text(a), Text(b)) <= 0),
            7 => values(Text(reader.ReadOctetString(tag))).Count > 0,
            _ => false,
        };
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(AsnReader set)
    {
        List<ReadOnlyMemory<byte>> parts = [];
        while (set.HasData)
        {
            parts.Add(set.ReadEncodedValue());
        }

        return parts;
    }

    private static bool Compare(AsnReader assertion, Func<string, IReadOnlyList<byte[]>> values, Func<byte[], byte[], bool> matches)
    {
        string name = Text(assertion.ReadOctetString());
        byte[] value = assertion.ReadOctetString();
        return values(name).Any(held => matches(held, value));
    }

    private static int Order(string a, string b) =>
        long.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out long x) && long.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out long y)
            ? x.CompareTo(y)
            : string.CompareOrdinal(a, b);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
