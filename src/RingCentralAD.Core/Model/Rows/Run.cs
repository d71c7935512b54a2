namespace RingCentralAD.Core.Model;

/// <summary>One import, provisioning or write-back with its counts.</summary>
public sealed record Run : IHubRow
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>What it did.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The directory it read or wrote, or <see cref="Ids.RingCentral"/>.</summary>
    public required string SystemId { get; init; }

    /// <summary>How it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The machine it ran on.</summary>
    public string Host { get; init; } = "";

    /// <summary>How many people per action.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>Why it ended early, in words for people.</summary>
    public string? Message { get; init; }

    /// <summary>The fingerprint of the plan it carried out.</summary>
    public string? PlanFingerprint { get; init; }

    /// <summary>The number by which people name it, counted from 1 in each hub; null for a run of an earlier version.</summary>
    public long? Number { get; init; }

    /// <summary>How many were read.</summary>
    public long Read { get; init; }

    /// <summary>The account that ran it, and its machine; null for a run of an earlier version.</summary>
    public string? Actor { get; init; }

    /// <summary>The RingCentral account that the hub was tied to.</summary>
    public string? AccountId { get; init; }

    /// <summary>The version of RingCentralAD that ran.</summary>
    public string? Program { get; init; }

    /// <summary>A fingerprint of the configuration it ran with: attributes, mappings, masters, directories, groups by rule, options.</summary>
    public string? Configuration { get; init; }

    /// <summary>How many requests went to RingCentral, by rate group.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init; } = new Dictionary<string, long>();
}
