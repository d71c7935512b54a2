using System.Globalization;
using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>Prints a time by a pattern, names in English.</summary>
internal static class JodaFormatter
{
    private static readonly DateTimeFormatInfo s_names = CultureInfo.InvariantCulture.DateTimeFormat;

    public static string Format(DateTimeOffset time, TimeZoneInfo zone, string pattern)
    {
        var output = new StringBuilder();
        foreach (JodaField field in JodaPattern.Of(pattern).Fields)
        {
            Append(output, field, time, zone);
        }

        return output.ToString();
    }

    private static void Append(StringBuilder output, JodaField field, DateTimeOffset time, TimeZoneInfo zone)
    {
        int n = field.Count;
        switch (field.Letter)
        {
            case '\'': output.Append(field.Literal); break;
            case 'G': output.Append("AD"); break;
            case 'C': Pad(output, time.Year / 100, n); break;
            case 'y' or 'Y': Year(output, time.Year, n); break;
            case 'x': Year(output, ISOWeek.GetYear(time.DateTime), n); break;
            case 'w': Pad(output, ISOWeek.GetWeekOfYear(time.DateTime), n); break;
            case 'e': Pad(output, IsoDay(time), n); break;
            case 'E': output.Append(n >= 4 ? s_names.GetDayName(time.DayOfWeek) : s_names.GetAbbreviatedDayName(time.DayOfWeek)); break;
            case 'D': Pad(output, time.DayOfYear, n); break;
            case 'M' when n >= 4: output.Append(s_names.GetMonthName(time.Month)); break;
            case 'M' when n == 3: output.Append(s_names.GetAbbreviatedMonthName(time.Month)); break;
            case 'M': Pad(output, time.Month, n); break;
            case 'd': Pad(output, time.Day, n); break;
            case 'a': output.Append(time.Hour < 12 ? "AM" : "PM"); break;
            case 'K': Pad(output, time.Hour % 12, n); break;
            case 'h': Pad(output, (time.Hour + 11) % 12 + 1, n); break;
            case 'H': Pad(output, time.Hour, n); break;
            case 'k': Pad(output, time.Hour == 0 ? 24 : time.Hour, n); break;
            case 'm': Pad(output, time.Minute, n); break;
            case 's': Pad(output, time.Second, n); break;
            case 'S': Fraction(output, time.Millisecond, n); break;
            case 'Z' when n <= 2: output.Append(TimeZones.OffsetText(time.Offset, n == 2)); break;
            default: output.Append(field.Letter == 'Z' ? zone.Id : ZoneNames.Of(zone, time, n >= 4)); break;
        }
    }

    public static int IsoDay(DateTimeOffset time) => time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek;

    private static void Year(StringBuilder output, int year, int digits) => Pad(output, digits == 2 ? year % 100 : year, digits);

    private static void Pad(StringBuilder output, int value, int digits) =>
        output.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));

    private static void Fraction(StringBuilder output, int milliseconds, int digits)
    {
        string three = milliseconds.ToString("000", CultureInfo.InvariantCulture);
        output.Append(digits <= 3 ? three[..digits] : three.PadRight(digits, '0'));
    }
}
