using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Expressions;

/// <summary>Spring's SpEL in a Java process, which runs one round at a time, between the others' rounds.</summary>
internal sealed class SpelProcess : IAsyncDisposable
{
    private static readonly string[] s_jars = [.. ((string[])["spring3-expression.jar", "spring3-core.jar", "commons-logging.jar"]).Select(name => Path.Combine("/usr/share/java", name))];
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private int _expressions;

    private SpelProcess(DirectoryInfo folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>Why it cannot be had here; null where it can.</summary>
    public static string? WhyNot => s_jars.All(File.Exists)
        ? ServerTools.Missing("java", "javac")
        : "Debian's libspring-expression-java, libspring-core-java and libcommons-logging-java are not installed.";

    /// <summary>Compiles the driver into a temporary folder and starts it with the sample profile.</summary>
    public static async Task<SpelProcess> StartAsync(CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rcad-spel-");
        string jars = string.Join(':', s_jars);
        string[] sources = [RepositoryFile("RingCentralAD.Expressions.Tests", "Spel", "SpelDriver.java"), RepositoryFile("RingCentralAD.Benchmarks", "Expressions", "SpelBench.java")];
        (await ServerTools.RunAsync("javac", ["-encoding", "UTF-8", "-cp", jars, "-d", folder.FullName, .. sources], cancellationToken: cancellationToken)).Success("javac");
        ProcessStartInfo start = new("java", ["-cp", $"{jars}:{folder.FullName}", "SpelBench"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        SpelProcess spel = new(folder, Process.Start(start)!);
        foreach ((string name, object? value) in ExpressionCase.Attributes.Zip(ExpressionCase.Profile))
        {
            await spel.AskAsync($"={name}\t{value}", cancellationToken);
        }

        return spel;
    }

    /// <summary>The evaluation of an expression, and its parsing.</summary>
    public async Task<(IContender Evaluating, IContender Parsing)> AddAsync(ExpressionCase given, CancellationToken cancellationToken)
    {
        Contenders.Check(given, await AskAsync(">" + given.Spel, cancellationToken), "SpEL");
        int index = _expressions++;
        return (new Round(this, $"evaluate {index}"), new Round(this, $"parse {index}"));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string RepositoryFile(params string[] belowTests)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && folder.GetFiles("*.sln").Length == 0)
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The benchmarks run from within the repository."), "tests", .. belowTests]);
    }

    private async Task<string> AskAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The Java process ended.");
    }

    private sealed class Round(SpelProcess process, string command) : IContender
    {
        // The driver warms up at the first round.
        public Task WarmUpAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

        public async Task<Cost> RunAsync(CancellationToken cancellationToken)
        {
            string[] figures = (await process.AskAsync(command, cancellationToken)).Split(' ');
            return new(double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
        }
    }
}
