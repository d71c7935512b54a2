namespace RingCentralAD.Core.Model;

/// <summary>A hub that was carried to another place: copied, backed up, restored or rebuilt.</summary>
public sealed record HubCopyInfo
{
    /// <summary>Where it lies now; never a password.</summary>
    public required string Location { get; init; }

    /// <summary>Where it came from.</summary>
    public required string From { get; init; }

    /// <summary>How many people it holds.</summary>
    public long People { get; init; }

    /// <summary>The size of its file in bytes; null for PostgreSQL.</summary>
    public long? Bytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Where the hub that stood there before is kept; null where there was none.</summary>
    public string? KeptAside { get; init; }

    /// <summary>What could not be carried, a line for each kind of thing.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    /// <summary>What to do next, a sentence for each step.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Location}: {Counted.People(People)} from {From}";
}
