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

    /// <summary>The id in the hub.</summary>
    public required string Id { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
