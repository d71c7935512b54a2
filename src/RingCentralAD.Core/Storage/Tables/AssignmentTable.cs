using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class AssignmentTable
{
    public static TableMap<Assignment> Map { get; } = new TableMap<Assignment>("assignment", static row => new Assignment
    {
        Id = row.Text(),
        UserId = row.OptionalText(),
        GroupId = row.OptionalText(),
        Origin = row.Enum<AssignmentOrigin>(),
        CreatedAt = row.Time(),
    })
        .Key(nameof(Assignment.Id), static row => row.Id)
        .OptionalText(nameof(Assignment.UserId), static row => row.UserId)
        .OptionalText(nameof(Assignment.GroupId), static row => row.GroupId)
        .Enum(nameof(Assignment.Origin), static row => row.Origin)
        .Time(nameof(Assignment.CreatedAt), static row => row.CreatedAt)
        .Index(nameof(Assignment.UserId))
        .Index(nameof(Assignment.GroupId));

    public static TableMap<AssignmentPerson> People { get; } = new TableMap<AssignmentPerson>("assignment", static row => new AssignmentPerson(row.Text()))
        .Key(nameof(AssignmentPerson.UserId), static row => row.UserId)
        .AsReadOnly();

    public static TableMap<AssignmentGroup> Groups { get; } = new TableMap<AssignmentGroup>("assignment", static row => new AssignmentGroup(row.Text()))
        .Key(nameof(AssignmentGroup.GroupId), static row => row.GroupId)
        .AsReadOnly();
}
