namespace RingCentralAD.Core.Model;

/// <summary>How a directory's imports went: kept apart from its settings, so that neither overwrites the other.</summary>
public sealed record DirectoryHealth : IHubRow
{
    /// <summary>The directory's id.</summary>
    public required string DirectoryId { get; init; }

    /// <summary>When an import of the directory last began.</summary>
    public DateTimeOffset? LastTry { get; init; }

    /// <summary>When one last went to its end.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When the first of the imports began that have failed one after the other; null while they succeed.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How many have failed one after the other.</summary>
    public int Failures { get; init; }

    /// <summary>The stable id of the last error; null while imports succeed.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What was wrong.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }
}
