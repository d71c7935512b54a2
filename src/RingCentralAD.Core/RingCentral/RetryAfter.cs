using System.Globalization;

namespace RingCentralAD.Core.RingCentral;

/// <summary>The Retry-After header: seconds, or a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    // A server that counts down in whole seconds may cut off up to one: a request too early starts the penalty anew.
    private static readonly TimeSpan s_rounding = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait; null where the header is missing or cannot be read. A date is reckoned from the answer's own.</summary>
    public static TimeSpan? Read(Func<string, string?> header, DateTimeOffset now)
    {
        string? text = header("Retry-After")?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, 86_400)) + s_rounding;
        }

        if (Date(text) is not DateTimeOffset until)
        {
            return null;
        }

        TimeSpan wait = until - (Date(header("Date")) ?? now);
        return (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + s_rounding;
    }

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;
}
