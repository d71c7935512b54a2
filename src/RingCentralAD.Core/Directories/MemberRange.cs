using System.Globalization;

namespace RingCentralAD.Core.Directories;

/// <summary>A part of a long list of values, as Active Directory gives it: <c>member;range=0-1499</c>, the last one <c>member;range=1500-*</c>.</summary>
/// <param name="Values">The values of this part.</param>
/// <param name="First">The number of the first value.</param>
/// <param name="Last">The number of the last value, or null where the list ends here.</param>
internal sealed record MemberRange(IReadOnlyList<byte[]> Values, int First, int? Last)
{
    private const string Option = ";range=";

    /// <summary>
    /// The part of <paramref name="attribute"/> that the entry holds; null where it holds none, or one that does not say what it is. An entry
    /// may hold the plain attribute without values beside the range: then the range counts.
    /// </summary>
    public static MemberRange? Of(RawEntry entry, string attribute = "member")
    {
        foreach ((string name, IReadOnlyList<byte[]> values) in entry.Attributes)
        {
            if (name.Length > attribute.Length + Option.Length && name.StartsWith(attribute, StringComparison.OrdinalIgnoreCase) &&
                name.AsSpan(attribute.Length).StartsWith(Option, StringComparison.OrdinalIgnoreCase))
            {
                return Parse(name.AsSpan(attribute.Length + Option.Length), values);
            }
        }

        return entry.Values(attribute) is { Count: > 0 } whole ? new MemberRange(whole, 0, null) : null;
    }

    private static MemberRange? Parse(ReadOnlySpan<char> range, IReadOnlyList<byte[]> values)
    {
        int hyphen = range.IndexOf('-');
        if (hyphen < 0 || !int.TryParse(range[..hyphen], NumberStyles.None, CultureInfo.InvariantCulture, out int first))
        {
            return null;
        }

        ReadOnlySpan<char> end = range[(hyphen + 1)..];
        return end is "*" ? new MemberRange(values, first, null)
            : int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int last) && values.Count > 0 && values.Count == last - first + 1
                ? new MemberRange(values, first, last)
                : null;
    }
}
