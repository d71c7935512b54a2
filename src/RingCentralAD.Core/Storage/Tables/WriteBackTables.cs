using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class WriteBackTables
{
    public static TableMap<WriteBackSuspension> Suspensions { get; } = new TableMap<WriteBackSuspension>("write_back_suspension", static row => new WriteBackSuspension
    {
        Kind = row.Enum<SuspensionKind>(),
        Target = row.Text(),
        Name = row.Text(),
        Until = row.OptionalTime(),
        ExpectedNumber = row.OptionalText(),
        Reason = row.OptionalText(),
        By = row.Text(),
        Since = row.Time(),
    })
        .EnumKey(nameof(WriteBackSuspension.Kind), static row => row.Kind)
        .Key(nameof(WriteBackSuspension.Target), static row => row.Target)
        .Text(nameof(WriteBackSuspension.Name), static row => row.Name)
        .OptionalTime(nameof(WriteBackSuspension.Until), static row => row.Until)
        .OptionalText(nameof(WriteBackSuspension.ExpectedNumber), static row => row.ExpectedNumber)
        .OptionalText(nameof(WriteBackSuspension.Reason), static row => row.Reason)
        .Text(nameof(WriteBackSuspension.By), static row => row.By)
        .Time(nameof(WriteBackSuspension.Since), static row => row.Since);

    public static TableMap<WriteBackOrigin> Origins { get; } = new TableMap<WriteBackOrigin>("write_back_origin", static row => new WriteBackOrigin
    {
        SystemId = row.Text(),
        Key = row.Text(),
        Attribute = row.Text(),
        Before = row.OptionalText(),
        Written = row.OptionalText(),
        RunId = row.Text(),
    })
        .Key(nameof(WriteBackOrigin.SystemId), static row => row.SystemId)
        .Key(nameof(WriteBackOrigin.Key), static row => row.Key)
        .Key(nameof(WriteBackOrigin.Attribute), static row => row.Attribute)
        .OptionalText(nameof(WriteBackOrigin.Before), static row => row.Before)
        .OptionalText(nameof(WriteBackOrigin.Written), static row => row.Written)
        .Text(nameof(WriteBackOrigin.RunId), static row => row.RunId);
}
