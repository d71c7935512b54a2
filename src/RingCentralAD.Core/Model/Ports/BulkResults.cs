namespace RingCentralAD.Core.Model;

/// <summary>What became of one item of a bulk request.</summary>
/// <param name="ExtensionId">The extension.</param>
/// <param name="Error">Null when it was done. <see cref="AccountFailure.Unknown"/> when the answer does not tell.</param>
public sealed record BulkItem(string ExtensionId, AccountException? Error)
{
    /// <summary>It was done.</summary>
    public bool Successful => Error is null;
}

/// <summary>A bulk update, which RingCentral carries out by itself after it took it.</summary>
public sealed record BulkTask
{
    /// <summary>The id to ask by.</summary>
    public required string Id { get; init; }

    /// <summary>Accepted, InProgress, Completed or Failed, as RingCentral names it.</summary>
    public required string Status { get; init; }

    /// <summary>What became of each item so far; an item that is not in it is not known of.</summary>
    public required IReadOnlyList<BulkItem> Items { get; init; }

    /// <summary>Why the task as a whole failed; null where it did not.</summary>
    public AccountException? Error { get; init; }

    /// <summary>Nothing more will happen.</summary>
    public bool IsFinished => Status is "Completed" or "Failed";
}

/// <summary>What became of one person of a batch.</summary>
/// <param name="ExtensionId">The new extension; null where none was made.</param>
/// <param name="Numbers">The numbers of its devices, E.164.</param>
/// <param name="Error">Null when it was done.</param>
public sealed record BatchResult(string? ExtensionId, IReadOnlyList<string> Numbers, AccountException? Error);
