using System.Globalization;

namespace RingCentralAD.Core.Directories;

/// <summary>Active Directory's times: hundreds of nanoseconds since 1601 (FILETIME). Zero and the greatest number stand for never.</summary>
internal static class FileTime
{
    // 31 December 9999: what lies beyond is no date.
    private const long Beyond = 2_650_467_743_999_999_999;

    /// <summary>The time; null for never, and where it is none.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time) && time is > 0 and < Beyond
            ? new DateTimeOffset(DateTime.FromFileTimeUtc(time))
            : null;
}
