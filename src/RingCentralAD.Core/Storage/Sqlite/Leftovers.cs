namespace RingCentralAD.Core.Storage;

/// <summary>Files with people's data that a killed process has left beside a hub: a trial's, and those of a restore.</summary>
internal static class Leftovers
{
    /// <summary>What stands between the hub's name and the number of such a file.</summary>
    public const string Trial = "-trial-";

    /// <summary>A hub that is made to take this one's place.</summary>
    public const string New = "-new-";

    // Between being made and being opened a file has no lock; older ones without a lock belong to nobody.
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(10);

    /// <summary>A name for such a file, which no other has.</summary>
    public static string Name(string hubPath, string kind) => $"{hubPath}{kind}{Guid.NewGuid():N}";

    /// <summary>Takes away those that nobody has open any more.</summary>
    /// <param name="hubPath">The hub.</param>
    /// <param name="now">What the disk takes for now.</param>
    public static void Remove(string hubPath, DateTime now)
    {
        try
        {
            foreach (string path in (string[])[.. Of(hubPath, Trial), .. Of(hubPath, New)])
            {
                if (now - File.GetLastWriteTimeUtc(path) > s_young && !HubFile.IsOpenElsewhere(path))
                {
                    DeleteIfPossible(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed keeps nobody from a hub in it.
        }
    }

    /// <summary>Takes a file away; what another process holds open (a virus scanner) goes with the next.</summary>
    public static void DeleteIfPossible(string path)
    {
        try
        {
            HubFile.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Left for later; it belongs to its owner alone.
        }
    }

    // Ours end with a number; a person's own 'hub.db-new-year' does not.
    private static IEnumerable<string> Of(string hubPath, string kind)
    {
        string start = Path.GetFileName(hubPath) + kind;
        return Directory.EnumerateFiles(Path.GetDirectoryName(hubPath)!, start + "*").Where(path => Guid.TryParseExact(Path.GetFileName(path)[start.Length..], "N", out _));
    }
}
