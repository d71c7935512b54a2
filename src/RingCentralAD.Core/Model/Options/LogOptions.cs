namespace RingCentralAD.Core.Model;

/// <summary>The hub's log file.</summary>
public sealed record LogOptions
{
    /// <summary>The file, as a whole path; null for no log.</summary>
    public string? Path { get; init; }

    /// <summary>What matters less is not told.</summary>
    public SyncLogLevel Level { get; init; } = SyncLogLevel.Information;

    /// <summary>A file of this size is followed by the next one, in megabytes.</summary>
    public int MaxSize { get; init; } = 10;

    /// <summary>How many files are kept, the one at work among them.</summary>
    public int Keep { get; init; } = 10;

    /// <inheritdoc />
    public override string ToString() => Path is null ? "no log" : $"{Level} into {Path}, {Counted.Of(Keep, "file")} of {MaxSize} MB";
}
