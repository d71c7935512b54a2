using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class DirectoryHealthTable
{
    public static TableMap<DirectoryHealth> Map { get; } = new TableMap<DirectoryHealth>("directory_health", static row => new DirectoryHealth
    {
        DirectoryId = row.Text(),
        LastTry = row.OptionalTime(),
        LastSuccess = row.OptionalTime(),
        FailingSince = row.OptionalTime(),
        Failures = (int)row.Integer(),
        ErrorId = row.OptionalText(),
        Message = row.OptionalText(),
        Remedy = row.OptionalText(),
    })
        .Key(nameof(DirectoryHealth.DirectoryId), static row => row.DirectoryId)
        .OptionalTime(nameof(DirectoryHealth.LastTry), static row => row.LastTry)
        .OptionalTime(nameof(DirectoryHealth.LastSuccess), static row => row.LastSuccess)
        .OptionalTime(nameof(DirectoryHealth.FailingSince), static row => row.FailingSince)
        .Integer(nameof(DirectoryHealth.Failures), static row => row.Failures)
        .OptionalText(nameof(DirectoryHealth.ErrorId), static row => row.ErrorId)
        .OptionalText(nameof(DirectoryHealth.Message), static row => row.Message)
        .OptionalText(nameof(DirectoryHealth.Remedy), static row => row.Remedy);
}
