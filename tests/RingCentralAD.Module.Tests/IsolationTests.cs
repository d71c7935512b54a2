using System.Runtime.Loader;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using Xunit;

namespace RingCentralAD.Module.Tests;

/// <summary>Core and its packages live in a load context of their own, so that they meet no other version of themselves.</summary>
public sealed class IsolationTests
{
    [Fact]
    public void Nothing_from_the_library_folder_shows_in_the_default_context()
    {
        using ModuleSession session = ModuleSession.Open(testCmdlets: true);
        string library = Repository.In("bin", "lib") + Path.DirectorySeparatorChar;

        List<string> loaded = [.. session.Run("Get-TestAssembly").MustSucceed().Values.Cast<string>()];

        // All of them were loaded, from there, into our own context; so the test looks at something.
        string sqlite = loaded[^1];
        loaded.RemoveAt(loaded.Count - 1);
        Assert.StartsWith("SQLite 3.", sqlite, StringComparison.Ordinal);
        Assert.Contains(loaded, line => line.EndsWith("RestSharp.dll", StringComparison.Ordinal));
        Assert.All(loaded, line => Assert.StartsWith($"RingCentralAD {library}", line, StringComparison.Ordinal));

        string[] shown = [.. AssemblyLoadContext.Default.Assemblies.Where(a => !a.IsDynamic && a.Location.StartsWith(library, StringComparison.Ordinal)).Select(a => a.Location)];
        Assert.Empty(shown);
    }

    /// <summary>In a process of its own: this one holds servers for other tests, with packages of theirs.</summary>
    [Fact]
    public async Task No_package_of_the_library_folder_is_in_the_default_context_by_name()
    {
        string script = $$"""
            Import-Module '{{Repository.TestCmdlets}}'
            $ours = Get-TestAssembly | ForEach-Object { [IO.Path]::GetFileNameWithoutExtension($_) }
            "looked at: $(@($ours).Count)"
            [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -in $ours } | ForEach-Object { "shown: $_" }
            """;

        ToolOutcome outcome = await ShellProcess.RunAsync("", "-Command", script);

        Assert.Matches("looked at: [1-9][0-9]", outcome.Output);
        // Newtonsoft.Json is PowerShell's own there, from beside the engine.
        string[] shown = [.. outcome.Output.Split('\n').Where(line => line.StartsWith("shown: ", StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.All(shown, line => Assert.Equal("shown: Newtonsoft.Json", line));
    }

    [Fact]
    public void There_is_one_context_however_often_the_module_is_imported()
    {
        using ModuleSession session = ModuleSession.Open(testCmdlets: true);
        session.Run("param($m) 1..3 | ForEach-Object { Remove-Module RingCentralAD; Import-Module $m }", Repository.Manifest).MustSucceed();
        session.Run("Get-TestAssembly").MustSucceed();

        Assert.Single(AssemblyLoadContext.All, context => context.Name == "RingCentralAD");
    }

    [Fact]
    public void Only_the_cmdlets_and_the_loader_lie_beside_the_manifest()
    {
        string[] assemblies = [.. Directory.EnumerateFiles(Repository.In("bin"), "*.dll").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

        Assert.Equal(["RingCentralAD.Loader.dll", "RingCentralAD.dll"], assemblies);
    }
}
