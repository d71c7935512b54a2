using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The values of a line, as people read them: what has none of its own tells what was joined, linked or said as one.</summary>
internal static class RecordValues
{
    /// <summary>The values; of what was erased their names alone.</summary>
    public static IEnumerable<AttributeChange> Of(RecordedChange line, ChangeFacts facts, ChangeContent? content, RecordNames names) => (line.Kind, content) switch
    {
        (_, null) => facts.Attributes.Select(static name => new AttributeChange(name, null, null)),
        (ChangeKind.Linked, { Key: { } key }) => [new(LinkName(facts), null, names.Entry(facts.SystemId!, key))],
        (ChangeKind.Unlinked, { Key: { } key }) => [new(LinkName(facts), names.Entry(facts.SystemId!, key), null)],
        (ChangeKind.GroupJoined, { Key: { } key }) => [new("(group)", null, names.Group(key))],
        (ChangeKind.GroupLeft, { Key: { } key }) => [new("(group)", names.Group(key), null)],
        (ChangeKind.OperationAnswered, { Subject: { } reason }) => [new("(reason)", null, reason), .. content.Values],
        (ChangeKind.DriftAnswered, { Subject: { } attribute }) => content.Values.Select(value => value with { Attribute = $"{attribute} {value.Attribute}" }),
        _ => content.Values,
    };

    private static string LinkName(ChangeFacts facts) => facts.SystemId == Ids.RingCentral ? "(extension)" : "(entry)";
}
