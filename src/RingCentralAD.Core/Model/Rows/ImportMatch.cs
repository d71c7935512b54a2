namespace RingCentralAD.Core.Model;

/// <summary>How well an imported app user matches people of the hub.</summary>
public enum MatchKind
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>One person, by a weaker rule such as the name.</summary>
    Partial,

    /// <summary>One person, by mail or login.</summary>
    Exact,

    /// <summary>Several people, or one that is linked already: always waits for a word.</summary>
    Ambiguous,
}

/// <summary>An imported app user that waits for confirmation.</summary>
public sealed record ImportMatch : IHubRow
{
    /// <summary>The system it comes from.</summary>
    public required string SystemId { get; init; }

    /// <summary>Its key there.</summary>
    public required string Key { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>Its mail address.</summary>
    public string? Email { get; init; }

    /// <summary>How it matches.</summary>
    public required MatchKind Kind { get; init; }

    /// <summary>The hub users it may be, by id.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>Why it waits, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Said no to: not asked about again.</summary>
    public bool Denied { get; init; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }
}
