namespace RingCentralAD.Core.Model;

/// <summary>One step of a plan, stored before it is carried out: what is sent, to whom, and how it went.</summary>
public sealed record Operation : IHubRow
{
    /// <summary>The id with which a held operation is stored that a person refused.</summary>
    internal const string Denied = "OperationDenied";

    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>The run that planned it.</summary>
    public required string RunId { get; init; }

    /// <summary>The system it is for: <see cref="Ids.RingCentral"/> or a directory's id.</summary>
    public required string SystemId { get; init; }

    /// <summary>The person.</summary>
    public required string UserId { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>The extension id or the directory key it acts on; null until a create has one.</summary>
    public string? TargetKey { get; init; }

    /// <summary>The place in the plan: leavers, joiners, updates.</summary>
    public int Order { get; init; }

    /// <summary>
    /// The exact body that is sent, as JSON; null where nothing is sent. A retry sends the same. For a deactivation that an import holds: why,
    /// as <see cref="HubUser.DeactivatedBy"/> has it.
    /// </summary>
    public string? Payload { get; init; }

    /// <summary>What changes, attribute by attribute.</summary>
    public IReadOnlyList<AttributeChange> Changes { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required OperationState State { get; init; }

    /// <summary>Where it stands, as people see it: what a person refused is stored as held and shown as denied.</summary>
    public OperationState Shown => State == OperationState.Held && ErrorId == Denied ? OperationState.Denied : State;

    /// <summary>Why it is held, blocked, failed or unknown, in words for people.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The stable id of the error, as in docs/errors.md.</summary>
    public string? ErrorId { get; init; }

    /// <summary>RingCentral's id of the request, for their support.</summary>
    public string? RequestId { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>Not again before; null where a time is not what it waits for.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it was planned.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>One value before and after; null stands for no value.</summary>
public sealed record AttributeChange(string Attribute, string? Before, string? After)
{
    /// <inheritdoc />
    public override string ToString() => $"{Attribute}: {Before ?? "(empty)"} → {After ?? "(empty)"}";
}
