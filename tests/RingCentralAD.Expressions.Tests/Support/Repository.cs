namespace RingCentralAD.Expressions.Tests;

/// <summary>Where the repository and the folder beside it are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file of the shared folder beside the repository; null where that folder is not there.</summary>
    public static string? Shared(string path)
    {
        // A linked work tree does not stand beside the folder; the repository it belongs to does.
        for (var folder = new DirectoryInfo(Root); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "shared", path);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    public static bool IsSoak => Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run inside the repository.");
    }
}
