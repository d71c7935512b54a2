using System.Globalization;

namespace RingCentralAD.Core.Directories;

/// <summary>Reads the rest of a list of values that Active Directory cuts (MS-ADTS, 3.1.1.3.1.3.3: 1,500 or more at a time).</summary>
internal static class LdapRanges
{
    // The first part of every list comes with the list of entries. Of the rest a server gives what it likes: Active Directory 1,500 or
    // 5,000; Samba all that was asked, reading the whole list each time.
    private const int First = 1500;
    private const int Rest = 20_000;

    /// <summary>The attribute as it is asked for.</summary>
    public static string Ask(string attribute, int from) =>
        string.Create(CultureInfo.InvariantCulture, $"{attribute};range={from}-{from + (from == 0 ? First : Rest) - 1}");

    /// <summary>All values from the first part on; null when the server did not give the whole list.</summary>
    public static async Task<List<byte[]>?> ReadRestAsync(
        LdapSession session, string key, string attribute, MemberRange first, bool extendedNames, CancellationToken cancellationToken)
    {
        if (first.First != 0)
        {
            return null;
        }

        List<byte[]> values = [.. first.Values];
        for (int? last = first.Last; last is { } reached;)
        {
            RawEntry? entry = await session.ReadEntryAsync(
                $"<GUID={key}>", "(objectClass=*)", [Ask(attribute, reached + 1)], extendedNames, cancellationToken).ConfigureAwait(false);
            if (entry is null || MemberRange.Of(entry, attribute) is not { } next || next.First != reached + 1)
            {
                // What was not asked for is no part of this list.
                return null;
            }

            values.AddRange(next.Values);
            last = next.Last;
        }

        return values;
    }
}
