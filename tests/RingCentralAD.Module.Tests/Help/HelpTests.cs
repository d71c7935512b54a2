using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using Xunit;

namespace RingCentralAD.Module.Tests.Help;

public sealed class HelpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-help-test.");

    [Fact]
    public async Task The_committed_help_is_what_the_comments_say_and_lacks_nothing()
    {
        ToolOutcome outcome = await ToolProcess.RunAsync(Repository.HelpWriter, "", Repository.Manifest, Repository.Root, "-Check");

        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task Get_Help_shows_what_the_comments_say()
    {
        string manifest = Manifest("Set-TestPerson");
        ToolOutcome written = await ToolProcess.RunAsync(Repository.HelpWriter, "", manifest, _folder.FullName);
        Assert.Equal((0, ""), (written.ExitCode, written.Error));

        string shown = (await ShellProcess.RunAsync("", "-Module", manifest, "-Command", "Get-Help Set-TestPerson -Full | Out-String -Width 300")).Output;

        Assert.All(
            [
                "Sets what is known of a person, for the help's test.",
                "Set-TestPerson [-Name] <String[]> [-Kind {InvalidInput | NotFound | ",
                "Set-TestPerson -Id <Int32> [-Kind ",
                "[-Case {Upper | Lower}] [-PassThru] [-Hub <String>] [-WhatIf] [-Confirm] [<CommonParameters>]",
                "and sets -Kind & more. See ",
                "$null, and a < b.",
                "- Kind: is one of a few.",
                "Aliases                      cn, DisplayName",
                "Accept wildcard characters?  true",
                "Accept pipeline input?       True (ByValue)",
                "Default value                Lower",
                "- NotFound: The named thing does not exist.",
                "-Hub <String>",
                "The hub, by path or name.",
                "Shows what would happen. Nothing is changed.",
                "RingCentralAD.Core.Model.RunProgress",
                "-- Example 1: Set one person's kind --",
                "Get-TestNumber -Count 1 |\n        Set-TestPerson -Kind Busy",
                "Nobody else is touched.",
                "Alias: stp",
                "The guide https://example.com/guide",
            ],
            expected => Assert.Contains(expected, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_has_the_form_that_PlatyPS_reads()
    {
        _ = await ToolProcess.RunAsync(Repository.HelpWriter, "", Manifest("Set-TestPerson"), _folder.FullName);

        string page = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "docs", "Set-TestPerson.md"), TestContext.Current.CancellationToken);

        string[] headings = [.. page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        Assert.Equal(["## SYNOPSIS", "## SYNTAX", "## DESCRIPTION", "## EXAMPLES", "## PARAMETERS", "## INPUTS", "## OUTPUTS", "## NOTES", "## RELATED LINKS"], headings);
        Assert.StartsWith("---\nexternal help file: RingCentralAD.TestCmdlets.dll-Help.xml\nModule Name: Sample\nonline version:\nschema: 2.0.0\n---\n\n# Set-TestPerson\n", page, StringComparison.Ordinal);
        Assert.Contains("### ById\n```\nSet-TestPerson -Id <Int32> [-Kind <ErrorKind>]", page, StringComparison.Ordinal);
        Assert.Contains(
            "### -Name\nThe person's name.\n\n```yaml\nType: String[]\nParameter Sets: ByName\nAliases: cn, DisplayName\n\nRequired: True\nPosition: 0\nDefault value: None\nAccept pipeline input: True (ByPropertyName)\nAccept wildcard characters: True\n```\n",
            page,
            StringComparison.Ordinal);
        Assert.Contains("Accepted values: Upper, Lower\n", page, StringComparison.Ordinal);

        // Zero is a default only where the cmdlet says that it is one.
        Assert.Equal("None", Default("Tries"));
        Assert.Equal("0", Default("Most"));
        Assert.Equal("Lower", Default("Case"));

        string Default(string parameter) => page[page.IndexOf($"### -{parameter}\n", StringComparison.Ordinal)..] is var rest && rest.Split("Default value: ", 2)[1].Split('\n')[0] is var value ? value : "";
    }

    [Fact]
    public async Task What_is_not_documented_is_named()
    {
        ToolOutcome outcome = await ToolProcess.RunAsync(Repository.HelpWriter, "", Manifest("Get-TestNumber", "Show-TestProgress"), _folder.FullName);

        Assert.Equal(1, outcome.ExitCode);
        Assert.All(
            [
                "Get-TestNumber -Count has no text",
                "Get-TestNumber has no description",
                "Get-TestNumber has no example; it needs two",
                "Get-TestNumber leads nowhere else",
                "Show-TestProgress -Total has no text",
                "Show-TestProgress does not say what it returns",
            ],
            expected => Assert.Contains(expected, outcome.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("-HangAfter has no text", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Get-TestNumber has no synopsis", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_tells_what_was_changed_by_hand_and_changes_nothing()
    {
        string manifest = Manifest("Set-TestPerson");
        _ = await ToolProcess.RunAsync(Repository.HelpWriter, "", manifest, _folder.FullName);
        string page = Path.Combine(_folder.FullName, "docs", "Set-TestPerson.md");
        await File.AppendAllTextAsync(page, "by hand", TestContext.Current.CancellationToken);
        File.Copy(page, Path.Combine(_folder.FullName, "docs", "Get-Gone.md"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "docs", "sync-model.md"), "# By hand\n", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_folder.FullName, "en-US", "RingCentralAD.TestCmdlets.dll-Help.xml"));

        ToolOutcome outcome = await ToolProcess.RunAsync(Repository.HelpWriter, "", manifest, _folder.FullName, "-Check");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            ["docs/Set-TestPerson.md is not", "en-US/RingCentralAD.TestCmdlets.dll-Help.xml is missing.", "docs/Get-Gone.md belongs to"],
            outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ').Take(3))));
        Assert.EndsWith("by hand", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        _ = await ToolProcess.RunAsync(Repository.HelpWriter, "", manifest, _folder.FullName);
        Assert.Equal(0, (await ToolProcess.RunAsync(Repository.HelpWriter, "", manifest, _folder.FullName, "-Check")).ExitCode);
        Assert.Equal(["Set-TestPerson.md", "sync-model.md"], Directory.GetFiles(Path.Combine(_folder.FullName, "docs")).Select(Path.GetFileName).Order());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A module in the temporary folder that exports some of the test cmdlets.</summary>
    private string Manifest(params string[] cmdlets)
    {
        string path = Path.Combine(_folder.FullName, "Sample.psd1");
        File.WriteAllText(
            path,
            $$"""
            @{
              RootModule      = '{{Repository.TestCmdlets}}'
              NestedModules   = @('{{Repository.In("bin", "RingCentralAD.Loader.dll")}}', '{{Repository.In("bin", "RingCentralAD.dll")}}')
              ModuleVersion   = '1.0'
              CmdletsToExport = @({{string.Join(", ", cmdlets.Select(name => $"'{name}'"))}})
              AliasesToExport = @('stp')
            }
            """);
        return path;
    }
}
