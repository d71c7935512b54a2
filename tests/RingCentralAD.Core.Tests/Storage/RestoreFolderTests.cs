using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>The folder in which a restore works: gone with it, or with the next restore where its process was killed.</summary>
public sealed class RestoreFolderTests
{
    [Fact]
    public void What_a_killed_restore_left_goes_with_the_next_one()
    {
        string old = Leave(days: 2), young = Leave(days: 0), full = Leave(days: 0);
        string other = Path.Combine(full, "other");
        File.WriteAllText(other, "");
        Directory.SetLastWriteTimeUtc(full, DateTime.UtcNow.AddDays(-2));
        string working;
        using (RestoreFolder folder = new())
        {
            working = Path.GetDirectoryName(folder.File)!;
            File.WriteAllText(folder.File, "");
            Assert.Equal([true, false, true, true], new[] { working, old, young, full }.Select(Directory.Exists));
            Assert.Equal([other], Directory.GetFiles(full));
        }

        Assert.False(Directory.Exists(working));
        Directory.Delete(young, recursive: true);
        Directory.Delete(full, recursive: true);
    }

    private static string Leave(int days)
    {
        string folder = Directory.CreateTempSubdirectory("RingCentralAD-restore-").FullName;
        foreach (string ending in (string[])["", "-wal", "-shm"])
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(folder) + ".db" + ending), "people");
        }

        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddDays(-days));
        return folder;
    }
}
