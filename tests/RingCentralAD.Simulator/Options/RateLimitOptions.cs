namespace RingCentralAD.Simulator;

/// <summary>The rate-limit groups of an app. Defaults are RingCentral's (API guide, "Rate limits").</summary>
public sealed class RateLimitOptions
{
    /// <summary>The group of single reads.</summary>
    public RateLimit Light { get; set; } = new() { Limit = 50 };

    /// <summary>The group of lists and single writes.</summary>
    public RateLimit Medium { get; set; } = new() { Limit = 40 };

    /// <summary>The group of account-wide lists and bulk writes.</summary>
    public RateLimit Heavy { get; set; } = new() { Limit = 10 };

    /// <summary>The group of sign-in.</summary>
    public RateLimit Auth { get; set; } = new() { Limit = 5 };

    /// <summary>What a 429 says about when to come back.</summary>
    public RetryAfterForm RetryAfter { get; set; } = RetryAfterForm.Seconds;

    /// <summary>Whether a 429 carries the X-Rate-Limit headers (those of the app's groups do).</summary>
    public bool HeadersOn429 { get; set; } = true;

    /// <summary>Limits so high that no test meets them: for functional tests and demonstrations.</summary>
    public static RateLimitOptions Raised() => new()
    {
        Light = new() { Limit = 10_000_000 },
        Medium = new() { Limit = 10_000_000 },
        Heavy = new() { Limit = 10_000_000 },
        Auth = new() { Limit = 10_000_000 },
    };

    /// <summary>The allowance of a group by name; null for NoThrottling.</summary>
    public RateLimit? Of(string group) => group switch
    {
        "Light" => Light,
        "Medium" => Medium,
        "Heavy" => Heavy,
        "Auth" => Auth,
        _ => null,
    };
}

/// <summary>One group's allowance.</summary>
public sealed class RateLimit
{
    /// <summary>Requests in a window.</summary>
    public int Limit { get; set; }

    /// <summary>Length of the sliding window in seconds.</summary>
    public int WindowSeconds { get; set; } = 60;

    /// <summary>Length of the penalty in seconds; every request in it starts it anew.</summary>
    public int PenaltySeconds { get; set; } = 60;
}

/// <summary>Forms of Retry-After (RFC 9110, 10.2.3).</summary>
public enum RetryAfterForm
{
    /// <summary>A number of seconds.</summary>
    Seconds,

    /// <summary>An HTTP date.</summary>
    Date,

    /// <summary>No header at all; the guide then says to wait 30 seconds.</summary>
    Absent,
}
