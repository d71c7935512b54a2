namespace RingCentralAD.Packager;

/// <summary>What belongs into the module: what runs, what explains it, what must be said of it; and nothing that only builds or debugs it.</summary>
internal static class PackageContent
{
    /// <summary>Where PowerShell 7.6 runs.</summary>
    private static readonly string[] s_platforms =
        ["win", "win-x64", "win-x86", "win-arm64", "linux-x64", "linux-arm", "linux-arm64", "linux-musl-x64", "osx-x64", "osx-arm64", "unix"];

    /// <summary>The files by their place in the module.</summary>
    /// <exception cref="InvalidDataException">Something that the manifest names is missing.</exception>
    public static SortedDictionary<string, byte[]> Of(string repository, string built, Manifest manifest)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (string name in (string[])[manifest.Name + ".psd1", "LICENSE", "README.md", "CHANGELOG.md"])
        {
            files[name] = File.ReadAllBytes(Path.Combine(repository, name));
        }

        foreach (string folder in (string[])["formats", "types", "en-US", "images"])
        {
            Add(files, repository, folder, _ => true);
        }

        Add(files, built, "bin", Runs);
        string[] missing = [.. manifest.NamedFiles.Where(name => !files.ContainsKey(name))];
        return missing.Length == 0 ? files : throw new InvalidDataException($"The manifest names what is not there: {string.Join(", ", missing)}");
    }

    /// <summary>Whether a built file is needed where the module runs: no symbols, no comments, no native library of a platform without PowerShell.</summary>
    private static bool Runs(string name)
    {
        string[] parts = name.Split('/');
        int runtimes = Array.IndexOf(parts, "runtimes");
        bool known = runtimes < 0 || s_platforms.Contains(parts[runtimes + 1]);

        // A program reads the configuration of its runtime; a library that is loaded does not.
        bool ofLibrary = parts is ["bin", "lib", _] && name.EndsWith(".runtimeconfig.json", StringComparison.Ordinal);
        return known && !ofLibrary && Path.GetExtension(name) is not (".pdb" or ".xml");
    }

    private static void Add(SortedDictionary<string, byte[]> files, string root, string folder, Func<string, bool> belongs)
    {
        string path = Path.Combine(root, folder);
        foreach (string file in Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [])
        {
            string name = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (belongs(name))
            {
                files[name] = File.ReadAllBytes(file);
            }
        }
    }
}
