using System.Diagnostics;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>Copies hubs, takes backups of them and puts them back, and tells what came of it.</summary>
public static class HubPlaces
{
    private static readonly string[] s_afterRestore =
    [
        "Import-AdUsers reads what changed in the directory since the backup.",
        "Import-RcUser finds who came to RingCentral since, by the hub's id or the mail address.",
        "Invoke-RcProvisioning -WhatIf shows what would be done: the first run after a restore asks once.",
    ];

    /// <summary>Carries a hub to a place where none is.</summary>
    public static async Task<HubCopyInfo> CopyAsync(
        IHubStore hub, HubLocation target, TimeProvider time, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await HubCopying.CopyAsync(hub, target, time, progress, cancellationToken).ConfigureAwait(false);
        return await InfoAsync(target, hub.Location, time, watch, cancellationToken).ConfigureAwait(false) with
        {
            Next = ["Let every host use the new hub (RCAD_HUB, or -Hub), then put the old one away."],
        };
    }

    /// <summary>Takes a backup into a file that is not there yet.</summary>
    public static async Task<HubCopyInfo> BackUpAsync(
        IHubStore hub, string path, TimeProvider time, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            await HubBackup.TakeAsync(hub, path, time, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.ErrorId == "HubExists")
        {
            throw new RingCentralAdException(
                error.ErrorId, error.Kind, error.Message, "Name a file that is not there yet, or a folder: the backup is then named by company and time.", error.Target, error);
        }

        return new HubCopyInfo
        {
            Location = path,
            From = hub.Location,
            People = await hub.CountAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Bytes = new FileInfo(path).Length,
            Duration = watch.Elapsed,
            Next = [$"Restore-RcHub -Path {PromptText.Quoted(path)} puts it back."],
        };
    }

    /// <summary>Puts a backup back. Provisioning and write-back ask once more before their first run: the systems have gone on since.</summary>
    public static async Task<HubCopyInfo> RestoreAsync(
        string backup, HubLocation target, bool replace, TimeProvider time, IProgress<RunProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckRestore(backup, target, replace);
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            string? aside = await HubBackup.PutBackAsync(
                backup, target, replace, hub => hub.WriteAsync(transaction => AskAgainAsync(transaction, cancellationToken), null, cancellationToken), time, progress, cancellationToken).ConfigureAwait(false);
            return await InfoAsync(target, backup, time, watch, cancellationToken).ConfigureAwait(false) with { KeptAside = aside, Next = s_afterRestore };
        }
        catch (RingCentralAdException error) when (error.ErrorId == "HubExists")
        {
            throw Stands(target, error);
        }
    }

    /// <summary>Refuses a restore that cannot be done, before anybody is asked: no backup at its place, or a hub at the other one and no word to replace it.</summary>
    /// <exception cref="RingCentralAdException">HubNotFound: there is no such backup. HubExists.</exception>
    public static void CheckRestore(string backup, HubLocation target, bool replace)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!File.Exists(backup))
        {
            throw new RingCentralAdException(
                "HubNotFound", ErrorKind.NotFound, $"There is no backup at {backup}.", "Name the backup's file: the Location that Backup-RcHub gave.", backup);
        }

        if (!replace && target.IsFile && File.Exists(target.Path))
        {
            throw Stands(target, null);
        }
    }

    private static RingCentralAdException Stands(HubLocation target, Exception? inner) => new(
        "HubExists", ErrorKind.Conflict, $"There already is something at {target}.",
        "Add -Replace to put the backup in its place and keep what is there aside, or name another place with -Hub.", target.ToString(), inner);

    /// <summary>Takes a person's consent to first runs back.</summary>
    internal static async Task AskAgainAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        HubIdentity identity = await transaction.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        await transaction.SetAsync(identity with { ProvisioningConfirmed = false, WriteBackConfirmed = [] }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What lies at a place now.</summary>
    internal static async Task<HubCopyInfo> InfoAsync(HubLocation place, string from, TimeProvider time, Stopwatch watch, CancellationToken cancellationToken)
    {
        IHubStore hub = await HubStore.OpenAsync(place, time, cancellationToken).ConfigureAwait(false);
        await using (hub.ConfigureAwait(false))
        {
            return new HubCopyInfo
            {
                Location = hub.Location,
                From = from,
                People = await hub.CountAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false),
                Bytes = place.IsFile ? new FileInfo(place.Path).Length : null,
                Duration = watch.Elapsed,
            };
        }
    }
}
