namespace RingCentralAD.Core.Model;

/// <summary>One person of a plan or of a provisioning run: what is or was done at RingCentral, and how it went.</summary>
public sealed record ProvisioningRecord
{
    /// <summary>Create, Fill, Link, Update, Deactivate, Reactivate, Renumber or Delete.</summary>
    public required OperationKind Action { get; init; }

    /// <summary>Planned in a what-if; Done, Failed, Blocked, Held, Denied … in a run.</summary>
    public required OperationState State { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>What changes, attribute by attribute.</summary>
    public IReadOnlyList<AttributeChange> Changes { get; init; } = [];

    /// <summary>What it takes: an Unassigned extension, a number, an invitation.</summary>
    public string? Needs { get; init; }

    /// <summary>Why it is blocked, held or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The stable id of the error.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The hub user.</summary>
    public required string HubUserId { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The extension's id; null before a create has one.</summary>
    public string? ExtensionId { get; init; }

    /// <summary>The extension number; null before there is one.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary>The direct number, once it was read and is final.</summary>
    public string? DirectNumber { get; init; }

    /// <summary>The stored operation; null where there was nothing to store.</summary>
    public string? OperationId { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Action} {Person}: {State}";
}
