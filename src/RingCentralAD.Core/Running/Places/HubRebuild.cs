using System.Diagnostics;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Rebuilds a damaged hub file: what can be read of it is taken over, what every new hub has is filled in, and what the directory and the account
/// carry is left to the next full imports, which find it by key, by the hub's id that extensions carry, and by exact match.
/// </summary>
public static class HubRebuild
{
    // What is reckoned again, and what points to rows that could not be read.
    private static readonly string[] s_mending =
    [
        "DELETE FROM assigned_user", "DELETE FROM kept_diff", "DELETE FROM seen_surroundings", "DELETE FROM problem", "DELETE FROM import_match WHERE denied = 0",
        "DELETE FROM setting WHERE name IN ('PlanBasis', 'InboundBasis', 'GroupRuleBasis', 'KeptDictionaries')",
        "UPDATE directory_entry SET cursor = NULL, last_full_import = NULL",
        "DELETE FROM app_user WHERE system_id <> 'RingCentral' AND system_id NOT IN (SELECT id FROM directory_entry)",
        "DELETE FROM directory_container WHERE system_id NOT IN (SELECT id FROM directory_entry)",
        "DELETE FROM group_edge WHERE system_id NOT IN (SELECT id FROM directory_entry)",
        "DELETE FROM hub_group WHERE kind = 'Imported' AND system_id NOT IN (SELECT id FROM directory_entry)",
        "DELETE FROM attribute_mapping WHERE directory_id <> '' AND directory_id NOT IN (SELECT id FROM directory_entry)",
        "UPDATE app_user SET user_id = NULL WHERE user_id NOT IN (SELECT id FROM hub_user)",
        "DELETE FROM assignment WHERE user_id NOT IN (SELECT id FROM hub_user) OR group_id NOT IN (SELECT id FROM hub_group)",
        "DELETE FROM local_member WHERE user_id NOT IN (SELECT id FROM hub_user) OR group_id NOT IN (SELECT id FROM hub_group)",
        "DELETE FROM operation WHERE user_id NOT IN (SELECT id FROM hub_user)",
    ];

    private static readonly string[] s_next =
    [
        "Import-AdUsers -Full brings people, groups and links of the directory back (Connect-AdDirectory first where Get-AdDirectory does not list it).",
        "Import-RcUser links the accounts again, by the hub's id that they carry, else by exact mail address.",
        "Get-ImportMatch shows who needs a word.",
        "Invoke-RcProvisioning -WhatIf should create and deactivate nobody; the first run asks once.",
    ];

    /// <summary>Rebuilds the hub at a place; the damaged one is kept aside.</summary>
    /// <param name="place">The file.</param>
    /// <param name="company">The company's name, for where it cannot be read; null where it must.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <exception cref="RingCentralAdException">HubRebuildFile: not a file. HubRebuildCompany: the company's name is lost and none was given. HubNotFound, HubLocked, HubTooNew.</exception>
    public static async Task<HubCopyInfo> RunAsync(HubLocation place, string? company, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (!place.IsFile)
        {
            throw new RingCentralAdException(
                "HubRebuildFile", ErrorKind.InvalidInput, $"The hub at {place} is in a database server, which has tools of its own for damage.",
                "Repair the database with PostgreSQL's tools, or put the last backup back with Restore-RcHub -Path … -Replace.", place.ToString());
        }

        if (!File.Exists(place.Path))
        {
            throw new RingCentralAdException("HubNotFound", ErrorKind.NotFound, $"There is no hub at {place}.", "Name the damaged hub's file with -Hub; where it is gone, put a backup back with Restore-RcHub -Path.", place.Path);
        }

        Stopwatch watch = Stopwatch.StartNew();
        IReadOnlyList<SalvagedTable> tables = [];
        string? aside = await AsidePlace.MakeAsync(place.Path, replace: true, time, async path =>
        {
            tables = await Salvage.ReadAsync(place.Path, path, time, cancellationToken).ConfigureAwait(false);
            RelationalStore hub = (RelationalStore)await HubStore.OpenAsync(HubLocation.Parse(path), time, cancellationToken).ConfigureAwait(false);
            await using (hub.ConfigureAwait(false))
            {
                await hub.ExecuteAsync(s_mending, cancellationToken).ConfigureAwait(false);
                await hub.WriteAsync(transaction => FillAsync(transaction, tables, company, place.Path, time, cancellationToken), null, cancellationToken).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);

        return await HubPlaces.InfoAsync(place, aside!, time, watch, cancellationToken).ConfigureAwait(false) with
        {
            KeptAside = aside,
            Lost = [.. tables.Where(static table => !table.Whole).Select(Losses.Describe).OfType<string>()],
            Next = s_next,
        };
    }

    private static async Task FillAsync(
        IHubTransaction transaction, IReadOnlyList<SalvagedTable> tables, string? company, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await transaction.FindSettingAsync<HubIdentity>(cancellationToken).ConfigureAwait(false) is null)
        {
            string name = company ?? throw new RingCentralAdException(
                "HubRebuildCompany", ErrorKind.InvalidInput, $"The company's name cannot be read from {path} any more.", "Give it with -Company.", path);
            await transaction.SetAsync(new HubIdentity { HubId = Ids.New(time), Company = name, CreatedAt = time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        }

        await HubPlaces.AskAgainAsync(transaction, cancellationToken).ConfigureAwait(false);
        await FillAsync(HubSchema.Base, static row => row.Name).ConfigureAwait(false);
        await FillAsync(MappingDefaults.All, static row => (row.Direction, row.DirectoryId, row.Target)).ConfigureAwait(false);
        await FillAsync(NewHub.Masters, static row => row.System).ConfigureAwait(false);
        await FillAsync(NewHub.AttributeMasters, static row => row.Attribute).ConfigureAwait(false);
        if (await transaction.CountAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Everyone), cancellationToken).ConfigureAwait(false) == 0)
        {
            await transaction.SaveAsync([NewHub.Everyone(time)], cancellationToken).ConfigureAwait(false);
        }

        // Only where something may be missing: what was taken away by hand does not come back.
        async Task FillAsync<T>(IReadOnlyList<T> usual, Func<T, object> key)
            where T : class, IHubRow
        {
            if (tables.Single(table => table.Table == Tables.Of<T>().Name).Whole)
            {
                return;
            }

            HashSet<object> there = [.. (await transaction.ListAsync<T>(cancellationToken: cancellationToken).ConfigureAwait(false)).Select(key)];
            await transaction.SaveAsync([.. usual.Where(row => !there.Contains(key(row)))], cancellationToken).ConfigureAwait(false);
        }
    }
}
