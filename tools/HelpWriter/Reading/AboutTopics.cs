using System.Text.RegularExpressions;

namespace RingCentralAD.HelpWriter.Reading;

/// <summary>The about topics: each docs/about_*.md, and one of docs/errors.md, whose table is the list of errors.</summary>
internal static partial class AboutTopics
{
    public static IEnumerable<AboutTopic> Read(string module, string folder)
    {
        string docs = Path.Combine(folder, "docs");
        string[] pages = Directory.Exists(docs) ? Directory.GetFiles(docs, "about_*.md") : [];
        foreach (string path in pages.Order(StringComparer.Ordinal))
        {
            yield return new AboutTopic(Path.GetFileNameWithoutExtension(path), Lines(path));
        }

        string errors = Path.Combine(docs, "errors.md");
        if (File.Exists(errors))
        {
            yield return Errors($"about_{module}_Errors", Lines(errors));
        }
    }

    /// <summary>The list of errors has no sections of an about topic: what stands before the first heading is its introduction.</summary>
    private static AboutTopic Errors(string name, string[] page) => new(
        name,
        [
            $"# {name}", "", "## Short description", "", "The errors, each with its stable id, its meaning and its remedy.", "", "## Long description", "",
            .. page.Skip(1).Select(line => Heading().Replace(line, "### ")),
            "", "## See also", "", $"- about_{name.Split('_')[1]}_Troubleshooting",
        ]);

    private static string[] Lines(string path) => File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    [GeneratedRegex("^## ")]
    private static partial Regex Heading();
}
