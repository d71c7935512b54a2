namespace RingCentralAD.Packager;

/// <summary>The module as it is installed.</summary>
internal static class ModuleFolder
{
    /// <summary>Makes it anew.</summary>
    public static void Write(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach ((string name, byte[] content) in files)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }
}
