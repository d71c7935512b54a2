namespace RingCentralAD.Core.Storage;

/// <summary>
/// A folder for its owner alone in which a backup is brought up to this version before its rows go to a server: the backup's own folder may be read-only,
/// and is not the place for people's data. A folder that a killed process has left goes with the next restore.
/// </summary>
internal sealed class RestoreFolder : IDisposable
{
    private const string Prefix = "RingCentralAD-restore-";

    // No restore takes a day. Nothing is opened to find out: the folder of temporary files is everybody's.
    private static readonly TimeSpan s_left = TimeSpan.FromDays(1);
    private readonly string _folder = Directory.CreateTempSubdirectory(Prefix).FullName;

    /// <summary>Makes it.</summary>
    public RestoreFolder()
    {
        DateTime now = Directory.GetLastWriteTimeUtc(_folder);
        foreach (DirectoryInfo folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
        {
            if (folder.LinkTarget is null && now - folder.LastWriteTimeUtc > s_left)
            {
                Remove(folder.FullName);
            }
        }
    }

    /// <summary>The file to work in.</summary>
    public string File => FileOf(_folder);

    /// <inheritdoc />
    public void Dispose() => Remove(_folder);

    // Named as its folder, so that nothing else is ever taken away by this name.
    private static string FileOf(string folder) => Path.Combine(folder, Path.GetFileName(folder) + ".db");

    private static void Remove(string folder)
    {
        Leftovers.DeleteIfPossible(FileOf(folder));
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another account's, or not empty.
        }
    }
}
