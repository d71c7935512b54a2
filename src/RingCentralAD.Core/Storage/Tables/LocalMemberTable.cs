using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class LocalMemberTable
{
    public static TableMap<LocalMember> Map { get; } = new TableMap<LocalMember>(
        "local_member", static row => new LocalMember(row.Text(), row.Text()))
        .Key(nameof(LocalMember.GroupId), static row => row.GroupId)
        .Key(nameof(LocalMember.UserId), static row => row.UserId)
        .Index(nameof(LocalMember.UserId))
        .AsNarrow();
}
