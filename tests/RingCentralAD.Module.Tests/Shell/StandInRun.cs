using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Shell;

/// <summary>Runs every case of a table in one process of the console host.</summary>
public sealed partial class StandInRun : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-stand-ins.");
    private Dictionary<string, string> _outputs = [];

    /// <summary>What the case wrote, lines separated by a bar.</summary>
    public string Output(string script) => _outputs[script];

    public async ValueTask InitializeAsync()
    {
        string[] scripts = [.. StandInTests.Cases.Select(row => row.Data.Item1)];
        string path = Path.Combine(_folder.FullName, "cases.ps1");
        IEnumerable<string> lines = scripts.Select((script, at) => $"[Console]::Out.WriteLine('<<{at}>>')\n& {{ {script} }} 2>&1 | Out-String -Stream -Width 200");
        await File.WriteAllTextAsync(
            path,
            "$dir = $PSScriptRoot; $people = @([pscustomobject]@{ Name = 'Zoë'; Dept = 'Sales'; Age = 30 }, [pscustomobject]@{ Name = 'ann'; Dept = 'IT'; Age = 41 }, [pscustomobject]@{ Name = 'Ben'; Dept = 'Sales'; Age = 25 })\n"
            + string.Join('\n', lines));
        ToolOutcome outcome = await ShellProcess.RunAsync("", "-File", path);
        string[] parts = Mark().Split(outcome.Output);
        Assert.Equal(scripts.Length, parts.Length - 1);
        _outputs = scripts.Zip(parts.Skip(1)).ToDictionary(pair => pair.First, pair => string.Join('|', pair.Second.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("<<[0-9]+>>\n")]
    private static partial Regex Mark();
}
