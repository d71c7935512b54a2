using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class GroupEdgeTable
{
    public static TableMap<GroupEdge> Map { get; } = new TableMap<GroupEdge>(
        "group_edge", static row => new GroupEdge(row.Text(), row.Text(), row.Text()))
        .Key(nameof(GroupEdge.SystemId), static row => row.SystemId)
        .Key(nameof(GroupEdge.GroupKey), static row => row.GroupKey)
        .Key(nameof(GroupEdge.MemberKey), static row => row.MemberKey)
        .Index(nameof(GroupEdge.SystemId), nameof(GroupEdge.MemberKey))
        .AsNarrow();
}
