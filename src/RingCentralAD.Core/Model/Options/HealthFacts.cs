namespace RingCentralAD.Core.Model;

/// <summary>What the last syncs saw of credentials: kept by the hub, no setting.</summary>
internal sealed record HealthFacts
{
    /// <summary>When each credential ends.</summary>
    public IReadOnlyList<CredentialEnd> Ends { get; init; } = [];
}
