using System.Collections;
using System.Xml.Linq;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>States are coloured by what they mean where the shell has $PSStyle and shows colours, and plain everywhere else.</summary>
public sealed class ColourTests
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Green = "\e[32m";
    private const string Reset = "\e[0m";

    private const string Steps = "$f = [IO.Directory]::CreateTempSubdirectory('rcad-colour-').FullName; New-RcHub $f/hub.db -Company C | Connect-RcHub | Out-Null; Get-RcSetupStep 1";
    private const string End = "Disconnect-RcHub; [IO.Directory]::Delete($f, $true)";

    /// <summary>The blocks that colour, by file and property.</summary>
    private static (string File, string Block)[] Blocks => [.. Directory.GetFiles(Repository.In("formats"))
        .SelectMany(file => XDocument.Load(file).Descendants("ScriptBlock").Where(block => block.Value.Contains("PSStyle", StringComparison.Ordinal)).Select(block => (Path.GetFileName(file), block.Value)))];

    [Fact]
    public void One_and_the_same_block_colours_all_states()
    {
        Assert.True(Blocks.Length >= 15);
        Assert.Single(Blocks.Select(block => System.Text.RegularExpressions.Regex.Replace(block.Block, @"\$_\.\w+", "$$_.X")).Distinct());
    }

    [Theory]
    [InlineData("Failed", Red)]
    [InlineData("Held", Yellow)]
    [InlineData("Done", Green)]
    [InlineData("Planned", "")]
    public void A_state_has_the_colour_of_its_meaning(string state, string colour)
    {
        using ModuleSession session = ModuleSession.OpenEmpty();
        const string Script = "param($block, $value, $style) $PSStyle = $style; $_ = @{ X = $value }; & ([scriptblock]::Create($block))";
        string block = System.Text.RegularExpressions.Regex.Replace(Blocks[0].Block, @"\$_\.\w+", "$$_.X");
        Hashtable style = new() { ["Foreground"] = new Hashtable { ["Red"] = Red, ["Yellow"] = Yellow, ["Green"] = Green }, ["Reset"] = Reset };

        Assert.Equal(colour.Length == 0 ? state : colour + state + Reset, session.Run($"& {{ {Script} }} @args", block, state, style).MustSucceed().Values[0]);
        Assert.Equal(state, session.Run($"& {{ {Script} }} @args", block, state, null).MustSucceed().Values[0]);
    }

    [Theory]
    [InlineData("Ansi", true)]
    [InlineData("PlainText", false)]
    [InlineData("Host", false)]
    public async Task Text_has_it_only_where_that_is_asked_for(string rendering, bool coloured)
    {
        ToolOutcome outcome = await ShellProcess.RunAsync("", "-Command", $"$PSStyle.OutputRendering = '{rendering}'; {Steps} | Out-String -Width 150 | ForEach-Object {{ [Console]::Out.Write($_) }}; {End}");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Shows(outcome.Output, coloured);
    }

    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task A_terminal_shows_it_unless_told_otherwise(string environment, bool coloured)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A terminal is made by script(1).");
        string line = Path.Combine(Directory.CreateTempSubdirectory("rcad-colour-").FullName, "x.ps1");
        await File.WriteAllTextAsync(line, $"{Steps}; {End}", TestContext.Current.CancellationToken);
        ToolOutcome outcome = await ToolProcess.RunAsync("/usr/bin/script", "", "-q", "-e", "-c", $"stty cols 150; env -u NO_COLOR {environment} {Repository.Shell} -File {line}", "/dev/null");
        Directory.Delete(Path.GetDirectoryName(line)!, recursive: true);

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Shows(outcome.Output, coloured);
    }

    [Fact]
    public async Task Details_and_sets_are_those_of_the_type()
    {
        ToolOutcome outcome = await ShellProcess.RunAsync(
            "", "-Command", "$f = [IO.Directory]::CreateTempSubdirectory('rcad-sets-').FullName; New-RcHub $f/hub.db -Company C | Connect-RcHub | Out-Null; $s = (Get-RcSetupStep 1)[0]; $s | Format-List; $s.psobject.Members['Why'].ReferencedPropertyNames -join ','; Disconnect-RcHub; [IO.Directory]::Delete($f, $true)");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Evidence", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("Step,State,What,Evidence,Next\n", outcome.Output, StringComparison.Ordinal);
    }

    private static void Shows(string output, bool coloured)
    {
        Assert.Contains("Make the hub", output, StringComparison.Ordinal);
        Assert.Equal(coloured, output.Contains($"{Green}Done{Reset}", StringComparison.Ordinal));
        Assert.Equal(coloured, output.Contains($"{Yellow}Next{Reset}", StringComparison.Ordinal));
        Assert.True(coloured || !output.Contains("\e[3", StringComparison.Ordinal), output);
    }
}
