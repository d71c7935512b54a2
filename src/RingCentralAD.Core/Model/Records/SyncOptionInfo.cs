namespace RingCentralAD.Core.Model;

/// <summary>When a scheduled sync may change something, and whether it may now.</summary>
public sealed record SyncOptionInfo
{
    /// <summary>The change windows; empty for any time.</summary>
    public IReadOnlyList<string> Window { get; init; } = [];

    /// <summary>The time zone whose clock the windows mean.</summary>
    public required string TimeZone { get; init; }

    /// <summary>People who leave are deactivated at any time.</summary>
    public bool LeaversAlways { get; init; }

    /// <summary>Whether something may be changed now.</summary>
    public bool Open { get; init; }

    /// <summary>When the windows next open or close, by the clock of their time zone; null where they never do.</summary>
    public DateTimeOffset? NextChange { get; init; }

    /// <summary>Who suspended the sync, since when, until when and why; null where nobody did.</summary>
    public SyncSuspension? Suspended { get; init; }
}
