using System.Globalization;

namespace RingCentralAD.Core.Storage;

/// <summary>Where a hub is kept that another one takes the place of: beside it, under a name with the time.</summary>
internal static class AsidePlace
{
    private const int LongestSchema = 63;

    /// <summary>Makes a file and puts it in its place; what was there is kept aside.</summary>
    /// <param name="path">The place.</param>
    /// <param name="replace">Whether something may be there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="make">Makes the file under the name that it is given, and closes it.</param>
    /// <returns>Where what was there is kept; null where nothing was.</returns>
    public static async Task<string?> MakeAsync(string path, bool replace, TimeProvider time, Func<string, Task> make)
    {
        bool there = File.Exists(path);
        if (there && !replace)
        {
            throw StoreErrors.Exists(path);
        }

        if (there)
        {
            CheckAlone(path, path);
        }

        string made = Leftovers.Name(path, Leftovers.New);
        try
        {
            await make(made).ConfigureAwait(false);
            Leftovers.Remove(path, File.GetLastWriteTimeUtc(made));
            string? aside = there ? MoveAside(path, time) : null;
            File.Move(made, path, overwrite: false);
            return aside;
        }
        finally
        {
            HubFile.Delete(made);
        }
    }

    /// <summary>The name of a schema that is kept aside.</summary>
    public static string SchemaName(string schema, TimeProvider time)
    {
        string end = "_aside_" + Stamp(time).ToLowerInvariant();
        return schema[..Math.Min(schema.Length, LongestSchema - end.Length)] + end;
    }

    /// <summary>Moves a hub aside that nobody has open: asked again, since making the other one took its time.</summary>
    private static string MoveAside(string path, TimeProvider time)
    {
        CheckAlone(path, path);
        string aside = $"{path}-aside-{Stamp(time)}";
        for (int again = 2; File.Exists(aside); again++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{path}-aside-{Stamp(time)}-{again}");
        }

        Move(path, aside);
        try
        {
            // Who opened it between the question and the move would go on writing into what is kept aside.
            CheckAlone(aside, path);
        }
        catch
        {
            Move(aside, path);
            throw;
        }

        return aside;
    }

    private static void CheckAlone(string file, string path)
    {
        if (HubFile.IsOpenElsewhere(file))
        {
            throw StoreErrors.Locked(path, "another process that has it open");
        }
    }

    // The log goes with its file, or what was committed last would be missing.
    private static void Move(string from, string to)
    {
        foreach (string ending in (string[])["-wal", "-shm", "-journal", ""])
        {
            if (File.Exists(from + ending))
            {
                File.Move(from + ending, to + ending);
            }
        }
    }

    private static string Stamp(TimeProvider time) => time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
}
