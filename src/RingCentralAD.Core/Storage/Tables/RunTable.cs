using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class RunTable
{
    public static TableMap<Run> Map { get; } = new TableMap<Run>("run", static row => new Run
    {
        Id = row.Text(),
        Kind = row.Enum<RunKind>(),
        SystemId = row.Text(),
        State = row.Enum<RunState>(),
        StartedAt = row.Time(),
        EndedAt = row.OptionalTime(),
        Host = row.Text(),
        Counts = row.Json(DocumentJson.ReadCounts),
        Message = row.OptionalText(),
        PlanFingerprint = row.OptionalText(),
        Number = row.OptionalInteger(),
        Read = row.Integer(),
        Actor = row.OptionalText(),
        AccountId = row.OptionalText(),
        Program = row.OptionalText(),
        Configuration = row.OptionalText(),
        Requests = row.Json(DocumentJson.ReadCounts),
    })
        .Key(nameof(Run.Id), static row => row.Id)
        .Enum(nameof(Run.Kind), static row => row.Kind)
        .Text(nameof(Run.SystemId), static row => row.SystemId)
        .Enum(nameof(Run.State), static row => row.State)
        .Time(nameof(Run.StartedAt), static row => row.StartedAt)
        .OptionalTime(nameof(Run.EndedAt), static row => row.EndedAt)
        .Text(nameof(Run.Host), static row => row.Host)
        .Json(nameof(Run.Counts), static row => DocumentJson.Write(row.Counts))
        .OptionalText(nameof(Run.Message), static row => row.Message)
        .OptionalText(nameof(Run.PlanFingerprint), static row => row.PlanFingerprint)
        .OptionalInteger(nameof(Run.Number), static row => row.Number)
        .Integer(nameof(Run.Read), static row => row.Read)
        .OptionalText(nameof(Run.Actor), static row => row.Actor)
        .OptionalText(nameof(Run.AccountId), static row => row.AccountId)
        .OptionalText(nameof(Run.Program), static row => row.Program)
        .OptionalText(nameof(Run.Configuration), static row => row.Configuration)
        .Json(nameof(Run.Requests), static row => DocumentJson.Write(row.Requests))
        .Index(nameof(Run.StartedAt))
        .Unique(nameof(Run.Number));
}
