namespace RingCentralAD.Core.Model;

/// <summary>A registered directory at a glance.</summary>
public sealed record AdDirectoryInfo
{
    /// <summary>The name in the hub.</summary>
    public required string Name { get; init; }

    /// <summary>What stands behind it.</summary>
    public required DirectoryKind Kind { get; init; }

    /// <summary>Servers, or the file.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Who signs in.</summary>
    public string? UserName { get; init; }

    /// <summary>The containers in scope; empty for all.</summary>
    public IReadOnlyList<string> SearchBase { get; init; } = [];

    /// <summary>The containers left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The groups one of which a person must be in; empty where none is asked for.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>The LDAP filter that a person must match; null where there is none.</summary>
    public string? Filter { get; init; }

    /// <summary>How changes were seen when the directory was last read; null where only full imports are possible.</summary>
    public string? ChangesBy { get; init; }

    /// <summary>What makes the login.</summary>
    public string UserNameFormat { get; init; } = "Email";

    /// <summary>Whether numbers are written back.</summary>
    public bool WriteBack { get; init; }

    /// <summary>Where the changes of an LDIF directory go.</summary>
    public string? ChangeFile { get; init; }

    /// <summary>People in scope.</summary>
    public long People { get; init; }

    /// <summary>Groups.</summary>
    public long Groups { get; init; }

    /// <summary>When a complete full import last ended.</summary>
    public DateTimeOffset? LastFullImport { get; init; }

    /// <summary>Failing where the last import did, Never before the first one went to its end, else Healthy.</summary>
    public DirectoryHealthState Health { get; init; }

    /// <summary>When an import last began.</summary>
    public DateTimeOffset? LastTry { get; init; }

    /// <summary>When an import last went to its end.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Since when imports fail one after the other; null while they succeed.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How many imports have failed one after the other.</summary>
    public int Failures { get; init; }

    /// <summary>What was wrong with the last import; null while imports succeed.</summary>
    public string? LastError { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>How often it is imported; null where it has no schedule of its own.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>The time of day after which one import a day is a full one; null where none is asked for.</summary>
    public TimeOnly? FullAt { get; init; }

    /// <summary>When the next import is due; null where the directory has no schedule of its own, or was never imported.</summary>
    public DateTimeOffset? NextImport { get; init; }

    /// <summary>Deactivations that the guard holds and that wait for a person's word.</summary>
    public long Held { get; init; }

    /// <summary>The id in the hub.</summary>
    public required string Id { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>How the imports of a directory go.</summary>
public enum DirectoryHealthState
{
    /// <summary>The last one went to its end.</summary>
    Healthy,

    /// <summary>None has gone to its end so far.</summary>
    Never,

    /// <summary>The last one failed.</summary>
    Failing,
}
