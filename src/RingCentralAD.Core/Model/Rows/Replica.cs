namespace RingCentralAD.Core.Model;

/// <summary>A container (OU, domain) of a directory, held by key so that a rename changes nothing.</summary>
public sealed record DirectoryContainer(string SystemId, string Key, string? ParentKey, string Place) : IHubRow
{
    /// <inheritdoc />
    public override string ToString() => Place;
}

/// <summary>
/// A direct membership in a directory's group: the member is a person or a group, by key. One that the directory does not hold itself (of another
/// domain) is kept too: who it is shows when another directory of the hub has it.
/// </summary>
public sealed record GroupEdge(string SystemId, string GroupKey, string MemberKey) : IHubRow;

/// <summary>A membership put in by hand into a local group.</summary>
public sealed record LocalMember(string GroupId, string UserId) : IHubRow;
