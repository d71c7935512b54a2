namespace RingCentralAD.Core.Model;

/// <summary>What a mapping would do to one person's target attribute.</summary>
public enum MappingOutcome
{
    /// <summary>The target keeps its value.</summary>
    Same,

    /// <summary>An empty target gets a value.</summary>
    Set,

    /// <summary>The value is replaced.</summary>
    Changed,

    /// <summary>The value is taken away.</summary>
    Cleared,

    /// <summary>The person has no RingCentral account yet; the value would be sent when one is made.</summary>
    New,

    /// <summary>The value is not taken: another system owns the attribute, or an option stands against it; Message says which.</summary>
    NotUsed,

    /// <summary>Waits: the number is temporary, say.</summary>
    Held,

    /// <summary>Somebody else has the value, which must be unique.</summary>
    Collides,

    /// <summary>The expression fails for this person, or the value is refused; the last good value stays.</summary>
    Failed,
}

/// <summary>One mapping tried out on one person. Nothing was saved.</summary>
public sealed record MappingTestRecord
{
    /// <summary>What would come of it.</summary>
    public required MappingOutcome Outcome { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The direction.</summary>
    public required MappingDirection Direction { get; init; }

    /// <summary>The target attribute.</summary>
    public required string Target { get; init; }

    /// <summary>What the target holds now; null for nothing.</summary>
    public object? Before { get; init; }

    /// <summary>What it would hold; null for nothing.</summary>
    public object? After { get; init; }

    /// <summary>The expression.</summary>
    public required string Expression { get; init; }

    /// <summary>Why it fails, waits, collides or is not used; null otherwise. An error of the expression shows its place with a caret.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The error's id; null where nothing failed.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The directory's name; null for RingCentral.</summary>
    public string? Directory { get; init; }

    /// <summary>The hub user.</summary>
    public required string HubUserId { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Person}: {Direction} {Target} {Outcome}";
}
