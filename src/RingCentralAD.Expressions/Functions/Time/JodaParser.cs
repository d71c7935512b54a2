using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>Reads a time by a pattern: numbers may have fewer digits than letters, names count in any case, short or long.</summary>
internal static class JodaParser
{
    private static readonly DateTimeFormatInfo s_names = CultureInfo.InvariantCulture.DateTimeFormat;

    /// <summary>The moment; UTC where the text names neither a zone nor an offset.</summary>
    /// <param name="text">The text, all of it.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="thisYear">The current year, to which years of two digits are taken nearest.</param>
    public static DateTimeOffset Parse(string text, string pattern, int thisYear)
    {
        JodaPattern fields = JodaPattern.Of(pattern);
        var reader = new DigitReader(text);
        var parts = new JodaParts();
        for (int i = 0; i < fields.Fields.Count && !reader.Failed; i++)
        {
            if (!Read(ref reader, fields.Fields[i], fields.NumberFollows(i), parts, thisYear))
            {
                throw Bad(text, pattern);
            }
        }

        return !reader.Failed && reader.AtEnd && parts.ToTime() is { } time ? time : throw Bad(text, pattern);
    }

    private static bool Read(ref DigitReader reader, JodaField field, bool numberFollows, JodaParts parts, int thisYear)
    {
        switch (field.Letter)
        {
            case '\'':
                bool here = reader.Rest.StartsWith(field.Literal, StringComparison.OrdinalIgnoreCase);
                reader.Position += field.Literal.Length;
                return here;
            case 'y' or 'Y': parts.Year = Year(ref reader, field.Count, numberFollows, thisYear); return true;
            case 'x': parts.WeekYear = Year(ref reader, field.Count, numberFollows, thisYear); return true;
            case 'w': parts.Week = reader.Number(1, 2); return true;
            case 'e': parts.WeekDay = reader.Number(1, 1); return true;
            case 'D': parts.DayOfYear = reader.Number(1, 3); return true;
            case 'M' when field.Count <= 2: parts.Month = reader.Number(1, 2); return true;
            case 'd': parts.Day = reader.Number(1, 2); return true;
            case 'H': parts.Hour = reader.Number(1, 2); return true;
            case 'k': parts.SetClockHour(reader.Number(1, 2)); return true;
            case 'K': parts.HalfHour = reader.Number(1, 2); return true;
            case 'h': parts.SetClockHalfHour(reader.Number(1, 2)); return true;
            case 'm': parts.Minute = reader.Number(1, 2); return true;
            case 's': parts.Second = reader.Number(1, 2); return true;
            case 'S': parts.Millisecond = reader.Fraction(field.Count); return true;
            case 'C': reader.Number(1, field.Count); return true;
            case 'Z' when field.Count <= 2: parts.Offset = reader.Skip('Z') ? TimeSpan.Zero : reader.Offset(); return true;
            case 'Z' or 'z': return Zone(ref reader, field, parts);
            default: return Named(ref reader, field.Letter, parts);
        }
    }

    /// <summary>Two letters take two digits as the year nearest to now: from 80 years ago to 19 years ahead.</summary>
    private static int Year(ref DigitReader reader, int count, bool numberFollows, int thisYear)
    {
        int before = reader.Position;
        int year = reader.Number(1, numberFollows ? count : 9);
        if (count != 2 || reader.Position - before != 2)
        {
            return year;
        }

        int lowest = thisYear - 80;
        int candidate = lowest - (lowest % 100) + year;
        return candidate < lowest ? candidate + 100 : candidate;
    }

    private static bool Zone(ref DigitReader reader, JodaField field, JodaParts parts)
    {
        if (field.Letter == 'z')
        {
            parts.Zone = ZoneNames.Find(reader.Rest, out int length);
            reader.Position += length;
            return parts.Zone is not null;
        }

        int end = reader.Rest.IndexOfAny(' ', ',', ']');
        string id = (end < 0 ? reader.Rest : reader.Rest[..end]).ToString();
        reader.Position += id.Length;
        parts.Zone = TimeZones.Find(id);
        return true;
    }

    private static bool Named(ref DigitReader reader, char letter, JodaParts parts)
    {
        string[][] names = letter switch
        {
            'M' => [s_names.MonthNames, s_names.AbbreviatedMonthNames],
            'E' => [s_names.DayNames, s_names.AbbreviatedDayNames],
            'a' => [["AM", "PM"]],
            _ => [["BC", "AD"], ["BCE", "CE"]],
        };
        foreach (string[] set in names)
        {
            for (int i = 0; i < set.Length; i++)
            {
                if (set[i].Length > 0 && reader.Rest.StartsWith(set[i], StringComparison.OrdinalIgnoreCase))
                {
                    reader.Position += set[i].Length;
                    return parts.SetNamed(letter, i);
                }
            }
        }

        return false;
    }

    private static FunctionException Bad(string text, string pattern) => new(
        $"'{Coerce.Shown(text)}' does not fit the date pattern '{Coerce.Shown(pattern)}'.",
        "In a pattern yyyy is the year, MM the month, dd the day, HH the hour, mm the minute.");
}
