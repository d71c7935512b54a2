using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Takes backups of hubs and puts them back. A backup is a hub in a file, whatever kind of hub it was taken of.</summary>
public static class HubBackup
{
    /// <summary>Takes a backup of the hub as it is at one moment, while others work on it. Only a whole one that was checked stays.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="path">The file, which is not there yet; for its owner alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told how many rows.</param>
    /// <param name="cancellationToken">Stops it; nothing stays then.</param>
    /// <exception cref="RingCentralAdException">HubExists, HubFolderNotFound, HubDamaged, HubDenied, HubFull.</exception>
    public static Task TakeAsync(IHubStore hub, string path, TimeProvider time, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        RelationalStore store = (RelationalStore)hub;
        return PartFile.MakeAsync(path, async part =>
        {
            await store.CopyIntoFileAsync(part, time, progress, cancellationToken).ConfigureAwait(false);
            await CloseAndCheckAsync(part, store.Location, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Puts a backup back: as it was taken, brought up to this program's version, in place of what is there or where nothing is.</summary>
    /// <param name="backup">The backup's file, which stays as it is.</param>
    /// <param name="target">Where the hub is to be.</param>
    /// <param name="replace">A hub that is there is kept aside; otherwise it is refused.</param>
    /// <param name="adjust">What is changed in the hub before it is there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told how many rows.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <returns>Where what was there is kept; null where nothing was.</returns>
    /// <exception cref="RingCentralAdException">HubExists, HubLocked: somebody has it open; HubBusy, HubDamaged, HubNotADatabase, HubTooNew.</exception>
    public static async Task<string?> PutBackAsync(
        string backup, HubLocation target, bool replace, Func<IHubStore, Task> adjust, TimeProvider time, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(adjust);
        ArgumentNullException.ThrowIfNull(time);
        HubFile.CheckBeforeOpen(backup);
        if (target.IsFile)
        {
            return await AsidePlace.MakeAsync(target.Path, replace, time, async part =>
            {
                IHubStore store = await PrepareAsync(backup, part, adjust, time, cancellationToken).ConfigureAwait(false);
                await store.DisposeAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        using RestoreFolder folder = new();
        RelationalStore store = await PrepareAsync(backup, folder.File, adjust, time, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            string? aside = replace ? AsidePlace.SchemaName(target.Schema, time) : null;
            return await store.ReadWholeAsync(from => HubCopying.IntoSchemaAsync(from, target, aside, time, progress, cancellationToken), cancellationToken).ConfigureAwait(false)
                ? $"{target} renamed to schema {aside}"
                : null;
        }
    }

    private static async Task<RelationalStore> PrepareAsync(string backup, string path, Func<IHubStore, Task> adjust, TimeProvider time, CancellationToken cancellationToken)
    {
        SqliteSession source = await SqliteSession.OpenAsync(backup, "", SqliteOptions.Default, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            await SqliteIntegrity.CheckWholeAsync(source, backup, cancellationToken).ConfigureAwait(false);
            HubFile.CreateFile(path);
            source.CopyTo(path);
        }

        RelationalStore store = (RelationalStore)await HubStore.OpenAsync(HubLocation.Parse(path), time, cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever held a lease works on another hub.
            await store.ExecuteAsync(["UPDATE lease SET holder = '', until = 0"], cancellationToken).ConfigureAwait(false);
            await adjust(store).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // One file, with no log beside it: it may be carried away as it is.
    private static async Task CloseAndCheckAsync(string path, string location, CancellationToken cancellationToken)
    {
        SqliteSession session = await SqliteSession.OpenAsync(path, "PRAGMA journal_mode = DELETE", SqliteOptions.Default, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await SqliteIntegrity.CheckWholeAsync(session, location, cancellationToken).ConfigureAwait(false);
        }
    }
}
