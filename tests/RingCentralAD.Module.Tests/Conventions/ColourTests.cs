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

    /// <summary>The blocks that colour, by file and property.</summary>
    private static (string File, string Block)[] Blocks => [.. Directory.GetFiles(Repository.In("formats"))
        .SelectMany(file => XDocument.Load(file).Descendants("ScriptBlock").Where(block => block.Value.Contains("PSStyle", StringComparison.Ordinal)).Select(block => (Path.GetFileName(file), block.Value)))];

    [Fact]
    public void One_and_the_same_block_colours_all_states()
    {
        Assert.True(Blocks.Length >= 15);
        Assert.Single(Blocks.Select(block => System.Text.RegularExpressions.Regex.Replace(block.Block, @"\$_\.\w+", "$_.X")).Distinct());
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
        string block = System.Text.RegularExpressions.Regex.Replace(Blocks[0].Block, @"\$_\.\w+", "$_.X");
        Hashtable style = new() { ["Foreground"] = new Hashtable { ["Red"] = Red, ["Yellow"] = Yellow, ["Green"] = Green }, ["Reset"] = Reset };

        Assert.Equal(colour.Length == 0 ? state : colour + state + Reset, session.Run($"& {{ {Script} }} @args", block, state, style).MustSucceed().Values[0]);
        Assert.Equal(state, session.Run($"& {{ {Script} }} @args", block, state, null).MustSucceed().Values[0]);
    }

    [Theory]
    [InlineData("Ansi", true)]
    [InlineData("PlainText", false)]
    [InlineData("Host", false)]
    public async Task The_table_shows_it_where_colours_are_wanted(string rendering, bool coloured)
    {
        // The output goes into a pipe, where Host means plain.
        ToolOutcome outcome = await ShellProcess.RunAsync(
            "", "-Command", $"$PSStyle.OutputRendering = '{rendering}'; $f = [IO.Directory]::CreateTempSubdirectory('rcad-colour-').FullName; New-RcHub $f/hub.db -Company C | Connect-RcHub | Out-Null; Get-RcSetupStep 1; Disconnect-RcHub; [IO.Directory]::Delete($f, $true)");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Make the hub", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(coloured, outcome.Output.Contains($"{Green}Done{Reset}", StringComparison.Ordinal));
        Assert.Equal(coloured, outcome.Output.Contains($"{Yellow}Next{Reset}", StringComparison.Ordinal));
        Assert.True(coloured || !outcome.Output.Contains('\e', StringComparison.Ordinal));
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
}
