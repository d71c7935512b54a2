namespace RingCentralAD.Expressions;

/// <summary>
/// The names that the pattern letter z prints: UTC, EST, EDT, … where they are settled, else the offset,
/// since .NET takes zone names from the machine's language.
/// </summary>
internal static class ZoneNames
{
    private static readonly (string Zone, string Standard, string Daylight, string Name)[] s_names =
    [
        ("America/New_York", "EST", "EDT", "Eastern"),
        ("America/Chicago", "CST", "CDT", "Central"),
        ("America/Denver", "MST", "MDT", "Mountain"),
        ("America/Los_Angeles", "PST", "PDT", "Pacific"),
    ];

    public static string Of(TimeZoneInfo zone, DateTimeOffset time, bool full)
    {
        if (zone.Id == TimeZoneInfo.Utc.Id)
        {
            return full ? "Coordinated Universal Time" : "UTC";
        }

        foreach ((string id, string standard, string daylight, string name) in s_names)
        {
            if (zone.Id == id)
            {
                bool summer = zone.IsDaylightSavingTime(time);
                return full ? $"{name} {(summer ? "Daylight" : "Standard")} Time" : summer ? daylight : standard;
            }
        }

        return TimeZones.OffsetText(time.Offset, true);
    }

    /// <summary>The zone that a short name stands for when a time is read: EST and EDT are both New York's.</summary>
    public static TimeZoneInfo? Find(ReadOnlySpan<char> text, out int length)
    {
        foreach (string utc in (string[])["UTC", "GMT", "UT"])
        {
            if (text.StartsWith(utc, StringComparison.OrdinalIgnoreCase))
            {
                length = utc.Length;
                return TimeZoneInfo.Utc;
            }
        }

        foreach ((string id, string standard, string daylight, _) in s_names)
        {
            if (text.StartsWith(standard, StringComparison.OrdinalIgnoreCase) || text.StartsWith(daylight, StringComparison.OrdinalIgnoreCase))
            {
                length = 3;
                return TimeZones.Find(id);
            }
        }

        length = 0;
        return null;
    }
}
