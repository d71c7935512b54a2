namespace RingCentralAD.Core.Storage;

/// <summary>The file of a trial: beside the hub, where its data may lie, and gone with the trial.</summary>
internal sealed class TrialFile
{
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
        TrialFile trial = new(hubPath, Leftovers.Name(hubPath, Leftovers.Trial));
        HubFile.CreateFile(trial.Path);
        Leftovers.Remove(hubPath, File.GetLastWriteTimeUtc(trial.Path));
        return trial;
    }

    /// <summary>Takes the file away.</summary>
    public void Delete() => Leftovers.DeleteIfPossible(Path);
}
