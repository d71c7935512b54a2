using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class AssignedUserTable
{
    public static TableMap<AssignedUser> Map { get; } = new TableMap<AssignedUser>(
        "assigned_user", static row => new AssignedUser(row.Text(), row.Text(), row.Boolean(), row.Time()))
        .Key(nameof(AssignedUser.SystemId), static row => row.SystemId)
        .Key(nameof(AssignedUser.UserId), static row => row.UserId)
        .Boolean(nameof(AssignedUser.Assigned), static row => row.Assigned)
        .Time(nameof(AssignedUser.Since), static row => row.Since)
        .AsNarrow();
}
