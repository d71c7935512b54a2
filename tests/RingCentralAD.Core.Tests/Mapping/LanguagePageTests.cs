using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.Expressions;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>docs/mapping-language.md is what the functions say, and what it says is true. RCAD_UPDATE=1 writes it anew.</summary>
public sealed class LanguagePageTests
{
    [Fact]
    public void The_page_is_current()
    {
        string file = Repository.Path("docs", "mapping-language.md");
        string page = LanguagePage.Write(MappingFunctions.Table);
        if (Environment.GetEnvironmentVariable("RCAD_UPDATE") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(file, page);
        }

        Assert.Equal(page, File.ReadAllText(file).ReplaceLineEndings("\n"));
        Assert.All(MappingFunctions.Table.Functions, function => Assert.Contains($"`{function.Signature}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_example_on_the_page_is_true()
    {
        List<string> wrong = [];
        int all = 0;
        foreach (string block in LanguagePage.Write(MappingFunctions.Table).Split("```mapping\n")[1..])
        {
            wrong.AddRange(FunctionCases.Wrong(block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n'), out int count));
            all += count;
        }

        Assert.True(all > 100);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
