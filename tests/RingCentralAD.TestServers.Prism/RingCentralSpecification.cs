namespace RingCentralAD.TestServers;

/// <summary>RingCentral's published specification, which lies beside the repository and never in it.</summary>
public static class RingCentralSpecification
{
    /// <summary>The path of openapi.json, looked for in shared/ringcentral beside the repository and above; null where it is missing.</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent;
        }

        for (folder = folder?.Parent; folder is not null; folder = folder.Parent)
        {
            string path = System.IO.Path.Combine(folder.FullName, "shared", "ringcentral", "openapi.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
