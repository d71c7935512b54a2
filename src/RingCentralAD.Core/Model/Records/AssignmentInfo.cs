namespace RingCentralAD.Core.Model;

/// <summary>An assignment with the name of whom it is for.</summary>
/// <param name="Kind">Person or Group.</param>
/// <param name="Name">The name people read.</param>
/// <param name="Origin">By hand, or by a confirmed match of a RingCentral import.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="AssignmentId">Its id.</param>
/// <param name="HubUserId">The person; null for a group.</param>
/// <param name="GroupId">The group; null for a person.</param>
public sealed record AssignmentInfo(string Kind, string Name, AssignmentOrigin Origin, DateTimeOffset CreatedAt, string AssignmentId, string? HubUserId, string? GroupId)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Name}";

    /// <summary>An assignment, with the name of whom it is for.</summary>
    public static AssignmentInfo Of(Assignment assignment, string name)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return new AssignmentInfo(assignment.GroupId is null ? "Person" : "Group", name, assignment.Origin, assignment.CreatedAt, assignment.Id, assignment.UserId, assignment.GroupId);
    }
}
