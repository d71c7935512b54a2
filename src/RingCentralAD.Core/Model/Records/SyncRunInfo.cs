using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>One run as the record tells it.</summary>
public sealed record SyncRunInfo
{
    /// <summary>The number by which people name it; null for a run of an early version.</summary>
    public long? Number { get; init; }

    /// <summary>Import, AccountImport, Provisioning or WriteBack.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>RingCentral, or the directory's name; Hub where people were reckoned anew after a change of groups, masters or attributes.</summary>
    public required string System { get; init; }

    /// <summary>How it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs, or where it died.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many were read.</summary>
    public long Read { get; init; }

    /// <summary>How many people per action, in words.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How many people per action.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>How many requests went to RingCentral, in words.</summary>
    public string Budget { get; init; } = "";

    /// <summary>How many requests went to RingCentral, by rate group.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();

    /// <summary>How many lines of the record it wrote, the one about its end among them. A line has all values of one change, or all people who came at once: Get-RcSyncChange shows each by itself.</summary>
    public long Lines { get; init; }

    /// <summary>Why it ended early, in words.</summary>
    public string? Message { get; init; }

    /// <summary>The account that ran it.</summary>
    public string? Actor { get; init; }

    /// <summary>The machine.</summary>
    public string? Host { get; init; }

    /// <summary>The RingCentral account that the hub was tied to.</summary>
    public string? AccountId { get; init; }

    /// <summary>The version of RingCentralAD.</summary>
    public string? Program { get; init; }

    /// <summary>The fingerprint of the configuration; the same as long as nobody changed it.</summary>
    public string? Configuration { get; init; }

    /// <summary>The fingerprint of the plan that it carried out.</summary>
    public string? PlanFingerprint { get; init; }

    /// <summary>Our id of it.</summary>
    public required string RunId { get; init; }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Run {Number}: {Kind} of {System}, {State}, {StartedAt:yyyy-MM-dd HH:mm} UTC");
}
