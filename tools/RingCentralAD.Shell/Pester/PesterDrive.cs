namespace RingCentralAD.Shell.Pester;

/// <summary>
/// TestDrive, a folder for one file's tests. As in Pester, what a block left in it is gone when the block ends, and what was there before stays.
/// </summary>
internal sealed class PesterDrive : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-pester.");
    private readonly Stack<HashSet<string>> _before = new();

    public string Path => _folder.FullName;

    public void EnterBlock() => _before.Push([.. Entries()]);

    public void LeaveBlock()
    {
        HashSet<string> before = _before.Pop();
        foreach (string entry in Entries().Where(entry => !before.Contains(entry)).ToArray())
        {
            if (File.Exists(entry))
            {
                File.Delete(entry);
            }
            else if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories);
}
