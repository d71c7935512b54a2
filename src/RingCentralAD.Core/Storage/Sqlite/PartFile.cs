namespace RingCentralAD.Core.Storage;

/// <summary>A hub file in the making: under a name of its own until it is whole, so that a process that dies leaves nothing that looks like a hub.</summary>
internal static class PartFile
{
    /// <summary>Makes a file beside its place and moves it there.</summary>
    /// <param name="path">Where it is to be; nothing may be there.</param>
    /// <param name="make">Makes it, from nothing, under the name that it is given, and closes it.</param>
    public static async Task<TResult> MakeAsync<TResult>(string path, Func<string, Task<TResult>> make)
    {
        HubFile.CheckFree(path);
        string part = path + "-part";
        if (File.Exists(part) && HubFile.IsOpenElsewhere(part))
        {
            throw StoreErrors.Locked(part, "another process that makes a hub there");
        }

        HubFile.Delete(part);
        try
        {
            TResult result = await make(part).ConfigureAwait(false);
            File.Move(part, path, overwrite: false);
            return result;
        }
        catch (IOException exception) when (File.Exists(path))
        {
            HubFile.Delete(part);
            throw StoreErrors.Exists(path, exception);
        }
        catch
        {
            HubFile.Delete(part);
            throw;
        }
    }
}
