using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Help;

/// <summary>The about topics: found by Get-Help, the same as their pages, and nothing in them that the module does not have.</summary>
public sealed partial class AboutTests : IDisposable
{
    private static readonly string[] s_topics = ["", "_Errors", "_GettingStarted", "_Mapping", "_Scenarios", "_Scheduling", "_Security", "_Troubleshooting"];

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TextCommands _commands;

    public AboutTests() => _commands = new TextCommands(_session);

    public static TheoryData<string> Topics => [.. s_topics.Select(topic => "about_RingCentralAD" + topic)];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Get_Help_finds_the_topic(string topic)
    {
        string text = (string)_session.Run("param($t) \"$(Get-Help $t)\"", topic).MustSucceed().Values[0]!;

        Assert.StartsWith($"TOPIC\n    {topic}\n\nSHORT DESCRIPTION\n    ", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\nSEE ALSO\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.NotEqual("", _session.Run("param($t) (Get-Help $t).Synopsis", topic).MustSucceed().Values[0]);
    }

    [Fact]
    public void Every_error_is_in_the_topic_with_meaning_and_remedy()
    {
        string text = Squeeze(File.ReadAllText(Repository.In("en-US", "about_RingCentralAD_Errors.help.txt")));
        string[] rows = [.. File.ReadLines(Repository.In("docs", "errors.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| id", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))];

        Assert.True(rows.Length > 100);
        Assert.All(rows, row =>
        {
            string[] cells = [.. row.Trim('|', ' ').Replace("`", "", StringComparison.Ordinal).Split(" | ")];
            Assert.Contains(Squeeze($"{cells[0]} Meaning: {cells[1]} Remedy: {cells[2]}"), text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_first_topic_names_every_cmdlet()
    {
        string page = File.ReadAllText(Repository.In("docs", "about_RingCentralAD.md"));

        Assert.DoesNotContain(_session.Run("(Get-Command -Module RingCentralAD).Name").MustSucceed().Values.Cast<string>(), name => !Regex.IsMatch(page, $@"\b{name}\b"));
    }

    /// <summary>What stands in the pages and in the examples of the cmdlets parses and binds, without being run.</summary>
    [Fact]
    public void What_is_to_be_typed_can_be_typed()
    {
        (string Where, string Code, bool Whole)[] examples = [.. Examples()];

        Assert.Empty(examples.SelectMany(example => _commands.Breaches(example.Where, example.Code, example.Whole)));
        Assert.True(examples.Count(static example => example.Whole) > 230);
        Assert.True(examples.Count(static example => !example.Whole) > 150);
    }

    [Fact]
    public void A_line_that_cannot_be_typed_is_seen()
    {
        Assert.Single(_commands.Breaches("x", "Get-HubUser -Nobody"));
        Assert.Single(_commands.Breaches("x", "Get-HubPeople"));
        Assert.Single(_commands.Breaches("x", "Get-HubUser |"));
        Assert.Empty(_commands.Breaches("x", "Get-HubUser zoe -Status Active | Format-List"));
        Assert.Empty(_commands.Breaches("x", "Set-AdDirectory -Every -FullAt", whole: false));
        Assert.Single(_commands.Breaches("x", "Set-AdDirectory -Every -FullAtt", whole: false));
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The blocks of PowerShell, and what begins with a cmdlet of ours between two accents in the text.</summary>
    private static IEnumerable<(string Where, string Code, bool Whole)> Examples()
    {
        foreach (string file in Directory.GetFiles(Repository.In("docs"), "*.md").Append(Repository.In("README.md")))
        {
            string page = File.ReadAllText(file).ReplaceLineEndings("\n");
            foreach (Match block in CodeBlock().Matches(page))
            {
                yield return (Path.GetFileName(file), block.Groups["code"].Value, true);
            }

            foreach (string code in InlineCode().Matches(AnyBlock().Replace(page, "")).Select(static match => Unwrap(match.Groups["code"].Value)).Where(TextCommands.BeginsWithOurs))
            {
                yield return (Path.GetFileName(file), code, false);
            }
        }
    }

    private static string Unwrap(string code) => code.Replace('\n', ' ').Replace("\\|", "|", StringComparison.Ordinal);

    private static string Squeeze(string text) => White().Replace(text.Replace("\\|", "|", StringComparison.Ordinal), " ");

    [GeneratedRegex(@"^ *```powershell\n(?<code>.*?)\n *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex AnyBlock();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
