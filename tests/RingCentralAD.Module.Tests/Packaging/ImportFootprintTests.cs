using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Packaging;

/// <summary>
/// Importing the published module opens nothing but its own files and .NET's assemblies, no socket, and runs none of our code but the few lines
/// that say where the assemblies are: so it reads no environment variable either.
/// </summary>
public sealed partial class ImportFootprintTests : IDisposable
{
    private static readonly string s_module = Path.GetDirectoryName(Repository.Package)! + Path.DirectorySeparatorChar;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-footprint-test.");

    [Fact]
    public async Task Import_opens_no_file_but_its_own_and_no_socket()
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "strace is not installed: apt-get install strace");
            Assert.Fail("strace is not installed: ./build.sh test installs it.");
        }

        string empty = Path.Combine(_folder.FullName, "Trivial.psd1");
        await File.WriteAllTextAsync(empty, "@{ ModuleVersion = '1.0'; RootModule = 'Trivial.psm1'; FunctionsToExport = @() }", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Trivial.psm1"), "", TestContext.Current.CancellationToken);

        string[] usual = await CallsAsync(empty);
        string[] ours = await CallsAsync(Repository.Package);

        Assert.Contains(ours, call => call == $"open {s_module}RingCentralAD.psd1");
        Assert.Contains(ours, call => call.StartsWith($"open {s_module}bin/RingCentralAD.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(ours.Except(usual), call => !call.StartsWith($"open {s_module}", StringComparison.Ordinal) && !OfDotnet(call));

        // Of its own: the manifest, formats and types, the cmdlets, and Core for their parameters; no package.
        Assert.Empty(ours.Where(call => call.StartsWith($"open {s_module}bin/lib/", StringComparison.Ordinal)).Select(call => Path.GetFileName(call))
            .Except(["RingCentralAD.Core.dll", "RingCentralAD.Core.deps.json", "RingCentralAD.Expressions.dll", "RingCentralAD.Ldap.dll"]));
    }

    [Fact]
    public async Task Import_runs_nothing_of_ours_but_what_finds_the_assemblies()
    {
        ToolOutcome outcome = await ToolProcess.RunAsync(Repository.ImportWatch, "", Repository.Package);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        string[] ran = [.. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Contains("RingCentralAD.Loader.ModuleInitializer::OnImport", ran);
        Assert.DoesNotContain(ran, method => !method.StartsWith("RingCentralAD.Loader.", StringComparison.Ordinal) && !Declares().IsMatch(method));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string[]> CallsAsync(string module)
    {
        string log = Path.Combine(_folder.FullName, Path.GetFileNameWithoutExtension(module) + ".strace");
        ToolOutcome outcome = await ToolProcess.RunAsync("/usr/bin/strace", "", "-f", "-qq", "-s", "400", "-e", "trace=open,openat,openat2,socket,connect,bind", "-e", "signal=none", "-o", log, Repository.Shell, "-Module", module, "-Command", "'ready'");
        Assert.True(outcome is { ExitCode: 0, Output: "ready\n" }, outcome.Output + outcome.Error);
        return
        [
            .. File.ReadLines(log).Where(line => !line.Contains("ENOENT", StringComparison.Ordinal)).Select(line => Call().Match(line)).Where(match => match.Success)
                .Select(match => match.Groups["path"].Success ? $"open {match.Groups["path"].Value}" : $"{match.Groups["name"].Value} {match.Groups["arguments"].Value}")
                .Select(call => call.Contains("pipe", StringComparison.OrdinalIgnoreCase) || !call.StartsWith("open ", StringComparison.Ordinal) ? Varying().Replace(call, "N") : call)
                .Distinct(),
        ];
    }

    /// <summary>.NET's own assemblies and those beside the engine, and what the runtime asks the kernel about this process.</summary>
    private static bool OfDotnet(string call) =>
        (call.StartsWith("open ", StringComparison.Ordinal) && call.EndsWith(".dll", StringComparison.Ordinal) && (call.Contains("/shared/Microsoft.NETCore.App/", StringComparison.Ordinal) || call.StartsWith($"open {Path.GetDirectoryName(Repository.Shell)}", StringComparison.Ordinal)))
        || Kernel().IsMatch(call);

    [GeneratedRegex(@"(?<name>open|openat|openat2|socket|connect|bind)\((?:(?:AT_FDCWD, )?""(?<path>[^""]+)""|(?<arguments>.*)\) = )")]
    private static partial Regex Call();

    [GeneratedRegex(@"^open (/proc/(self|\d+)/|/proc/(stat|meminfo|cpuinfo)|/sys/|/dev/(null|shm|urandom)|/memfd:)")]
    private static partial Regex Kernel();

    /// <summary>Numbers of this process in the names of its pipes.</summary>
    [GeneratedRegex(@"[0-9A-F]+")]
    private static partial Regex Varying();

    /// <summary>The engine makes the attributes of parameters to read what they say.</summary>
    [GeneratedRegex(@"(Attribute|Command|Cmdlet|Completer)::\.c?ctor$")]
    private static partial Regex Declares();
}
