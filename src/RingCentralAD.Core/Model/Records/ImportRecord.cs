namespace RingCentralAD.Core.Model;

/// <summary>What an import did with a person.</summary>
public enum ImportAction
{
    /// <summary>A new hub user.</summary>
    Created,

    /// <summary>An app user tied to a hub user who was there.</summary>
    Linked,

    /// <summary>Values changed.</summary>
    Updated,

    /// <summary>Deactivated in the hub.</summary>
    Deactivated,

    /// <summary>Active again in the hub.</summary>
    Reactivated,

    /// <summary>Waits for a person's word or for better data; nothing was changed.</summary>
    Held,

    /// <summary>Left out, with the reason: new but disabled, for one.</summary>
    Skipped,
}

/// <summary>One person of an import: what was done and why.</summary>
public sealed record ImportRecord
{
    /// <summary>What was done.</summary>
    public required ImportAction Action { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Why, or what changed.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do, where something is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>The hub user; null where there is none yet.</summary>
    public string? HubUserId { get; init; }

    /// <summary>The login; null where there is none yet.</summary>
    public string? Login { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The directory's or account's name.</summary>
    public required string System { get; init; }

    /// <summary>objectGUID, entryUUID or extension id.</summary>
    public required string Key { get; init; }

    /// <summary>The distinguished name, or the extension's name.</summary>
    public required string Place { get; init; }

    /// <summary>The values that changed.</summary>
    public IReadOnlyList<AttributeChange> Changes { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Action} {Person}";
}
