using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>How bad something is, in steps that are worth a new word.</summary>
internal static class HealthSteps
{
    private static readonly int[] s_days = [30, 14, 7, 3, 1, 0];

    /// <summary>A step more each time a count has doubled beyond its limit.</summary>
    public static int OfCount(long count, long limit) => 1 + (int)Math.Log2(Math.Max(1, (double)count / Math.Max(1, limit)));

    /// <summary>Few, half of few, a quarter, none.</summary>
    public static int OfFew(long left, long limit) => left <= 0 ? 4 : left * 4 <= limit ? 3 : left * 2 <= limit ? 2 : 1;

    /// <summary>30, 14, 7, 3 days, one day, over.</summary>
    public static int OfTime(TimeSpan left) => 1 + s_days.Count(days => left.TotalDays <= days);

    /// <summary>When something ends or ended, for people.</summary>
    public static string When(DateTimeOffset end, DateTimeOffset now) => end <= now
        ? string.Create(CultureInfo.InvariantCulture, $"ended on {end:yyyy-MM-dd HH:mm} UTC")
        : string.Create(CultureInfo.InvariantCulture, $"ends on {end:yyyy-MM-dd HH:mm} UTC, in {Counted.Of((long)Math.Ceiling((end - now).TotalDays), "day")}");
}
