using System.Diagnostics;
using System.Text;

namespace RingCentralAD.Expressions.Tests;

/// <summary>Spring's SpEL in a Java process of our own: compiled into a temporary folder, asked in one go.</summary>
internal sealed class SpelProcess : IDisposable
{
    private static readonly string[] s_jars = ["spring3-expression.jar", "spring3-core.jar", "commons-logging.jar"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-spel-");

    /// <summary>Why it cannot be had here; null where it can.</summary>
    public static string? Missing()
    {
        string? jar = s_jars.FirstOrDefault(name => !File.Exists(Jar(name)));
        return jar is not null ? $"Debian's {jar} is not installed (libspring-expression-java, libspring-core-java, libcommons-logging-java)."
            : Find("javac") is null || Find("java") is null ? "There is no JDK here (default-jdk-headless)."
            : null;
    }

    /// <summary>The answers to the expressions, one for one.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(IEnumerable<string> attributes, IReadOnlyList<string> expressions, CancellationToken cancellation)
    {
        string source = Path.Combine(Repository.Root, "tests", "RingCentralAD.Expressions.Tests", "Spel", "SpelDriver.java");
        await RunAsync("javac", ["-encoding", "UTF-8", "-cp", ClassPath, "-d", _folder.FullName, source], [], cancellation);
        IEnumerable<string> lines = attributes.Select(line => "=" + line).Concat(expressions.Select(text => ">" + Escape(text)));
        string output = await RunAsync("java", ["-Xmx256m", "-cp", ClassPath + ":" + _folder.FullName, "SpelDriver"], lines, cancellation);
        string[] answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expressions.Count, answers.Length);
        return answers;
    }

    public void Dispose() => _folder.Delete(true);

    public static string Escape(string text) => text
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal)
        .Replace("\r", @"\r", StringComparison.Ordinal)
        .Replace("\t", @"\t", StringComparison.Ordinal);

    private static string ClassPath => string.Join(':', s_jars.Select(Jar));

    private static string Jar(string name) => Path.Combine("/usr/share/java", name);

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IEnumerable<string> input, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            foreach (string line in input)
            {
                await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellation);
            Assert.True(process.ExitCode == 0, await errors);
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(true);
            }
        }
    }
}
