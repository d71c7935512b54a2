namespace RingCentralAD.Core.RingCentral;

/// <summary>How long to wait before the next try: 2 s, doubling, at most 60 s (RingCentral's guide, "Errors"), spread so that
/// several callers do not come back at once.</summary>
internal static class BackOff
{
    private static readonly TimeSpan s_cap = TimeSpan.FromSeconds(60);

    /// <summary>The wait after the given try (1 for the first); what RingCentral asks for comes first.</summary>
    public static TimeSpan After(int attempt, TimeSpan? retryAfter)
    {
        if (retryAfter is TimeSpan asked)
        {
            return asked;
        }

        TimeSpan full = TimeSpan.FromSeconds(Math.Min(2 * Math.Pow(2, attempt - 1), s_cap.TotalSeconds));
        return full * (0.75 + (Random.Shared.NextDouble() / 4));
    }
}
