namespace RingCentralAD.Core.Directories;

/// <summary>A file's length and time of change: the same stamp means that nobody wrote to it.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written)
{
    public static FileStamp Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : throw LdifErrors.NotFound(path);
    }
}

/// <summary>Opens LDIF files, and says why it cannot.</summary>
internal static class LdifFile
{
    /// <summary>A reader at the beginning of the file.</summary>
    public static LdifReader Open(string path) => new(Stream(path), path);

    /// <summary>One record, found before; read from the beginning where the file is UTF-16 and has no usable offsets.</summary>
    public static LdifRecord? ReadAt(string path, LdifIndexEntry place)
    {
        using FileStream stream = Stream(path);
        if (IsWide(stream))
        {
            using LdifReader whole = new(stream, path);
            return whole.ReadAll().FirstOrDefault(record => record.Line == place.Line);
        }

        stream.Position = place.Offset;
        using LdifReader reader = new(stream, path, place.Offset, place.Line);
        return reader.Read();
    }

    /// <summary>Carries out something with a file and turns the system's failures into ours.</summary>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw LdifErrors.NotFound(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw LdifErrors.Unreadable(path, e);
        }
    }

    private static FileStream Stream(string path) =>
        Guard(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    private static bool IsWide(FileStream stream)
    {
        int first = stream.ReadByte();
        int second = stream.ReadByte();
        stream.Position = 0;
        return (first, second) is (0xFF, 0xFE) or (0xFE, 0xFF);
    }
}
