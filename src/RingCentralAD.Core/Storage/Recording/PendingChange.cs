using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>A change of an open transaction that the record will tell of.</summary>
internal sealed record PendingChange(ChangeKind Kind, string? UserId, ChangeFacts Facts, ChangeContent? Content)
{
    /// <summary>The run that a line tells of where it is not the one at work: a run that died is ended by another.</summary>
    public string? RunId { get; init; }

    /// <summary>A change of values.</summary>
    public static PendingChange Of(ChangeKind kind, string? userId, string? subject, IReadOnlyList<AttributeChange> values, string? systemId = null, string? key = null, string? action = null) => new(
        kind,
        userId,
        new ChangeFacts { Attributes = [.. values.Select(static value => value.Attribute)], SystemId = systemId, Action = action },
        new ChangeContent { Subject = subject, Key = key, Values = values });
}
