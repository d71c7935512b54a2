namespace RingCentralAD.Core.Model;

/// <summary>What the write-back does or did with one attribute of one person.</summary>
public enum WriteBackAction
{
    /// <summary>An empty attribute is filled.</summary>
    Fill,

    /// <summary>A value is replaced.</summary>
    Replace,

    /// <summary>A value is cleared.</summary>
    Clear,

    /// <summary>Written into the directory.</summary>
    Written,

    /// <summary>Gets back what it held before our first write.</summary>
    Restore,

    /// <summary>Holds again what it held before our first write.</summary>
    Restored,

    /// <summary>Waits: the number is temporary, say.</summary>
    Held,

    /// <summary>Left as it is, with the reason.</summary>
    Left,

    /// <summary>The directory refused it.</summary>
    Failed,
}

/// <summary>One attribute of one person in the write-back.</summary>
public sealed record WriteBackRecord
{
    /// <summary>What is or was done.</summary>
    public required WriteBackAction Action { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The LDAP attribute.</summary>
    public required string Attribute { get; init; }

    /// <summary>What the directory holds or held.</summary>
    public string? Before { get; init; }

    /// <summary>What it gets.</summary>
    public string? After { get; init; }

    /// <summary>Why it is held, left or failed.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>The stable id of the error.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The hub user.</summary>
    public required string HubUserId { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>The directory's name.</summary>
    public required string Directory { get; init; }

    /// <summary>objectGUID or entryUUID.</summary>
    public required string Key { get; init; }

    /// <summary>The distinguished name.</summary>
    public required string DistinguishedName { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Action} {Person} {Attribute}";
}
