using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class RecordTable
{
    public static TableMap<RecordedChange> Map { get; } = new TableMap<RecordedChange>("recorded_change", static row => new RecordedChange
    {
        Number = row.Integer(),
        At = row.Time(),
        RunId = row.OptionalText(),
        Actor = row.Text(),
        Host = row.Text(),
        Program = row.Text(),
        Kind = row.Enum<ChangeKind>(),
        UserId = row.OptionalText(),
        Facts = row.Text(),
        Content = row.OptionalText(),
        Salt = row.OptionalText(),
        Digest = row.Text(),
        Hash = row.Text(),
    })
        .IntegerKey(nameof(RecordedChange.Number), static row => row.Number)
        .Time(nameof(RecordedChange.At), static row => row.At)
        .OptionalText(nameof(RecordedChange.RunId), static row => row.RunId)
        .Text(nameof(RecordedChange.Actor), static row => row.Actor)
        .Text(nameof(RecordedChange.Host), static row => row.Host)
        .Text(nameof(RecordedChange.Program), static row => row.Program)
        .Enum(nameof(RecordedChange.Kind), static row => row.Kind)
        .OptionalText(nameof(RecordedChange.UserId), static row => row.UserId)
        .Text(nameof(RecordedChange.Facts), static row => row.Facts)
        .OptionalText(nameof(RecordedChange.Content), static row => row.Content)
        .OptionalText(nameof(RecordedChange.Salt), static row => row.Salt)
        .Text(nameof(RecordedChange.Digest), static row => row.Digest)
        .Text(nameof(RecordedChange.Hash), static row => row.Hash)
        .IndexWhere("user_id IS NOT NULL", nameof(RecordedChange.UserId))
        .IndexWhere("run_id IS NOT NULL", nameof(RecordedChange.RunId))
        .Index(nameof(RecordedChange.Kind))
        .AsAppendOnly();
}
