namespace RingCentralAD.Core.Model;

/// <summary>What is different about a directory's server from the others of its kind. Null, or an empty list, leaves it as the kind has it.</summary>
public sealed record DirectoryOverrides
{
    /// <summary>Finds people (RFC 4515).</summary>
    public string? PeopleFilter { get; init; }

    /// <summary>Finds groups (RFC 4515).</summary>
    public string? GroupFilter { get; init; }

    /// <summary>The attribute that never changes while an entry lives: objectGUID, entryUUID, nsUniqueId, orclGuid, GUID or ibm-entryUuid.</summary>
    public string? KeyAttribute { get; init; }

    /// <summary>Attributes of a group that name its members by DN.</summary>
    public IReadOnlyList<string> MemberAttributes { get; init; } = [];

    /// <summary>The attribute that says whether an account is disabled.</summary>
    public string? DisabledAttribute { get; init; }

    /// <summary>The values of that attribute that mean disabled, regardless of case; none given means TRUE.</summary>
    public IReadOnlyList<string> DisabledValues { get; init; } = [];

    /// <summary>Whether anything is overridden.</summary>
    public bool Any() => PeopleFilter is not null || GroupFilter is not null || KeyAttribute is not null || MemberAttributes.Count > 0 || DisabledAttribute is not null;
}
