using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class ImportMatchTable
{
    public static TableMap<ImportMatch> Map { get; } = new TableMap<ImportMatch>("import_match", static row => new ImportMatch
    {
        SystemId = row.Text(),
        Key = row.Text(),
        Person = row.Text(),
        Email = row.OptionalText(),
        Kind = row.Enum<MatchKind>(),
        Candidates = row.Json(DocumentJson.ReadList),
        Reason = row.OptionalText(),
        Denied = row.Boolean(),
        FoundAt = row.Time(),
    })
        .Key(nameof(ImportMatch.SystemId), static row => row.SystemId)
        .Key(nameof(ImportMatch.Key), static row => row.Key)
        .Text(nameof(ImportMatch.Person), static row => row.Person)
        .OptionalText(nameof(ImportMatch.Email), static row => row.Email)
        .Enum(nameof(ImportMatch.Kind), static row => row.Kind)
        .Json(nameof(ImportMatch.Candidates), static row => DocumentJson.Write(row.Candidates))
        .OptionalText(nameof(ImportMatch.Reason), static row => row.Reason)
        .Boolean(nameof(ImportMatch.Denied), static row => row.Denied)
        .Time(nameof(ImportMatch.FoundAt), static row => row.FoundAt);
}
