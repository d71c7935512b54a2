using System.Globalization;

namespace RingCentralAD.Core.Directories;

/// <summary>A part of a long list of values, as Active Directory gives it: <c>member;range=0-1499</c>, the last one <c>member;range=1500-*</c>.</summary>
/// <param name="Values">The values of this part.</param>
/// <param name="Last">The number of the last value, or null where the list ends here.</param>
internal sealed record MemberRange(IReadOnlyList<byte[]> Values, int? Last)
{
    private const string Option = ";range=";

    /// <summary>
    /// The part of <paramref name="attribute"/> that the entry holds; null where it holds none. An entry may hold the plain attribute without
    /// values beside the range: then the range counts.
    /// </summary>
    public static MemberRange? Of(RawEntry entry, string attribute = "member")
    {
        foreach ((string name, IReadOnlyList<byte[]> values) in entry.Attributes)
        {
            if (name.Length > attribute.Length + Option.Length && name.StartsWith(attribute, StringComparison.OrdinalIgnoreCase) &&
                name.AsSpan(attribute.Length).StartsWith(Option, StringComparison.OrdinalIgnoreCase))
            {
                ReadOnlySpan<char> end = name.AsSpan(name.IndexOf('-', attribute.Length + Option.Length) + 1);
                return end is "*" ? new MemberRange(values, null)
                    : int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int last) && values.Count > 0 ? new MemberRange(values, last)
                    : null;
            }
        }

        return entry.Values(attribute) is { Count: > 0 } whole ? new MemberRange(whole, null) : null;
    }
}
