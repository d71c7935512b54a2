using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Which mappings are tried out, and the beginning of a record.</summary>
internal sealed record MappingTestChoice(MappingDirection? Direction, Func<string, bool> Target)
{
    public bool Wants(string target) => Target(target);

    public bool Wants(MappingDirection direction, string target) => (Direction is null || Direction == direction) && Target(target);

    public static MappingTestRecord Record(HubUser user, CompiledMapping mapping, object? before, object? after) => new()
    {
        Outcome = Compare(before, after),
        Person = user.Name,
        Login = user.Login,
        HubUserId = user.Id,
        Direction = mapping.Mapping.Direction,
        Target = mapping.Mapping.Target,
        Expression = mapping.Mapping.Expression,
        Before = before,
        After = after,
    };

    /// <summary>The target keeps what it has because the mapping fails.</summary>
    public static MappingTestRecord Failed(MappingTestRecord record, string errorId, string message, string? remedy) =>
        record with { Outcome = MappingOutcome.Failed, After = record.Before, ErrorId = errorId, Message = message, Remedy = remedy };

    /// <summary>The target keeps what it has for another reason.</summary>
    public static MappingTestRecord Kept(MappingTestRecord record, MappingOutcome outcome, string message) =>
        record with { Outcome = outcome, After = record.Before, Message = message };

    private static MappingOutcome Compare(object? before, object? after) =>
        AttributeSet.SameValue(before, after) ? MappingOutcome.Same
        : before is null ? MappingOutcome.Set
        : after is null ? MappingOutcome.Cleared
        : MappingOutcome.Changed;
}
