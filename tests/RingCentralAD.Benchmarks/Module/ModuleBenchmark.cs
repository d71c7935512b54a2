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
            (string Name, string? Manifest)[] sessions = [("empty session", null), ("imports a module with nothing in it", trivial), ("imports RingCentralAD", Published())];
            Dictionary<(string Session, Engine Engine), List<double>> times = [];
            for (int round = 0; round < options.Rounds; round++)
            {
                Report.Say($"importing, round {round + 1}");
                foreach (Engine engine in Enum.GetValues<Engine>())
                {
                    foreach ((string name, string? manifest) in sessions)
                    {
                        times.TryAdd((name, engine), []);
                        times[(name, engine)].Add(await MeasureAsync(engine, manifest, cancellationToken));
                    }
                }
            }

            Write(report, sessions[0].Name, times.ToDictionary(pair => pair.Key, pair => Figures.Median(pair.Value)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(Report report, string empty, Dictionary<(string Session, Engine Engine), double> medians)
    {
        report.Write(
            "From the start of a new process to a session that answers, in milliseconds. pwsh's engine is compiled ahead for its platform; the package "
            + "System.Management.Automation from NuGet is not, so it was measured both ways: compiled ahead by .NET's own compiler, as pwsh's is, and as it "
            + "comes. What is aimed at: at most 150 ms over the empty session, in pwsh.");
        Table table = new("new process", "engine compiled ahead, ms", "over empty session", "as it comes, ms", "over empty session");
        foreach (string session in medians.Keys.Select(key => key.Session).Distinct())
        {
            string Over(Engine engine) => session == empty ? "" : Figures.Show(medians[(session, engine)] - medians[(empty, engine)], 0);
            table.Add(session, Figures.Show(medians[(session, Engine.Ahead)], 0), Over(Engine.Ahead), Figures.Show(medians[(session, Engine.AsItComes)], 0), Over(Engine.AsItComes));
        }

        report.Write(table.ToString());
    }

    private static async Task<double> MeasureAsync(Engine engine, string? manifest, CancellationToken cancellationToken)
    {
        await using ShellProcess shell = await ShellProcess.StartAsync(new Dictionary<string, string>(), cancellationToken, engine == Engine.Ahead ? Ahead() : null);
        return shell.StartMilliseconds + (manifest is null ? 0 : (await shell.RunAsync("param($m) Import-Module $m", [manifest], cancellationToken)).Milliseconds);
    }

    /// <summary>This program, with the engine and all else compiled ahead.</summary>
    private static string Ahead()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ahead", Path.GetFileName(Environment.ProcessPath!));
        return File.Exists(program) ? program : throw new InvalidOperationException("The program that is compiled ahead is missing: run ./build.sh bench, which builds it.");
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

    private enum Engine
    {
        Ahead,
        AsItComes,
    }
}
