using System.Text.RegularExpressions;
using Xunit;

namespace RingCentralAD.Core.Tests;

/// <summary>A message says what is wrong, its remedy what to do: PowerShell shows both, and neither says the other's again.</summary>
public sealed partial class ErrorWordsTests
{
    /// <summary>Words with which sentences of both kinds begin.</summary>
    private static readonly string[] s_neutral = ["Each", "For", "If", "Nobody", "Nothing", "The", "With"];

    private static readonly string s_source = string.Concat(
        Directory.EnumerateFiles(Path.Combine(ErrorIdTests.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));

    [Fact]
    public void No_message_tells_what_to_do()
    {
        HashSet<string> verbs = [.. Remedies().Matches(s_source).Select(static match => FirstWord().Match(match.Groups["remedy"].Value).Value).Except(s_neutral)];
        string[] messages = [.. Messages().Matches(s_source).Select(static match => match.Groups["message"].Value)];

        Assert.Superset(new HashSet<string> { "Check", "Give", "Run", "Use" }, verbs);
        Assert.True(messages.Length > 200, $"{messages.Length} messages");
        Assert.DoesNotContain(messages, message => LaterSentences().Matches(message).Any(match => verbs.Contains(match.Groups["word"].Value)));
    }

    [Fact]
    public void No_remedy_is_in_its_message() => Assert.DoesNotContain(
        Remedies().Matches(s_source).Where(static match => match.Groups["remedy"].Value.Length > 10),
        match => match.Groups["message"].Value.Contains(match.Groups["remedy"].Value.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""ErrorKind\.\w+,\s*\$?"(?<message>(?:[^"\\]|\\.|\{[^}]*\})*)",\s*\$?"(?<remedy>(?:[^"\\]|\\.|\{[^}]*\})*)\x22""")]
    private static partial Regex Remedies();

    [GeneratedRegex("""new (?:RingCentralAd|Ldap|Account)Exception\([^;"]*?(?:"\w+",[^;"]*?)?\$?"(?<message>(?:[^"\\]|\\.|\{[^}]*\})*)\x22""")]
    private static partial Regex Messages();

    [GeneratedRegex("^[A-Z][a-z]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex("[.!] (?<word>[A-Z][a-z]+)")]
    private static partial Regex LaterSentences();
}
