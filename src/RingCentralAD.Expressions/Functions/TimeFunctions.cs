using System.Globalization;

namespace RingCentralAD.Expressions;

/// <summary>
/// <c>Time.*</c> (reference, 5.5). All arguments and results are text; null gives null. ISO results have milliseconds and Z or an offset;
/// "Unix" is milliseconds since 1970, "Windows" 100 ns ticks since 1601; patterns are Joda-Time's.
/// </summary>
[FunctionGroup("Time", "All arguments and results are text. ISO 8601 results have milliseconds and Z or an offset. Time zones are ids such as Europe/Berlin, the old three-letter ids (EST follows daylight saving), or offsets such as +02:00. Patterns are Joda-Time's: yyyy or YYYY year, MM month, MMM and MMMM its name, dd day, EEE and EEEE weekday, HH hour, hh with a for AM and PM, mm minute, ss second, SSS milliseconds, Z and ZZ offset; other letters go in single quotes.")]
public static class TimeFunctions
{
    private const string Now = """{"now":"2015-07-31T17:30:49.964Z"}""";
    private const long TicksPerMillisecond = 10_000;

    private static readonly DateTimeOffset s_windowsEpoch = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Function("Time.now", "The current time: UTC in ISO 8601, or in the zone given, or by the pattern given.", Nulls = NullResult.AnyArgument)]
    [Example("Time.now()", "\"2015-07-31T17:30:49.964Z\"", Context = Now)]
    [Example("""Time.now("EST")""", "\"2015-07-31T13:30:49.964-04:00\"", Context = Now)]
    [Example("""Time.now("Europe/Berlin", "YYYY-MM-dd HH:mm:ss")""", "\"2015-07-31 19:30:49\"", Context = Now)]
    public static string? NowIn(EvaluationContext context, string? timeZoneId = "UTC", string? format = "")
    {
        if (timeZoneId is null || format is null)
        {
            return null;
        }

        TimeZoneInfo zone = TimeZones.Find(timeZoneId);
        DateTimeOffset now = TimeZoneInfo.ConvertTime(context.Time.GetUtcNow(), zone);
        return format.Length == 0 ? IsoTime.Format(now) : JodaFormatter.Format(now, zone, format);
    }

    [Function("Time.fromWindowsToIso8601", "A Windows time (100 ns ticks since 1601, as in lastLogonTimestamp) in ISO 8601.", Nulls = NullResult.FirstArgument)]
    [Example("""Time.fromWindowsToIso8601("116444736000000000")""", "\"1970-01-01T00:00:00.000Z\"")]
    public static string? FromWindowsToIso8601(string? time) => time is null ? null : Iso(() => s_windowsEpoch.AddTicks(Whole(time)), time);

    [Function("Time.fromUnixToIso8601", "Milliseconds since 1970 in ISO 8601.", Nulls = NullResult.FirstArgument)]
    [Example("""Time.fromUnixToIso8601("1632096000000")""", "\"2021-09-20T00:00:00.000Z\"")]
    public static string? FromUnixToIso8601(string? time) => time is null ? null : Iso(() => DateTimeOffset.FromUnixTimeMilliseconds(Whole(time)), time);

    [Function("Time.fromStringToIso8601", "A time written by a Joda-Time pattern, in ISO 8601. UTC where the text names no zone.", Nulls = NullResult.AnyArgument)]
    [Example("""Time.fromStringToIso8601("07/31/2015 17:18", "MM/dd/yyyy HH:mm")""", "\"2015-07-31T17:18:00.000Z\"")]
    public static string? FromStringToIso8601(EvaluationContext context, string? time, string? format) =>
        time is null || format is null ? null : IsoTime.Format(JodaParser.Parse(time, format, context.Time.GetUtcNow().Year));

    [Function("Time.fromIso8601ToWindows", "An ISO 8601 time as a Windows time.", Nulls = NullResult.FirstArgument)]
    [Example("""Time.fromIso8601ToWindows("2015-07-31T17:18:37.979Z")""", "\"130828367179790000\"")]
    public static string? FromIso8601ToWindows(string? time) =>
        time is null ? null : Text(Milliseconds(IsoTime.Parse(time) - s_windowsEpoch) * TicksPerMillisecond);

    [Function("Time.fromIso8601ToUnix", "An ISO 8601 time as milliseconds since 1970.", Nulls = NullResult.FirstArgument)]
    [Example("""Time.fromIso8601ToUnix("2021-09-20T00:00:00.000Z")""", "\"1632096000000\"")]
    public static string? FromIso8601ToUnix(string? time) => time is null ? null : Text(IsoTime.Parse(time).ToUnixTimeMilliseconds());

    [Function("Time.fromIso8601ToString", "An ISO 8601 time by a Joda-Time pattern, in the offset it is written with.", Nulls = NullResult.AnyArgument)]
    [Example("""Time.fromIso8601ToString("2015-07-31T17:18:37.979Z", "yyyy-MM-dd")""", "\"2015-07-31\"")]
    public static string? FromIso8601ToString(string? time, string? format)
    {
        if (time is null || format is null)
        {
            return null;
        }

        DateTimeOffset parsed = IsoTime.Parse(time);
        return JodaFormatter.Format(parsed, TimeZones.Fixed(parsed.Offset), format);
    }

    private static string Iso(Func<DateTimeOffset> moment, string text)
    {
        try
        {
            return IsoTime.Format(moment());
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FunctionException($"{Coerce.Shown(text)} is no time between the years 1 and 9999.", "AD writes 9223372036854775807 for never; test for it first.");
        }
    }

    private static long Whole(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FunctionException($"'{Coerce.Shown(text)}' is no whole number, so no time.");

    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
