using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The hub itself, as a configuration file has it.</summary>
internal sealed record HubItem
{
    public required string Company { get; init; }
}

/// <summary>The RingCentral account: its id, and how it is reached.</summary>
internal sealed record AccountItem
{
    public string? Id { get; init; }

    public required AccountSettings Settings { get; init; }
}

/// <summary>A directory. Its scope stands beside the other settings, by distinguished name and GUID.</summary>
internal sealed record DirectoryItem
{
    public required string Name { get; init; }

    public DirectoryKind Kind { get; init; }

    /// <summary>The GUID of the domain; of another server a stable name of its naming context.</summary>
    public required string Domain { get; init; }

    public IReadOnlyList<ScopeItem> SearchBases { get; init; } = [];

    public IReadOnlyList<ScopeItem> ExcludedBases { get; init; } = [];

    public IReadOnlyList<ScopeItem> Groups { get; init; } = [];

    public DirectorySettings Settings { get; init; } = new();
}

/// <summary>A container or group of a scope: the GUID counts, the name is for people and may be what it is found by.</summary>
internal sealed record ScopeItem
{
    public string? Dn { get; init; }

    public string? Guid { get; init; }
}

/// <summary>A mapping, with its directory's name.</summary>
internal sealed record MappingItem
{
    public required MappingDirection Direction { get; init; }

    public string? Directory { get; init; }

    public required string Target { get; init; }

    public required string Expression { get; init; }

    public MappingApply Apply { get; init; }

    public EmptyValue WhenEmpty { get; init; }
}

/// <summary>A profile master, by its name.</summary>
internal sealed record ProfileMasterItem
{
    public required string System { get; init; }

    public int Priority { get; init; }

    public bool Enabled { get; init; } = true;
}

/// <summary>The masters of one attribute, by their names.</summary>
internal sealed record AttributeMasterItem
{
    public required string Attribute { get; init; }

    public IReadOnlyList<string> Systems { get; init; } = [];

    public bool FallThrough { get; init; }
}

/// <summary>A group of the hub's own; without a rule its members, who are people, are in no file.</summary>
internal sealed record GroupItem
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Rule { get; init; }
}

/// <summary>A group that is assigned RingCentral: one of the hub by its name, one of a directory by its GUID.</summary>
internal sealed record AssignmentItem
{
    public required string Group { get; init; }

    public string? Directory { get; init; }

    public string? Guid { get; init; }
}

/// <summary>A schedule of a host.</summary>
internal sealed record ScheduleItem
{
    public required string Name { get; init; }

    public required string Host { get; init; }

    public ScheduleKind Kind { get; init; }

    public TimeSpan Every { get; init; }

    public string? RunAs { get; init; }

    public bool OfUser { get; init; }
}
