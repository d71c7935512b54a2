namespace RingCentralAD.Shell;

/// <summary>Where the module of this repository lies.</summary>
internal static class ModuleLocation
{
    private const string Manifest = "RingCentralAD.psd1";

    /// <summary>Walks up from the program's own folder.</summary>
    /// <exception cref="FileNotFoundException">No manifest above the program.</exception>
    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, Manifest);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException($"No {Manifest} above {AppContext.BaseDirectory}. Name one with -Module.");
    }
}
