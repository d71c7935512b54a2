using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Makes groups of directory entries.</summary>
internal static class GroupFactory
{
    /// <summary>The group of an entry.</summary>
    public static DirectoryGroup Create(RawEntry entry, string key, IReadOnlyList<string>? members) => new()
    {
        Key = key,
        Name = entry.Text("name") is { Length: > 0 } name ? name : entry.Text("cn") is { Length: > 0 } cn ? cn : DnText.Name(entry.Dn),
        Place = entry.Dn,
        Description = entry.Text("description"),
        PrimaryGroupId = RelativeId(entry),
        Members = members,
    };

    /// <summary>The distinguished names of the direct members.</summary>
    public static IEnumerable<string> MemberNames(RawEntry entry, DirectoryProfile profile) =>
        profile.MemberAttributes.Append("uniqueMember").Distinct(StringComparer.OrdinalIgnoreCase)
            .SelectMany(entry.Texts).Select(WithoutUniqueId);

    private static long? RelativeId(RawEntry entry)
    {
        if (long.TryParse(entry.Text("primaryGroupToken"), NumberStyles.None, CultureInfo.InvariantCulture, out long token))
        {
            return token;
        }

        return entry.Bytes("objectSid") is { } sid ? SecurityIdentifierText.RelativeId(sid) : null;
    }

    // uniqueMember may carry a bit string behind the name (RFC 4517, section 3.3.21): cn=x,dc=y#'0101'B
    private static string WithoutUniqueId(string name)
    {
        int mark = name.EndsWith("'B", StringComparison.Ordinal) ? name.LastIndexOf("#'", StringComparison.Ordinal) : -1;
        return mark < 0 ? name : name[..mark];
    }
}
