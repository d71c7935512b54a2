namespace RingCentralAD.Core.Model;

/// <summary>What the last syncs saw of the account and of credentials: kept by the hub, no setting.</summary>
internal sealed record HealthFacts
{
    /// <summary>How many Unassigned extensions were left; null where nobody looked.</summary>
    public int? Unassigned { get; init; }

    /// <summary>When each credential ends.</summary>
    public IReadOnlyList<CredentialEnd> Ends { get; init; } = [];
}
