using System.Diagnostics;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Help;

/// <summary>What README promises is there: every cmdlet that it names, an answer in every row of the guide, every page that it leads to.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    /// <summary>Of PowerShell and of others.</summary>
    private static readonly string[] s_others =
    [
        "Install-PSResource", "Import-Module", "Get-ADUser", "Import-Csv", "Export-Csv", "Get-Help", "Get-Command", "Group-Object", "Where-Object", "Select-Object",
        "Format-List", "Get-Content", "Get-Date", "Out-Null",
    ];

    private static readonly string s_text = File.ReadAllText(Repository.In("README.md")).ReplaceLineEndings("\n");
    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void Every_cmdlet_that_it_names_exists()
    {
        HashSet<string> there = [.. _session.Run("(Get-Command -Module RingCentralAD).Name").MustSucceed().Values.Cast<string>(), .. s_others];
        string[] named = [.. CmdletName().Matches(s_text).Select(match => match.Value).Distinct()];

        Assert.True(named.Length > 50);
        Assert.DoesNotContain(named, name => !there.Contains(name));
    }

    [Fact]
    public void Every_row_of_the_guide_has_an_answer()
    {
        string[] rows = [.. Section("The guide, row by row").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)];

        Assert.True(rows.Length >= 45);
        Assert.DoesNotContain(rows, row => row.Split(" | ") is not [_, { } answer] || !(CmdletName().IsMatch(answer) || answer.Contains("not needed, because", StringComparison.Ordinal) || answer.StartsWith("by itself", StringComparison.Ordinal) || answer.StartsWith("not there yet", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_page_and_picture_that_it_leads_to_exists()
    {
        string[] targets = [.. Target().Matches(s_text).Select(match => match.Groups["target"].Value).Distinct()];

        Assert.Contains("images/demo.svg", targets);
        Assert.DoesNotContain(targets, target => !File.Exists(Repository.In(target.Split('/'))));
    }

    [Fact]
    public void The_picture_is_of_a_run_of_the_demo()
    {
        string picture = File.ReadAllText(Repository.In("images", "demo.svg"));
        string[] steps = [.. File.ReadLines(Repository.In("tools", "demo.ps1")).Select(line => StepName().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)];

        Assert.True(steps.Length > 5);
        Assert.All(steps, step => Assert.Contains("== " + step, System.Net.WebUtility.HtmlDecode(picture), StringComparison.Ordinal));
        Assert.DoesNotContain("http", picture.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Replace("http://127.0.0.1", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>As it is pasted into the shell; the simulator says the same lines for signing in.</summary>
    [Fact]
    public async Task The_walk_without_a_domain_runs_as_it_stands()
    {
        const string Address = "http://127.0.0.1:8077/";
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rcad-readme-test.");
        using Process simulator = ToolProcess.Start(
            "dotnet", typeof(RingCentralSimulator).Assembly.Location, "--settings", Repository.In("tools", "sample", "simulator.json"), "--raised-limits", "--stop-with-stdin");
        try
        {
            string url = (await LineAsync(simulator)).Split(' ')[^1];
            Assert.Equal("To sign in:", await LineAsync(simulator));
            string walk = string.Join('\n', Code().Matches(Section("Try it without a domain")).Select(match => match.Groups["code"].Value));
            Assert.Contains($"{(await LineAsync(simulator)).Trim()}\n{(await LineAsync(simulator)).Trim().Replace(url, Address, StringComparison.Ordinal)}\n", walk, StringComparison.Ordinal);

            walk = walk.Replace(Address, url, StringComparison.Ordinal).Replace("./artifacts/", folder.FullName + "/", StringComparison.Ordinal).Replace("./tools/", Repository.In("tools") + "/", StringComparison.Ordinal);
            ToolOutcome outcome = await ShellProcess.RunAsync("y\n", "-Command", walk);

            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
            Assert.Matches(@"changetype: modify\n(.*\n)*?telephoneNumber: \+\d+#\d+\n", outcome.Output);
        }
        finally
        {
            simulator.StandardInput.Close();
            await ToolProcess.EndAsync(simulator);
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => _session.Dispose();

    private static async Task<string> LineAsync(Process process) => (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;

    private static string Section(string heading)
    {
        int start = s_text.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        int end = s_text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return s_text[start..end];
    }

    [GeneratedRegex(@"\b(?!System-)[A-Z][a-z]+-[A-Z][A-Za-z]{2,}\b(?!-)")]
    private static partial Regex CmdletName();

    [GeneratedRegex(@"\]\((?<target>[^):]+)\)")]
    private static partial Regex Target();

    [GeneratedRegex(@"```powershell\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^Step '(?<name>[^']+)'")]
    private static partial Regex StepName();
}
