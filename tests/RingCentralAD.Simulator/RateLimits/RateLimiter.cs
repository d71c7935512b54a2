using System.Collections.Concurrent;
using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>The allowances of all apps and users (API guide, "Rate limits").</summary>
internal sealed class RateLimiter(SimulatorOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Key, string Group), SlidingWindow> _windows = new();

    private RateLimitOptions Limits => options.RateLimits;

    /// <summary>Takes one request from an allowance; says which headers its answer carries, and whether it is refused.</summary>
    public (Dictionary<string, string> Headers, bool Refused) Take(string key, string group)
    {
        if (Limits.Of(group) is not { } limit)
        {
            return ([], false);
        }

        int? left = _windows.GetOrAdd((key, group), _ => new SlidingWindow()).Take(limit, clock.GetUtcNow());
        Dictionary<string, string> headers = left is not null || Limits.HeadersOn429 ? Headers(group, limit, left ?? 0) : [];
        if (left is null)
        {
            AddRetryAfter(headers, limit.PenaltySeconds);
        }

        return (headers, left is null);
    }

    public void AddRetryAfter(Dictionary<string, string> headers, int seconds)
    {
        if (Limits.RetryAfter != RetryAfterForm.Absent)
        {
            headers["Retry-After"] = Limits.RetryAfter == RetryAfterForm.Seconds
                ? seconds.ToString(CultureInfo.InvariantCulture)
                : clock.GetUtcNow().AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture);
        }
    }

    public void Reset() => _windows.Clear();

    private Dictionary<string, string> Headers(string group, RateLimit limit, int left) => new()
    {
        ["X-Rate-Limit-Group"] = options.Behaviour.LowerCaseRateGroup ? group.ToLowerInvariant() : group,
        ["X-Rate-Limit-Limit"] = limit.Limit.ToString(CultureInfo.InvariantCulture),
        ["X-Rate-Limit-Remaining"] = left.ToString(CultureInfo.InvariantCulture),
        ["X-Rate-Limit-Window"] = limit.WindowSeconds.ToString(CultureInfo.InvariantCulture),
    };
}
