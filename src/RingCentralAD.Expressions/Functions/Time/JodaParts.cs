using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>What a text said of a time, put together at the end as Joda-Time does: the larger fields first.</summary>
internal sealed class JodaParts
{
    private bool? _afternoon;

    public int? Year { get; set; }

    public int? WeekYear { get; set; }

    public int? Week { get; set; }

    public int? WeekDay { get; set; }

    public int? DayOfYear { get; set; }

    public int? Month { get; set; }

    public int? Day { get; set; }

    public int? Hour { get; set; }

    public int? HalfHour { get; set; }

    public int Minute { get; set; }

    public int Second { get; set; }

    public int Millisecond { get; set; }

    public TimeSpan? Offset { get; set; }

    public TimeZoneInfo? Zone { get; set; }

    public void SetClockHour(int hour) => Hour = hour switch { 24 => 0, 0 => -1, _ => hour };

    public void SetClockHalfHour(int hour) => HalfHour = hour switch { 12 => 0, 0 => -1, _ => hour };

    public bool SetNamed(char letter, int index)
    {
        switch (letter)
        {
            case 'M': Month = index + 1; return true;
            case 'E': WeekDay = index == 0 ? 7 : index; return true;
            case 'a': _afternoon = index == 1; return true;
            default: return index == 1;
        }
    }

    /// <summary>The moment; null where a field is out of range.</summary>
    public DateTimeOffset? ToTime()
    {
        try
        {
            var local = new DateTime(DateOnly.FromDateTime(Date()), new TimeOnly(HourOfDay(), Minute, Second, Millisecond), DateTimeKind.Unspecified);
            TimeSpan offset = Offset ?? Zone?.GetUtcOffset(local) ?? TimeSpan.Zero;
            return new DateTimeOffset(local, offset).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private int HourOfDay()
    {
        if (Hour is { } hour)
        {
            return hour;
        }

        int half = HalfHour ?? 0;
        return half is < 0 or > 11 ? -1 : half + (_afternoon == true ? 12 : 0);
    }

    private DateTime Date()
    {
        if (WeekYear is not null || Week is not null)
        {
            return ISOWeek.ToDateTime(WeekYear ?? Year ?? 1970, InRange(Week ?? 1, 53), (DayOfWeek)(InRange(WeekDay ?? 1, 7) % 7));
        }

        // A month or a day without a year belongs to 2000, a time alone to 1970, as in Joda-Time.
        int year = Year ?? (Month is null && Day is null && DayOfYear is null && WeekDay is null ? 1970 : 2000);
        var date = new DateTime(year, Month ?? 1, Day ?? 1, 0, 0, 0, DateTimeKind.Unspecified);
        if (DayOfYear is { } ofYear && Month is null && Day is null)
        {
            date = date.AddDays(InRange(ofYear, DateTime.IsLeapYear(year) ? 366 : 365) - 1);
        }

        return WeekDay is { } weekDay ? date.AddDays(InRange(weekDay, 7) - JodaFormatter.IsoDay(date)) : date;
    }

    private static int InRange(int value, int most) =>
        value >= 1 && value <= most ? value : throw new ArgumentOutOfRangeException(nameof(value));
}
