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
