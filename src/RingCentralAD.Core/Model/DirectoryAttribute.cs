namespace RingCentralAD.Core.Model;

/// <summary>One attribute of a directory's own schema.</summary>
public sealed record DirectoryAttribute
{
    /// <summary>The LDAP name.</summary>
    public required string Name { get; init; }

    /// <summary>What the schema says it is for; null where it says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The type in words: text, number, boolean, time, name of an entry, octets.</summary>
    public string Type { get; init; } = "text";

    /// <summary>Several values.</summary>
    public bool MultiValued { get; init; }

    /// <summary>Fewest characters, or the smallest number; null for no limit.</summary>
    public long? Min { get; init; }

    /// <summary>Most characters, or the greatest number; null for no limit.</summary>
    public long? Max { get; init; }

    /// <summary>A person's entry cannot be without it.</summary>
    public bool Required { get; init; }

    /// <summary>Set by the server alone.</summary>
    public bool ReadOnly { get; init; }
}

/// <summary>A directory's own schema as it was last read: kept in the hub, so that completion asks no server.</summary>
public sealed record DirectorySchema
{
    /// <summary>When it was read; null where it never was.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The attributes that people's entries may have.</summary>
    public IReadOnlyList<DirectoryAttribute> Attributes { get; init; } = [];
}
