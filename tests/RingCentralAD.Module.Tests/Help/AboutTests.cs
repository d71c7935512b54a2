using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Help;

/// <summary>The about topics: found by Get-Help, the same as their pages, and nothing in them that the module does not have.</summary>
public sealed partial class AboutTests : IDisposable
{
    private static readonly string[] s_topics = ["", "_Errors", "_GettingStarted", "_Mapping", "_Scenarios", "_Scheduling", "_Security", "_Troubleshooting"];

    private readonly ModuleSession _session = ModuleSession.Open();

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

    /// <summary>What stands in the pages and in the examples of the cmdlets parses, and names cmdlets and parameters that there are.</summary>
    [Fact]
    public void What_is_to_be_typed_can_be_typed()
    {
        Assert.Empty(Examples().SelectMany(example => Breaches(example.Where, example.Code)));
        Assert.True(Examples().Count() > 230);
    }

    [Fact]
    public void A_line_that_cannot_be_typed_is_seen()
    {
        Assert.Single(Breaches("x", "Get-HubUser -Nobody"));
        Assert.Single(Breaches("x", "Get-HubPeople"));
        Assert.Single(Breaches("x", "Get-HubUser |"));
        Assert.Empty(Breaches("x", "Get-HubUser zoe -Status Active | Format-List"));
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<(string Where, string Code)> Examples()
    {
        foreach (string file in Directory.GetFiles(Repository.In("docs"), "*.md").Append(Repository.In("README.md")))
        {
            foreach (Match block in CodeBlock().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
            {
                yield return (Path.GetFileName(file), block.Groups["code"].Value);
            }
        }
    }

    private IEnumerable<string> Breaches(string where, string code)
    {
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        foreach (ParseError error in errors)
        {
            yield return $"{where}: {error.Message}: {code}";
        }

        foreach (CommandAst command in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            string name = command.GetCommandName() ?? "";
            bool ours = OurNoun().IsMatch(name);
            bool found = _session.Run("param($n) Get-Command $n -ErrorAction Ignore", name).Values.Count > 0;
            if (ours && !found)
            {
                yield return $"{where}: there is no {name}.";
            }

            foreach (CommandParameterAst parameter in ours && found ? command.CommandElements.OfType<CommandParameterAst>() : [])
            {
                if (_session.Run("param($n, $p) try { (Get-Command $n).ResolveParameter($p).Name } catch { }", name, parameter.ParameterName).Values.Count == 0)
                {
                    yield return $"{where}: {name} has no -{parameter.ParameterName}.";
                }
            }
        }
    }

    private static string Squeeze(string text) => White().Replace(text.Replace("\\|", "|", StringComparison.Ordinal), " ");

    [GeneratedRegex(@"```powershell\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^[A-Z][a-z]+-(Rc|Ad|Hub|Import(Match|Rule)|Attribute|Mapping|Profile|Phone)")]
    private static partial Regex OurNoun();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
