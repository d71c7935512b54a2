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

        return files;
    }

    public IEnumerable<string> Differences()
    {
        foreach ((string name, string text) in _wanted)
        {
            string path = Path.Combine(_folder, name);
            if (!File.Exists(path))
            {
                yield return $"{name} is missing. Run ./build.sh help.";
            }
            else if (File.ReadAllText(path).ReplaceLineEndings("\n") != text)
            {
                yield return $"{name} is not what the comments say. Run ./build.sh help.";
            }
        }

        foreach (string name in Leftovers())
        {
            yield return $"{name} belongs to no cmdlet. Run ./build.sh help.";
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

    /// <summary>Pages that this program wrote for cmdlets that are no more. Pages written by hand lack the mark.</summary>
    private IEnumerable<string> Leftovers()
    {
        string docs = Path.Combine(_folder, "docs");
        return from path in Directory.Exists(docs) ? Directory.GetFiles(docs, "*.md") : []
               let name = "docs/" + Path.GetFileName(path)
               where !_wanted.ContainsKey(name) && File.ReadLines(path).Take(3).Contains(_mark)
               orderby name
               select name;
    }
}
