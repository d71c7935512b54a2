namespace RingCentralAD.Core.Model;

/// <summary>Who gets a RingCentral account: one person, or everyone in a group.</summary>
public sealed record Assignment : IHubRow
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>The person, or null for a group.</summary>
    public string? UserId { get; init; }

    /// <summary>The group, or null for a person.</summary>
    public string? GroupId { get; init; }

    /// <summary>By hand, or by a confirmed match of a RingCentral import.</summary>
    public AssignmentOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A person of an <see cref="Assignment"/>: read-only, and read from an index alone, so that a plan for a few looks at little of the rest.</summary>
public sealed record AssignmentPerson(string UserId) : IHubRow;

/// <summary>A group of an <see cref="Assignment"/>: read-only, and read from an index alone.</summary>
public sealed record AssignmentGroup(string GroupId) : IHubRow;
