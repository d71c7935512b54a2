using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>ISO 8601: a year, a month, a day, with a time of day and an offset where they are given. Without an offset it is UTC.</summary>
internal static class IsoTime
{
    private const string Expected = "Write it as 2015-07-31T17:18:37.979Z.";

    /// <summary>With milliseconds, and Z or the offset, as Joda-Time prints it.</summary>
    public static string Format(DateTimeOffset time)
    {
        string local = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return local + (time.Offset == TimeSpan.Zero ? "Z" : TimeZones.OffsetText(time.Offset, true));
    }

    public static DateTimeOffset Parse(string text)
    {
        var reader = new DigitReader(text.Trim());
        try
        {
            int year = reader.Number(4);
            int month = reader.Skip('-') ? reader.Number(1, 2) : 1;
            int day = reader.Skip('-') ? reader.Number(1, 2) : 1;
            bool timed = reader.Skip('T');
            (int hour, int minute, int second, int millisecond) = timed ? Time(ref reader) : default;
            TimeSpan offset = timed ? Zone(ref reader) : TimeSpan.Zero;
            if (!reader.AtEnd || reader.Failed)
            {
                throw Bad(text);
            }

            return new DateTimeOffset(new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Unspecified), offset);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Bad(text);
        }
    }

    private static (int Hour, int Minute, int Second, int Millisecond) Time(ref DigitReader reader)
    {
        int hour = reader.Number(2);
        int minute = reader.Skip(':') ? reader.Number(2) : 0;
        int second = reader.Skip(':') ? reader.Number(2) : 0;
        int millisecond = reader.Skip('.') || reader.Skip(',') ? reader.Fraction() : 0;
        return (hour, minute, second, millisecond);
    }

    private static TimeSpan Zone(ref DigitReader reader)
    {
        bool none = reader.Skip('Z') || reader.AtEnd;
        return none ? TimeSpan.Zero : reader.Offset();
    }

    private static FunctionException Bad(string text) => new($"'{Coerce.Shown(text)}' is no ISO 8601 time.", Expected);
}
