using System.Text.RegularExpressions;
using Xunit;

namespace RingCentralAD.Core.Tests;

/// <summary>docs/errors.md lists every error id that the code can give, and no other.</summary>
public sealed partial class ErrorIdTests
{
    internal static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
            {
                folder = folder.Parent;
            }

            return folder!.FullName;
        }
    }

    [Fact]
    public void Every_id_is_listed_and_every_listed_id_exists()
    {
        string source = string.Concat(((string[])["src/RingCentralAD", "src/RingCentralAD.Core", "src/RingCentralAD.Sso"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        HashSet<string> thrown = [.. Ids().Matches(source).Select(match => match.Groups["id"].Value)];
        HashSet<string> listed = [.. File.ReadAllLines(Path.Combine(Root, "docs", "errors.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| id", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries))];

        Assert.True(thrown.Count > 60);
        Assert.Empty(thrown.Except(listed).Order());
        Assert.Empty(listed.Where(id => !source.Contains($"\"{id}\"", StringComparison.Ordinal) && !id.StartsWith("Expression", StringComparison.Ordinal)).Order());
    }

    [GeneratedRegex("""new (?:RingCentralAd|SendingClosed)Exception\(\s*"(?<id>[A-Z][A-Za-z]+)"|"(?<id>[A-Z][A-Za-z]+)", ErrorKind\.|const string [A-Za-z]+ = "(?<id>Rc[A-Z][A-Za-z]+)";|Wait\(diff, "(?<id>[A-Z][A-Za-z]+)"|\("(?<id>Ad[A-Z][A-Za-z]+)", ErrorKind""")]
    private static partial Regex Ids();
}
