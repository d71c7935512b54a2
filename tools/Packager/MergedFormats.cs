using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RingCentralAD.Packager;

/// <summary>
/// The views in one file. In the repository each type's view is a file of its own, which reads best; importing fifty files takes a third of
/// the time of an import, and one file takes next to nothing.
/// </summary>
internal static partial class MergedFormats
{
    private const string Name = "formats/RingCentralAD.format.ps1xml";

    /// <summary>Puts one file in the place of many, in the module and in its manifest.</summary>
    public static void Apply(SortedDictionary<string, byte[]> files, Manifest manifest)
    {
        string[] each = [.. files.Keys.Where(name => name.EndsWith(".format.ps1xml", StringComparison.Ordinal))];
        XElement views = new("ViewDefinitions");
        foreach (string name in each)
        {
            using MemoryStream content = new(files[name]);
            views.Add(XDocument.Load(content).Descendants("View"));
            files.Remove(name);
        }

        files[Name] = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{new XElement("Configuration", views).ToString().ReplaceLineEndings("\n")}\n");
        string key = manifest.Name + ".psd1";
        string text = Encoding.UTF8.GetString(files[key]);
        files[key] = FormatsToProcess().Count(text) == 1
            ? Encoding.UTF8.GetBytes(FormatsToProcess().Replace(text, $"$1@('{Name}')"))
            : throw new InvalidDataException("The manifest lists no FormatsToProcess as a list of its own.");
    }

    [GeneratedRegex(@"(FormatsToProcess\s*=\s*)@\([^)]*\)")]
    private static partial Regex FormatsToProcess();
}
