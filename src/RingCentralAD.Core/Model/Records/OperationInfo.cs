namespace RingCentralAD.Core.Model;

/// <summary>A stored operation as people read it: whom it concerns, where it stands, and why.</summary>
public sealed record OperationInfo
{
    /// <summary>Our id of it; Approve-RcOperation and Deny-RcOperation take it.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required OperationState State { get; init; }

    /// <summary>The name people read.</summary>
    public required string Person { get; init; }

    /// <summary>The login.</summary>
    public string? Login { get; init; }

    /// <summary>Why it is held, blocked, failed or unknown; who approved or refused it.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The stable id of why.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What changes, attribute by attribute.</summary>
    public IReadOnlyList<AttributeChange> Changes { get; init; } = [];

    /// <summary>The extension id or directory key it acts on; null until a create has one.</summary>
    public string? TargetKey { get; init; }

    /// <summary>The exact body that is sent, as JSON; null where nothing is sent.</summary>
    public string? Payload { get; init; }

    /// <summary>RingCentral, or the directory's id.</summary>
    public required string SystemId { get; init; }

    /// <summary>RingCentral, or the directory's name: a Deactivate of a directory is what its import wants to do in the hub.</summary>
    public string? System { get; init; }

    /// <summary>The hub user.</summary>
    public required string HubUserId { get; init; }

    /// <summary>The run that planned it.</summary>
    public required string RunId { get; init; }

    /// <summary>RingCentral's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>Not again before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it was planned.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Person}: {State}";

    /// <summary>The operation of a person.</summary>
    public static OperationInfo Of(Operation operation, HubUser? user)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new OperationInfo
        {
            Id = operation.Id,
            Kind = operation.Kind,
            State = operation.Shown,
            Person = user?.Name ?? operation.UserId,
            Login = user?.Login,
            Reason = operation.Reason,
            Remedy = operation.Remedy,
            ErrorId = operation.ErrorId,
            Changes = operation.Changes,
            TargetKey = operation.TargetKey,
            Payload = operation.Payload,
            SystemId = operation.SystemId,
            HubUserId = operation.UserId,
            RunId = operation.RunId,
            RequestId = operation.RequestId,
            Attempts = operation.Attempts,
            NotBefore = operation.NotBefore,
            CreatedAt = operation.CreatedAt,
            SentAt = operation.SentAt,
            DoneAt = operation.DoneAt,
        };
    }
}
