namespace RingCentralAD.Core.Model;

/// <summary>The hub's log and what lies there.</summary>
public sealed record SyncLogInfo
{
    /// <summary>The file that is begun with; the next ones have a number before the ending. Null for no log.</summary>
    public string? Path { get; init; }

    /// <summary>What matters less is not told.</summary>
    public SyncLogLevel Level { get; init; }

    /// <summary>A file of this size is followed by the next one, in megabytes.</summary>
    public int MaxSize { get; init; }

    /// <summary>How many files are kept.</summary>
    public int Keep { get; init; }

    /// <summary>The files that are there on this machine, the oldest first.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Their size altogether, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Why this account cannot write it; null where it can.</summary>
    public string? Problem { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path is null ? "no log" : $"{Level} into {Path}, {Counted.Of(Keep, "file")} of {MaxSize} MB";
}
