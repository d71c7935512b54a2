using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Makes the findings of one directory.</summary>
internal sealed class DirectoryCheckFindings(string directory)
{
    /// <summary>How many examples a finding names.</summary>
    public const int Examples = 5;

    public DirectoryCheck Passed(string check, string detail) => Make(check, DirectoryCheckState.Passed, detail, null);

    public DirectoryCheck Warning(string check, string detail, string? remedy) => Make(check, DirectoryCheckState.Warning, detail, remedy);

    public DirectoryCheck Failed(string check, string detail, string? remedy) => Make(check, DirectoryCheckState.Failed, detail, remedy);

    public DirectoryCheck Skipped(string check, string why) => Make(check, DirectoryCheckState.Skipped, why, null);

    public DirectoryCheck Failed(string check, RingCentralAdException error) => Failed(check, error.Message, error.Remedy);

    /// <summary>The first few, and how many more there are.</summary>
    public static string Some(IEnumerable<string> examples, long count)
    {
        string[] shown = [.. examples.Take(Examples)];
        return string.Join("; ", shown) + (count > shown.Length ? $"; and {count - shown.Length} more" : "");
    }

    private DirectoryCheck Make(string check, DirectoryCheckState state, string detail, string? remedy) =>
        new() { Directory = directory, Check = check, State = state, Detail = detail, Remedy = remedy };
}
