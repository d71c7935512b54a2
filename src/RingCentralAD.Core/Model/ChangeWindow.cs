using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>
/// A time of the week in which a scheduled sync may change something, such as <c>Mon-Fri 19:00-06:00</c>: the days on which it opens, and from when
/// to when by the clock on the wall. It may go over midnight, and then belongs to the day on which it opens.
/// </summary>
/// <remarks>
/// The clock on the wall decides, also where daylight saving changes it: an hour that comes twice is within the window twice, one that is left out is in none.
/// </remarks>
public sealed record ChangeWindow
{
    private const int DayMinutes = 24 * 60;
    private static readonly DayOfWeek[] s_week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
    private readonly int _days;
    private readonly int _from;
    private readonly int _to;

    private ChangeWindow(int days, int from, int to) => (_days, _from, _to) = (days, from, to);

    /// <summary>Reads a window: days (<c>Mon</c>, <c>Mon-Fri</c>, <c>Sat,Sun</c>; none for every day) and times (<c>19:00-06:00</c>, <c>00:00-24:00</c>); throws <c>WindowInvalid</c>.</summary>
    public static ChangeWindow Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length is not (1 or 2))
        {
            throw Invalid(text, "it is not days and times");
        }

        string[] times = parts[^1].Split('-');
        if (times.Length != 2)
        {
            throw Invalid(text, $"'{parts[^1]}' is not two times");
        }

        (int from, int to) = (Minutes(text, times[0]), Minutes(text, times[1]));
        return from == to || from == DayMinutes
            ? throw Invalid(text, $"'{parts[^1]}' is no length of time; a whole day is 00:00-24:00")
            : new ChangeWindow(parts.Length == 1 ? (1 << 7) - 1 : Days(text, parts[0]), from, to);
    }

    /// <summary>Whether it is open at this time by the clock on the wall.</summary>
    public bool IsOpen(DateTime local)
    {
        double minute = local.TimeOfDay.TotalMinutes;
        return _from < _to
            ? OpensOn(local.DayOfWeek) && minute >= _from && minute < _to
            : (OpensOn(local.DayOfWeek) && minute >= _from) || (OpensOn(local.AddDays(-1).DayOfWeek) && minute < _to);
    }

    /// <summary>The window as it is read: days in the order of the week, times with two digits.</summary>
    public override string ToString()
    {
        string times = $"{Clock(_from)}-{Clock(_to)}";
        DayOfWeek[] days = [.. s_week.Where(OpensOn)];
        if (days.Length == 7)
        {
            return times;
        }

        List<string> runs = [];
        for (int at = 0; at < 7; at++)
        {
            int end = at;
            while (end < 6 && OpensOn(s_week[at]) && OpensOn(s_week[end + 1]))
            {
                end++;
            }

            if (OpensOn(s_week[at]))
            {
                runs.Add(end == at ? Short(s_week[at]) : end == at + 1 ? $"{Short(s_week[at])},{Short(s_week[end])}" : $"{Short(s_week[at])}-{Short(s_week[end])}");
            }

            at = end;
        }

        return $"{string.Join(',', runs)} {times}";
    }

    private bool OpensOn(DayOfWeek day) => (_days & (1 << (int)day)) != 0;

    private static int Days(string text, string list)
    {
        int days = 0;
        foreach (string item in list.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = item.Split('-');
            if (ends.Length > 2)
            {
                throw Invalid(text, $"'{item}' is no range of days");
            }

            int last = Day(text, ends[^1]);
            for (int day = Day(text, ends[0]); ; day = (day + 1) % 7)
            {
                days |= 1 << day;
                if (day == last)
                {
                    break;
                }
            }
        }

        return days;
    }

    private static int Day(string text, string name)
    {
        DayOfWeek[] found = [.. s_week.Where(day => name.Equals(Short(day), StringComparison.OrdinalIgnoreCase) || name.Equals(day.ToString(), StringComparison.OrdinalIgnoreCase))];
        return found.Length == 1 ? (int)found[0] : throw Invalid(text, $"'{name}' is no day");
    }

    private static int Minutes(string text, string clock) => clock == "24:00"
        ? DayMinutes
        : TimeOnly.TryParseExact(clock, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? (time.Hour * 60) + time.Minute
            : throw Invalid(text, $"'{clock}' is no time of day");

    private static string Short(DayOfWeek day) => day.ToString()[..3];

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    private static RingCentralAdException Invalid(string text, string why) => new(
        "WindowInvalid", ErrorKind.InvalidInput, $"'{text}' is no change window: {why}.", "Write days and times, for example 'Mon-Fri 19:00-06:00', 'Sat,Sun 00:00-24:00' or '22:00-04:00'.", text);
}
