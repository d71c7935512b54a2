using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class OperationTable
{
    public static TableMap<Operation> Map { get; } = new TableMap<Operation>("operation", static row => new Operation
    {
        Id = row.Text(),
        RunId = row.Text(),
        SystemId = row.Text(),
        UserId = row.Text(),
        Kind = row.Enum<OperationKind>(),
        TargetKey = row.OptionalText(),
        Order = (int)row.Integer(),
        Payload = row.OptionalText(),
        Changes = row.Json(DocumentJson.ReadChanges),
        State = row.Enum<OperationState>(),
        Reason = row.OptionalText(),
        Remedy = row.OptionalText(),
        ErrorId = row.OptionalText(),
        RequestId = row.OptionalText(),
        Attempts = (int)row.Integer(),
        NotBefore = row.OptionalTime(),
        CreatedAt = row.Time(),
        SentAt = row.OptionalTime(),
        DoneAt = row.OptionalTime(),
    })
        .Key(nameof(Operation.Id), static row => row.Id)
        .Text(nameof(Operation.RunId), static row => row.RunId)
        .Text(nameof(Operation.SystemId), static row => row.SystemId)
        .Text(nameof(Operation.UserId), static row => row.UserId)
        .Enum(nameof(Operation.Kind), static row => row.Kind)
        .OptionalText(nameof(Operation.TargetKey), static row => row.TargetKey)
        .Integer(nameof(Operation.Order), static row => row.Order)
        .OptionalText(nameof(Operation.Payload), static row => row.Payload)
        .Json(nameof(Operation.Changes), static row => DocumentJson.Write(row.Changes))
        .Enum(nameof(Operation.State), static row => row.State)
        .OptionalText(nameof(Operation.Reason), static row => row.Reason)
        .OptionalText(nameof(Operation.Remedy), static row => row.Remedy)
        .OptionalText(nameof(Operation.ErrorId), static row => row.ErrorId)
        .OptionalText(nameof(Operation.RequestId), static row => row.RequestId)
        .Integer(nameof(Operation.Attempts), static row => row.Attempts)
        .OptionalTime(nameof(Operation.NotBefore), static row => row.NotBefore)
        .Time(nameof(Operation.CreatedAt), static row => row.CreatedAt)
        .OptionalTime(nameof(Operation.SentAt), static row => row.SentAt)
        .OptionalTime(nameof(Operation.DoneAt), static row => row.DoneAt)
        .Index(nameof(Operation.SystemId), nameof(Operation.State))
        .Index(nameof(Operation.UserId))
        .Index(nameof(Operation.RunId));
}
