using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// How often a schedule runs, as each scheduler writes it. Only what divides an hour or a day evenly: then it runs at the same times every day,
/// whatever runs it.
/// </summary>
internal static class ScheduleTimes
{
    /// <summary>Throws <c>ScheduleInvalid</c> for what does not divide an hour or a day.</summary>
    public static void Check(TimeSpan every)
    {
        bool minutes = every >= TimeSpan.FromMinutes(1) && every < TimeSpan.FromHours(1) && every.Ticks % TimeSpan.TicksPerMinute == 0 && 60 % every.TotalMinutes == 0;
        bool hours = every >= TimeSpan.FromHours(1) && every <= TimeSpan.FromDays(1) && every.Ticks % TimeSpan.TicksPerHour == 0 && 24 % every.TotalHours == 0;
        if (!minutes && !hours)
        {
            throw new RingCentralAdException(
                "ScheduleInvalid", ErrorKind.InvalidInput, $"{every:c} divides neither an hour nor a day evenly.", "Give 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes (0:15), or 1, 2, 3, 4, 6, 8, 12 or 24 hours (24h).", every);
        }
    }

    /// <summary>systemd.time(7): <c>*-*-* *:00/15:00</c>.</summary>
    public static string Calendar(TimeSpan every) => every < TimeSpan.FromHours(1) ? Text($"*-*-* *:00/{every.Minutes:00}:00")
        : every < TimeSpan.FromDays(1) ? Text($"*-*-* 00/{every.Hours:00}:00:00")
        : "*-*-* 00:00:00";

    /// <summary>crontab(5): <c>*/15 * * * *</c>.</summary>
    public static string Cron(TimeSpan every) => every < TimeSpan.FromHours(1) ? (every.Minutes == 1 ? "* * * * *" : Text($"*/{every.Minutes} * * * *"))
        : every < TimeSpan.FromDays(1) ? (every.Hours == 1 ? "0 * * * *" : Text($"0 */{every.Hours} * * *"))
        : "0 0 * * *";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
