namespace RingCentralAD.Core.Storage;

/// <summary>The file of a trial: beside the hub, where its data may lie, and gone with the trial.</summary>
internal sealed class TrialFile
{
    // Between being made and being opened a file has no lock; older ones without a lock belong to nobody.
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(10);

    private TrialFile(string hubPath, string path)
    {
        HubPath = hubPath;
        Path = path;
    }

    /// <summary>The hub that the trial is of.</summary>
    public string HubPath { get; }

    /// <summary>The trial's own file.</summary>
    public string Path { get; }

    /// <summary>Makes an empty file, and takes those away that a killed process has left.</summary>
    public static TrialFile Create(string hubPath)
    {
        TrialFile trial = new(hubPath, $"{hubPath}-trial-{Guid.NewGuid():N}");
        HubFile.CreateFile(trial.Path);
        RemoveOrphans(hubPath, File.GetLastWriteTimeUtc(trial.Path));
        return trial;
    }

    /// <summary>Takes the file away; what another process holds open (a virus scanner) goes with the next trial.</summary>
    public void Delete() => DeleteIfPossible(Path);

    private static void RemoveOrphans(string hubPath, DateTime now)
    {
        string folder = System.IO.Path.GetDirectoryName(hubPath)!;
        foreach (string path in Directory.EnumerateFiles(folder, System.IO.Path.GetFileName(hubPath) + "-trial-*"))
        {
            string name = System.IO.Path.GetFileName(path);
            bool companion = name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal);
            if (!companion && now - File.GetLastWriteTimeUtc(path) > s_young && !HubFile.IsOpenElsewhere(path))
            {
                DeleteIfPossible(path);
            }
        }
    }

    private static void DeleteIfPossible(string path)
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
}
