namespace RingCentralAD.HelpWriter.Writing;

/// <summary>The files that a module's help consists of, as they should be.</summary>
internal sealed class HelpFiles
{
    private readonly string _folder;
    private readonly SortedDictionary<string, string> _wanted = new(StringComparer.Ordinal);
    private readonly string _mark;

    private HelpFiles(string folder, string mark) => (_folder, _mark) = (folder, mark);

    public static HelpFiles Of(ModuleHelp module, string folder)
    {
        HelpFiles files = new(folder, $"external help file: {module.HelpFile}");
        files._wanted[$"en-US/{module.HelpFile}"] = MamlWriter.Write(module);
        foreach (CommandHelp command in module.Commands)
        {
            files._wanted[$"docs/{command.Name}.md"] = MarkdownWriter.Write(command, module.HelpFile);
        }

        foreach (AboutTopic topic in module.Topics)
        {
            files._wanted[$"en-US/{topic.Name}.help.txt"] = AboutWriter.Write(topic);
        }

        return files;
    }

    public IEnumerable<string> Differences()
    {
        foreach ((string name, string text) in _wanted)
        {
            string path = Path.Combine(_folder, name);
            if (!File.Exists(path))
            {
                yield return $"{name} is missing. Run ./build.sh help-pages.";
            }
            else if (File.ReadAllText(path).ReplaceLineEndings("\n") != text)
            {
                yield return $"{name} is not what its source says. Run ./build.sh help-pages.";
            }
        }

        foreach (string name in Leftovers())
        {
            yield return $"{name} belongs to nothing any more. Run ./build.sh help-pages.";
        }
    }

    public void Write()
    {
        foreach ((string name, string text) in _wanted)
        {
            string path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        foreach (string name in Leftovers().ToList())
        {
            File.Delete(Path.Combine(_folder, name));
        }
    }

    /// <summary>Files that this program wrote for cmdlets and topics that are no more. Pages written by hand lack the mark.</summary>
    private IEnumerable<string> Leftovers() =>
        from name in Named("docs", "*.md").Where(name => File.ReadLines(Path.Combine(_folder, name)).Take(3).Contains(_mark)).Concat(Named("en-US", "about_*.help.txt"))
        where !_wanted.ContainsKey(name)
        orderby name
        select name;

    private IEnumerable<string> Named(string folder, string pattern)
    {
        string path = Path.Combine(_folder, folder);
        return Directory.Exists(path) ? Directory.GetFiles(path, pattern).Select(file => $"{folder}/{Path.GetFileName(file)}") : [];
    }
}
