using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class ProblemTable
{
    public static TableMap<Problem> Map { get; } = new TableMap<Problem>("problem", static row => new Problem
    {
        Id = row.Text(),
        Stage = row.Enum<RunKind>(),
        SystemId = row.Text(),
        Key = row.OptionalText(),
        UserId = row.OptionalText(),
        Person = row.Text(),
        Attribute = row.OptionalText(),
        ErrorId = row.Text(),
        Message = row.Text(),
        Remedy = row.OptionalText(),
        Since = row.Time(),
    })
        .Key(nameof(Problem.Id), static row => row.Id)
        .Enum(nameof(Problem.Stage), static row => row.Stage)
        .Text(nameof(Problem.SystemId), static row => row.SystemId)
        .OptionalText(nameof(Problem.Key), static row => row.Key)
        .OptionalText(nameof(Problem.UserId), static row => row.UserId)
        .Text(nameof(Problem.Person), static row => row.Person)
        .OptionalText(nameof(Problem.Attribute), static row => row.Attribute)
        .Text(nameof(Problem.ErrorId), static row => row.ErrorId)
        .Text(nameof(Problem.Message), static row => row.Message)
        .OptionalText(nameof(Problem.Remedy), static row => row.Remedy)
        .Time(nameof(Problem.Since), static row => row.Since)
        .Index(nameof(Problem.UserId));
}
