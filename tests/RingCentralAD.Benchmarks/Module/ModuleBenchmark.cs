using RingCentralAD.Benchmarks.Harness;

namespace RingCentralAD.Benchmarks.Module;

/// <summary>What Import-Module of the published module adds to a session, beside a session without it and one that imports next to nothing.</summary>
internal static class ModuleBenchmark
{
    public static BenchmarkPart Part { get; } = new("module", "Importing the module", "Import-Module of the published module beside an empty session", RunAsync);

    private static async Task RunAsync(Options options, Report report, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rcad-bench-module.");
        try
        {
            string trivial = Path.Combine(folder.FullName, "Trivial.psd1");
            await File.WriteAllTextAsync(trivial, "@{ ModuleVersion = '1.0'; RootModule = 'Trivial.psm1'; FunctionsToExport = @() }", cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Trivial.psm1"), "", cancellationToken);
            List<double> empty = [];
            List<double> next = [];
            List<double> ours = [];
            for (int round = 0; round < options.Rounds; round++)
            {
                Report.Say($"importing, round {round + 1}");
                empty.Add(await MeasureAsync(null, cancellationToken));
                next.Add(await MeasureAsync(trivial, cancellationToken));
                ours.Add(await MeasureAsync(Published(), cancellationToken));
            }

            Write(report, Figures.Median(empty), Figures.Median(next), Figures.Median(ours));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(Report report, double empty, double next, double ours)
    {
        report.Write(
            "From the start of a new process to a session that answers, in milliseconds. The engine is System.Management.Automation from NuGet, which "
            + "is compiled as it runs; pwsh's own is compiled ahead, and faster. What is aimed at: at most 150 ms over the empty session.");
        Table table = new("new process", "ms", "over empty session");
        table.Add("empty session", Figures.Show(empty, 0), "");
        table.Add("imports a module with nothing in it", Figures.Show(next, 0), Figures.Show(next - empty, 0));
        table.Add("imports RingCentralAD", Figures.Show(ours, 0), Figures.Show(ours - empty, 0));
        report.Write(table.ToString());
    }

    private static async Task<double> MeasureAsync(string? manifest, CancellationToken cancellationToken)
    {
        await using ShellProcess shell = await ShellProcess.StartAsync(new Dictionary<string, string>(), cancellationToken);
        return shell.StartMilliseconds + (manifest is null ? 0 : (await shell.RunAsync("param($m) Import-Module $m", [manifest], cancellationToken)).Milliseconds);
    }

    private static string Published()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string manifest = Path.Combine(folder.FullName, "artifacts", "package", "RingCentralAD", "RingCentralAD.psd1");
            if (File.Exists(manifest))
            {
                return manifest;
            }
        }

        throw new InvalidOperationException("The published module is missing: run ./build.sh package.");
    }
}
