using System.Diagnostics;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Shell;

/// <summary>What the demo leaves can be looked at as its last lines say, when its simulator and its secrets are gone.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task Its_last_lines_name_what_can_be_run_afterwards_and_what_cannot()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rcad-demo-test.");
        try
        {
            ToolOutcome demo = await RunAsync(folder.FullName);
            Assert.Equal((0, ""), (demo.ExitCode, demo.Error));
            string last = demo.Output[demo.Output.IndexOf("== Where it went", StringComparison.Ordinal)..];
            string looked = Looked().Match(last).Groups["commands"].Value;
            string[] gone = Gone().Match(last).Groups["names"].Value.Split(", ");
            Assert.Equal((5, 3), (looked.Split(';').Length, gone.Length));

            using ModuleSession session = ModuleSession.Open();
            session.Run("param($hub) Connect-RcHub $hub | Out-Null", Path.Combine(folder.FullName, "hub.db")).MustSucceed();
            foreach (string command in looked.Split(';', StringSplitOptions.TrimEntries))
            {
                Assert.NotEmpty(session.Run(command).MustSucceed().Output);
            }

            foreach (string name in gone)
            {
                ScriptResult refused = session.Run(name);
                Assert.StartsWith("SecretNotFound,", (refused.Thrown?.ErrorRecord ?? Assert.Single(refused.Errors)).FullyQualifiedErrorId, StringComparison.Ordinal);
            }

            session.Run("Disconnect-RcHub");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ToolOutcome> RunAsync(string folder)
    {
        using Process simulator = ToolProcess.Start(
            "dotnet", typeof(RingCentralSimulator).Assembly.Location, "--settings", Repository.In("tools", "sample", "simulator.json"), "--raised-limits", "--stop-with-stdin");
        try
        {
            string url = (await simulator.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[^1];
            using Process demo = ToolProcess.Start(
                Repository.Shell, new Dictionary<string, string> { ["RCAD_DEMO_URL"] = url, ["RCAD_DEMO_FOLDER"] = folder }, "-File", Repository.In("tools", "demo.ps1"));
            demo.StandardInput.Close();
            return await ToolProcess.EndAsync(demo);
        }
        finally
        {
            simulator.StandardInput.Close();
            await ToolProcess.EndAsync(simulator);
        }
    }

    [GeneratedRegex(@"^ +(?<commands>Get-HubUser; .*)$", RegexOptions.Multiline)]
    private static partial Regex Looked();

    [GeneratedRegex(@"What asks RingCentral \((?<names>[^)]+)\)")]
    private static partial Regex Gone();
}
