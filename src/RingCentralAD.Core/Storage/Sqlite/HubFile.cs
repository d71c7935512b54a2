using Microsoft.Data.Sqlite;
using RingCentralAD.Core.Model;
using SQLitePCL;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// The hub's file, apart from what is in it: made for its owner alone, never on a network share.
/// Never opened here once SQLite has it: on Unix, closing any handle of a file drops the locks of the whole process on it.
/// </summary>
internal static class HubFile
{
    /// <summary>"RCAD": lets <c>file</c> and other tools tell a hub from other SQLite databases.</summary>
    public const int ApplicationId = 0x52434144;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] s_companions = ["-wal", "-shm"];

    /// <summary>Makes an empty file that only its owner can read.</summary>
    public static void Create(string path)
    {
        CheckFree(path);
        CreateFile(path);
    }

    /// <summary>Refuses a place where a hub cannot be made.</summary>
    public static void CheckFree(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (Directory.Exists(path) || File.Exists(path))
        {
            throw StoreErrors.Exists(path);
        }

        if (!Directory.Exists(folder))
        {
            throw new RingCentralAdException(
                "HubFolderNotFound", ErrorKind.NotFound, $"The folder {folder} for the hub does not exist.", "Make the folder, or choose another place.", folder);
        }

        NetworkShare.Refuse(path);
    }

    /// <summary>Makes an empty file that only its owner can read; throws when it is there.</summary>
    public static void CreateFile(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                WindowsAccess.CreateForOwner(path);
            }
            else
            {
                new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }).Dispose();
            }
        }
        catch (UnauthorizedAccessException exception)
        {
            throw StoreErrors.Denied(path, exception);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw StoreErrors.Exists(path, exception);
        }
        catch (IOException exception)
        {
            throw StoreErrors.Unavailable(path, exception.Message, exception);
        }
    }

    /// <summary>Refuses what cannot be a hub before SQLite touches it.</summary>
    public static void CheckBeforeOpen(string path)
    {
        if (Directory.Exists(path))
        {
            throw StoreErrors.NotADatabase(path, "is a folder, no hub");
        }

        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw StoreErrors.NotFound(path);
        }

        NetworkShare.Refuse(path);
        if (file.Length == 0)
        {
            throw StoreErrors.NotADatabase(path, "is an empty file, no hub");
        }
    }

    /// <summary>Windows gives the files beside the hub the rights of the folder; on Unix SQLite gives them those of the hub.</summary>
    public static void ProtectCompanions(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (string companion in s_companions.Select(ending => path + ending).Where(File.Exists))
            {
                WindowsAccess.CopyAccess(path, companion);
            }
        }
    }

    /// <summary>What of the hub others than its owner can read.</summary>
    public static IReadOnlyList<string> Warnings(string path) =>
        [.. s_companions.Prepend("").Select(ending => path + ending).Where(File.Exists).Select(Warning).OfType<string>()];

    /// <summary>Takes the file away with what lies beside it.</summary>
    public static void Delete(string path)
    {
        foreach (string ending in s_companions.Append("-journal").Append(""))
        {
            File.Delete(path + ending);
        }
    }

    /// <summary>Whether another process has a file of SQLite's open: a connection in WAL mode keeps a shared lock as long as it is open; whoever gets the exclusive one is alone.</summary>
    public static bool IsOpenElsewhere(string path)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA locking_mode = EXCLUSIVE";
            command.ExecuteNonQuery();
            command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
            command.ExecuteScalar();
            return false;
        }
        catch (SqliteException exception)
        {
            // A copy that was cut off, or that no other account can read, is nobody's any more.
            return exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;
        }
    }

    private static string? Warning(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsAccess.Warning(path);
        }

        UnixFileMode mode = File.GetUnixFileMode(path);
        return (mode & Others) == 0
            ? null
            : $"{path} holds personal data and is open to others than its owner (mode {Convert.ToString((int)mode, 8)}). Close it with: chmod 600 '{path}'";
    }
}
