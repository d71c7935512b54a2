using System.Text.RegularExpressions;
using Xunit;

namespace RingCentralAD.Core.Tests;

/// <summary>One of something is not told as several: what is counted in a text is told by Counted.</summary>
public sealed partial class CountedTests
{
    [Fact]
    public void Every_count_in_a_text_has_the_word_of_one_and_of_several()
    {
        string[] lines =
        [
            .. ((string[])["src/RingCentralAD", "src/RingCentralAD.Core", "src/RingCentralAD.Sso"])
                .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(ErrorIdTests.Root, folder), "*.cs", SearchOption.AllDirectories))
                .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .SelectMany(static file => File.ReadLines(file)),
        ];

        Assert.True(lines.Length > 20_000, $"{lines.Length} lines");
        Assert.DoesNotContain(lines, static line => Bare().IsMatch(line));
    }

    [Theory]
    [InlineData("$\"{rows.Count} differences\"", true)]
    [InlineData("$\"{values.Count} {what} belong to several people\"", true)]
    [InlineData("$\"{facts.Suspensions} suspensions by hand\"", true)]
    [InlineData("$\"{Math.Ceiling(wait.TotalMinutes)} minutes\"", true)]
    [InlineData("$\"{Counted.Of(rows.Count, \"difference\")} and more\"", false)]
    [InlineData("$\"(HTTP {status}, {answer.Body.Length} bytes)\"", false)]
    public void What_is_told_as_several_is_seen(string line, bool seen) => Assert.Equal(seen, Bare().IsMatch(line));

    /// <summary>A number, then a plural; bytes are never one.</summary>
    [GeneratedRegex("""\{(?:[^{}"]*\.)?(?:Count|Length|Total[A-Z]\w+\)?|Porting|Suspensions|Holders|WaitingMatches|People|Changes|Keep|rest)\} (?:(?:[a-z]+ )?(?:people|extensions|groups|numbers|matches|values|operations|runs|users|mappings|suspensions|changes|rows|characters|elements|differences|candidates|files|days|minutes|seconds)\b|\{what\} belong)""")]
    private static partial Regex Bare();
}
