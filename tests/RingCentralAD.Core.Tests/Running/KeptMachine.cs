using RingCentralAD.Core.Running;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>A machine that keeps in mind what was done to it.</summary>
internal sealed class KeptMachine : ISchedulePlatform
{
    public Dictionary<string, string> Files { get; } = [];

    public List<string> Ran { get; } = [];

    public Func<string, IReadOnlyList<string>, (int, string)> Answers { get; set; } = (_, _) => (0, "");

    public List<string> Processes { get; } = ["cron"];

    /// <summary>Answers as schtasks does: a task is there while its file is.</summary>
    public (int, string) Tasks(string program, IReadOnlyList<string> arguments) =>
        !arguments.Contains("/Query") ? (0, "") : Files.Values.FirstOrDefault() is { } task ? (0, task) : (1, "ERROR: The system cannot find the file specified.");

    public Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Files[path] = text;
        return Task.CompletedTask;
    }

    public string? Read(string path) => Files.GetValueOrDefault(path);

    public void Delete(string path) => Files.Remove(path);

    public bool IsRunning(params string[] names) => names.Any(Processes.Contains);

    public Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Ran.Add($"{program} {string.Join(' ', arguments)}");
        return Task.FromResult(Answers(program, arguments));
    }
}
