using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The guard on what a run and a rolling day may take away (DESIGN, section 3).</summary>
public static class Guard
{
    /// <summary>The run's count of people who held RingCentral and were taken away, without those whom a person accepted.</summary>
    public const string Taken = "Taken";

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>
    /// Null when so many people may be taken away now; else why not, in words. Counts what runs of the same kind took within a day.
    /// </summary>
    public static async Task<string?> CheckAsync(
        IHubReader hub, RunKind kind, string action, int taken, long holders, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(time);
        if (taken == 0)
        {
            return null;
        }

        GuardOptions options = kind is RunKind.Import or RunKind.AccountImport
            ? (await hub.GetAsync<ImportRules>(cancellationToken).ConfigureAwait(false)).Guard
            : (await hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false)).Guard;
        DateTimeOffset since = time.GetUtcNow() - s_day;
        long before = 0;
        await foreach (Run run in hub.ReadAsync(new Filter<Run>().Equal(row => row.Kind, kind).Greater(row => row.StartedAt, since), cancellationToken).ConfigureAwait(false))
        {
            before += run.Counts.GetValueOrDefault(action);
        }

        if (!options.Trips(taken + before, holders + before))
        {
            return null;
        }

        string what = kind == RunKind.WriteBack ? "values{0} of {1} would be replaced" : "people{0} of {1} would be taken away";
        string day = before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {before:N0} more within a day)");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{taken:N0} {string.Format(CultureInfo.InvariantCulture, what, day, holders.ToString("N0", CultureInfo.InvariantCulture))}; the guard lets {options.Floor:N0} through, or {options.Share:P0} and at most {options.Cap:N0}.");
    }

    /// <summary>How many people hold a RingCentral account now: linked to an extension that is there and enabled.</summary>
    public static Task<long> HoldersAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return hub.CountAsync(
            new Filter<AppUserLink>()
                .Equal(row => row.SystemId, Ids.RingCentral)
                .Equal(row => row.State, AppUserState.Present)
                .Equal(row => row.Enabled, true)
                .NotNull(row => row.UserId),
            cancellationToken);
    }

    /// <summary>Which of these hub users hold a RingCentral account now.</summary>
    public static async Task<HashSet<string>> HoldersAsync(IHubReader hub, IReadOnlyCollection<string> userIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        HashSet<string> holders = new(StringComparer.Ordinal);
        foreach (string?[] ids in userIds.Chunk(500))
        {
            await foreach (AppUserStanding extension in hub.ReadAsync(
                new Filter<AppUserStanding>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            {
                if (extension is { State: AppUserState.Present, Enabled: true })
                {
                    holders.Add(extension.UserId!);
                }
            }
        }

        return holders;
    }

    /// <summary>How many people hold a RingCentral account now and are not deactivated in the hub already.</summary>
    public static async Task<long> ActiveHoldersAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        List<string> deactivated = [];
        await foreach (HubUserStanding user in hub.ReadAsync(new Filter<HubUserStanding>().Equal(row => row.Status, HubUserStatus.Deactivated), cancellationToken).ConfigureAwait(false))
        {
            deactivated.Add(user.Id);
        }

        HashSet<string> leaving = await HoldersAsync(hub, deactivated, cancellationToken).ConfigureAwait(false);
        return await HoldersAsync(hub, cancellationToken).ConfigureAwait(false) - leaving.Count;
    }
}
