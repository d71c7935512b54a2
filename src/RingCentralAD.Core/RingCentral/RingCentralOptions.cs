namespace RingCentralAD.Core.RingCentral;

/// <summary>How patiently an account is spoken to, and who listens.</summary>
public sealed record RingCentralOptions
{
    /// <summary>How long an answer may take; a write without one is an unknown outcome.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often what may be repeated is tried altogether (RingCentral's guide: five).</summary>
    public int Tries { get; init; } = 5;

    /// <summary>A longer wait than this, asked for by RingCentral, is reported instead of waited for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Records asked for in a page of a list: 1 to 1,000.</summary>
    public int PageSize { get; init; } = 1_000;

    /// <summary>Hears of every request when it has ended, from whatever thread it ended on; what it throws is ignored.</summary>
    public Action<RequestLogEntry>? Log { get; init; }
}
