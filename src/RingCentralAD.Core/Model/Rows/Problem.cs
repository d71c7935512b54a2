namespace RingCentralAD.Core.Model;

/// <summary>Why a person did not sync, since when, and what to do; taken away when it is mended.</summary>
public sealed record Problem : IHubRow
{
    /// <summary>Stage, system and key of the app user, and the attribute: one row per place.</summary>
    public required string Id { get; init; }

    /// <summary>The stage at which it shows.</summary>
    public required RunKind Stage { get; init; }

    /// <summary>The system the person or value comes from.</summary>
    public required string SystemId { get; init; }

    /// <summary>The key of the app user there; null for a hub user without one.</summary>
    public string? Key { get; init; }

    /// <summary>The hub user, where there is one.</summary>
    public string? UserId { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The attribute concerned; null where it is the person as a whole.</summary>
    public string? Attribute { get; init; }

    /// <summary>The stable id of the error.</summary>
    public required string ErrorId { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }
}
