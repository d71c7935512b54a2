namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Finds files of the repository.</summary>
internal static class Repository
{
    public static string Path(params string[] parts)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine([folder!.FullName, .. parts]);
    }
}
