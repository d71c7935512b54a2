using System.Collections.Frozen;
using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>
/// Time zones by the ids of the tz database, by the three-letter ids of early Java, which follow daylight saving
/// as Joda-Time maps them (reference, 5.5), and by offsets such as +02:00.
/// </summary>
internal static class TimeZones
{
    private static readonly FrozenDictionary<string, string> s_shortIds = """
        GMT=UTC UT=UTC WET=Europe/Lisbon CET=Europe/Paris MET=Europe/Paris ECT=Europe/Paris EET=Europe/Bucharest
        MIT=Pacific/Apia HST=Pacific/Honolulu AST=America/Anchorage PST=America/Los_Angeles MST=America/Denver
        PNT=America/Phoenix CST=America/Chicago EST=America/New_York IET=America/Indiana/Indianapolis
        PRT=America/Puerto_Rico CNT=America/St_Johns AGT=America/Argentina/Buenos_Aires BET=America/Sao_Paulo
        ART=Africa/Cairo CAT=Africa/Harare EAT=Africa/Addis_Ababa NET=Asia/Yerevan PLT=Asia/Karachi IST=Asia/Kolkata
        BST=Asia/Dhaka VST=Asia/Ho_Chi_Minh CTT=Asia/Shanghai JST=Asia/Tokyo ACT=Australia/Darwin
        AET=Australia/Sydney SST=Pacific/Guadalcanal NST=Pacific/Auckland US/Pacific-New=America/Los_Angeles
        """
        .Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('='))
        .ToFrozenDictionary(entry => entry[0], entry => entry[1], StringComparer.Ordinal);

    /// <summary>The tz database's own old names (US/Pacific, Asia/Calcutta), for systems that come without them.</summary>
    private static readonly Lazy<FrozenDictionary<string, string>> s_links = new(ReadLinks);

    public static TimeZoneInfo Find(string id)
    {
        string name = s_shortIds.GetValueOrDefault(id, id);
        if (name is "UTC" or "Z")
        {
            return TimeZoneInfo.Utc;
        }

        if (name.Length > 0 && name[0] is '+' or '-' && Offset(name) is { } offset)
        {
            return Fixed(offset);
        }

        // Windows' own zone names would make a mapping work on one machine and not on another.
        bool plausible = name.Length is > 1 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        TimeZoneInfo? zone = null;
        bool found = plausible && (TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)
            || (s_links.Value.TryGetValue(name, out string? target) && TimeZoneInfo.TryFindSystemTimeZoneById(target, out zone)));
        return found
            ? zone!
            : throw new FunctionException($"'{Coerce.Shown(id)}' is no time zone.", "Use an id such as Europe/Berlin, America/New_York or UTC.");
    }

    public static TimeZoneInfo Fixed(TimeSpan offset) =>
        offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone(OffsetText(offset, true), offset, null, null);

    /// <summary>+02:00, or +0200 without the colon.</summary>
    public static string OffsetText(TimeSpan offset, bool colon) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}{(colon ? ":" : "")}{Math.Abs(offset.Minutes):00}");

    /// <summary>An offset written ±hh, ±hhmm or ±hh:mm; null where it is none.</summary>
    public static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[4];
        int count = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == ':' && i == 3 && text.Length == 6)
            {
                continue;
            }

            if (!char.IsAsciiDigit(text[i]) || count == 4)
            {
                return null;
            }

            digits[count++] = text[i];
        }

        if (count is not (2 or 4))
        {
            return null;
        }

        int hours = ((digits[0] - '0') * 10) + digits[1] - '0';
        int minutes = count == 4 ? ((digits[2] - '0') * 10) + digits[3] - '0' : 0;
        var offset = new TimeSpan(hours, minutes, 0);
        return hours > 14 || minutes > 59 || offset > TimeSpan.FromHours(14) ? null : text[0] == '-' ? -offset : offset;
    }

    private static FrozenDictionary<string, string> ReadLinks()
    {
        using Stream stream = typeof(TimeZones).Assembly.GetManifestResourceStream("zone-links.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .ToFrozenDictionary(columns => columns[0], columns => columns[1], StringComparer.Ordinal);
    }
}
