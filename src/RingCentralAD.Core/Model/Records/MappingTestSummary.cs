namespace RingCentralAD.Core.Model;

/// <summary>Several people who would have one value that must be unique.</summary>
/// <param name="Value">The value.</param>
/// <param name="People">Who would have it.</param>
public sealed record MappingCollision(string Value, IReadOnlyList<string> People)
{
    /// <inheritdoc />
    public override string ToString() => $"{Value}: {string.Join(", ", People)}";
}

/// <summary>One mapping tried out on everybody. Nothing was saved.</summary>
public sealed record MappingTestSummary
{
    /// <summary>The direction.</summary>
    public required MappingDirection Direction { get; init; }

    /// <summary>The target attribute.</summary>
    public required string Target { get; init; }

    /// <summary>The expression.</summary>
    public required string Expression { get; init; }

    /// <summary>The directory's name; null for RingCentral.</summary>
    public string? Directory { get; init; }

    /// <summary>How many people the mapping was tried out on.</summary>
    public int People { get; init; }

    /// <summary>How many values would be filled, replaced or cleared.</summary>
    public int Changed { get; init; }

    /// <summary>How many people have no account yet and would get the value with one.</summary>
    public int New { get; init; }

    /// <summary>For how many the expression fails or the value is refused.</summary>
    public int Failed { get; init; }

    /// <summary>How many wait, or do not get the value because another system or an option stands against it.</summary>
    public int NotUsed { get; init; }

    /// <summary>How many people would share a value that must be unique.</summary>
    public int Colliding { get; init; }

    /// <summary>The first of those who would change, at most 100.</summary>
    public IReadOnlyList<MappingTestRecord> Changes { get; init; } = [];

    /// <summary>The first of those it fails for, at most 100.</summary>
    public IReadOnlyList<MappingTestRecord> Failures { get; init; } = [];

    /// <summary>The values that several people would have, at most 1,000.</summary>
    public IReadOnlyList<MappingCollision> Collisions { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() =>
        FormattableString.Invariant($"{Direction} {Target}: {Counted.People(People)}, {Changed:N0} would change, {New:N0} new, {Failed:N0} would fail, {Colliding:N0} would collide");
}
