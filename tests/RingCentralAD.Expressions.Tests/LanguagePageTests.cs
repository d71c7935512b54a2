namespace RingCentralAD.Expressions.Tests;

/// <summary>
/// The generated page holds the language's own functions, and what it says is true. Core adds functions and so sections to the page:
/// its own test writes it anew (RCAD_UPDATE=1).
/// </summary>
public sealed class LanguagePageTests
{
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "mapping-language.md");

    [Fact]
    public void The_page_is_current()
    {
        string page = File.ReadAllText(s_file).ReplaceLineEndings("\n");
        Assert.StartsWith(LanguagePage.Introduction(), page, StringComparison.Ordinal);
        Assert.All(LanguagePage.Sections(FunctionTable.Standard), section => Assert.Contains(section, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_example_on_the_page_is_true()
    {
        bool inside = false;
        string context = "{}";
        int examples = 0;
        List<string> wrong = [];
        foreach (string line in LanguagePage.Write(FunctionTable.Standard).Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = line == "```mapping";
                context = "{}";
            }
            else if (inside && line.StartsWith("@ ", StringComparison.Ordinal))
            {
                context = line[2..];
            }
            else if (inside)
            {
                examples++;
                int arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
                string expected = line[(arrow + 4)..];
                string actual = Show.Result(ExpressionJson.Evaluate(line[..arrow], context));
                wrong.AddRange(actual == (expected[0] == '!' ? expected : Show.Result(ExpressionJson.Evaluate(expected, "{}"))) ? [] : [$"{line} gave {actual}"]);
            }
        }

        Assert.True(examples > 100);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
