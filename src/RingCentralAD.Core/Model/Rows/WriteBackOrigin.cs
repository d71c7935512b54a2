namespace RingCentralAD.Core.Model;

/// <summary>What an attribute held before our first write, so that an undo can restore it.</summary>
public sealed record WriteBackOrigin : IHubRow
{
    /// <summary>The directory's id.</summary>
    public required string SystemId { get; init; }

    /// <summary>The entry's key.</summary>
    public required string Key { get; init; }

    /// <summary>The attribute.</summary>
    public required string Attribute { get; init; }

    /// <summary>The value before our first write; null for none. A value that somebody else wrote in between counts as a new beginning.</summary>
    public string? Before { get; init; }

    /// <summary>What we wrote last; null where we cleared it.</summary>
    public string? Written { get; init; }

    /// <summary>The run that wrote it last.</summary>
    public required string RunId { get; init; }
}
