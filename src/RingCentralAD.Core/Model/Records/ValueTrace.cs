namespace RingCentralAD.Core.Model;

/// <summary>What became of one candidate for a value.</summary>
public enum CandidateOutcome
{
    /// <summary>Its value is the person's.</summary>
    Won,

    /// <summary>It has no value, and gave way to the next one.</summary>
    GaveWay,

    /// <summary>It has no value, and nobody after it is asked: the person has none.</summary>
    Empty,

    /// <summary>A better master has decided before it.</summary>
    PassedOver,

    /// <summary>Its value cannot be taken or is not known yet: the last good value stays.</summary>
    Stays,
}

/// <summary>One system that may give a value, with its mapping.</summary>
/// <param name="System">The directory's name, RingCentral, or Hub for what is set by hand.</param>
/// <param name="Expression">The mapping's expression; null for what is set by hand.</param>
/// <param name="Value">What it gives; null for nothing.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Why">Why, in words.</param>
public sealed record ValueCandidate(string System, string? Expression, object? Value, CandidateOutcome Outcome, string Why)
{
    /// <inheritdoc />
    public override string ToString() => $"{System}: {Why}";
}

/// <summary>Where one value of a hub user comes from.</summary>
public sealed record ValueTrace
{
    /// <summary>The hub attribute.</summary>
    public required string Attribute { get; init; }

    /// <summary>The name people read.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The value; null for none.</summary>
    public object? Value { get; init; }

    /// <summary>Who gives it: the directory's name, RingCentral, or Hub; null where the person has no value.</summary>
    public string? From { get; init; }

    /// <summary>Why this one, in words.</summary>
    public required string Why { get; init; }

    /// <summary>All who may give it, best first.</summary>
    public IReadOnlyList<ValueCandidate> Candidates { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Attribute} from {From ?? "nobody"}: {Why}";
}
