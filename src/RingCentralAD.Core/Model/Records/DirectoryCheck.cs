namespace RingCentralAD.Core.Model;

/// <summary>What one check of a directory found.</summary>
public sealed record DirectoryCheck
{
    /// <summary>The directory's name in the hub.</summary>
    public required string Directory { get; init; }

    /// <summary>What was looked at.</summary>
    public required string Check { get; init; }

    /// <summary>Passed, Warning, Failed or Skipped.</summary>
    public required DirectoryCheckState State { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do about it; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{State}: {Check}: {Detail}";
}

/// <summary>How a check of a directory came out.</summary>
public enum DirectoryCheckState
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Works, but somebody should look at it.</summary>
    Warning,

    /// <summary>Will not work.</summary>
    Failed,

    /// <summary>Not looked at; the detail says why.</summary>
    Skipped,
}
