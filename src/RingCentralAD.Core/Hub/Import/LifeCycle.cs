using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Decides, from the replica, at the end of a complete read who is deactivated. Only the system that owns a person's life cycle decides;
/// what takes away passes the guard as a whole or not at all, and what the guard holds is decided again in the next import.
/// </summary>
internal sealed class LifeCycle
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly ImportState _state;
    private readonly DirectoryEntry _entry;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;

    public LifeCycle(IHubStore hub, ImportState state, ProfileBuilder builder, PersonUpdate update) =>
        (_hub, _state, _entry, _builder, _update) = (hub, state, state.Entry, builder, update);

    /// <summary>Why the guard let nobody be taken away; null where it did, or nobody was to be.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Carries the decisions out, or holds them where the guard says so.</summary>
    /// <param name="acceptGuard">A person has accepted what the guard would stop.</param>
    /// <param name="only">Only the people behind these entries are to be decided about; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> DecideAsync(bool acceptGuard, IReadOnlySet<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Standings standings = await Standings.LoadAsync(_hub, _entry, cancellationToken).ConfigureAwait(false);
        List<Leaver> leavers = await LeaversAsync(standings.Leaving, cancellationToken).ConfigureAwait(false);
        leavers.RemoveAll(leaver => only?.Contains(leaver.Source.Key) == false);
        HashSet<string> holders = await Guard.HoldersAsync(_hub, [.. leavers.Select(leaver => leaver.User.Id)], cancellationToken).ConfigureAwait(false);
        Stopped = acceptGuard ? null : await EmptyAsync(leavers, cancellationToken).ConfigureAwait(false);
        Stopped ??= acceptGuard || holders.Count == 0
            ? null
            : await Guard.CheckAsync(
                _hub, RunKind.Import, Guard.Taken, holders.Count, await Guard.ActiveHoldersAsync(_hub, cancellationToken).ConfigureAwait(false), _state.Time, cancellationToken).ConfigureAwait(false);
        if (Stopped is not null)
        {
            await SettleAsync(
                standings.Missing.Except(leavers.Select(leaver => leaver.Source.Key), StringComparer.Ordinal).Where(key => only?.Contains(key) != false), cancellationToken).ConfigureAwait(false);
            foreach ((HubUser user, AppUser source, string why) in leavers)
            {
                _state.Run.Count(nameof(ImportAction.Held));
                yield return ImportRecords.Of(ImportAction.Held, user, source, _entry.Name) with
                {
                    Detail = $"would be deactivated: {Words(why)}; the guard holds it",
                    Remedy = "If this is right, run the import again with -AcceptGuard.",
                };
            }

            yield break;
        }

        foreach (Leaver[] batch in leavers.Chunk(BatchSize))
        {
            await DeactivateAsync(batch, acceptGuard ? null : holders, cancellationToken).ConfigureAwait(false);
            foreach ((HubUser user, AppUser source, string why) in batch)
            {
                yield return ImportRecords.Of(ImportAction.Deactivated, user, source, _entry.Name) with { Detail = Words(why) };
            }
        }

        await SettleAsync(standings.Missing.Where(key => only?.Contains(key) != false), cancellationToken).ConfigureAwait(false);
        await foreach (ImportRecord record in new Returning(_hub, _state, _builder, _update).DecideAsync(standings, only, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    /// <summary>A directory that shows nobody at all any more is taken for a mistake, however few its people were.</summary>
    private async Task<string?> EmptyAsync(List<Leaver> leavers, CancellationToken cancellationToken) =>
        leavers.Exists(leaver => leaver.Source.State == AppUserState.Missing)
        && await _hub.CountAsync(new Filter<AppUserStanding>().Equal(row => row.SystemId, _entry.Id).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false) == 0
            ? $"{_entry.Name} came back empty: it shows none of its people any more."
            : null;

    private async Task<List<Leaver>> LeaversAsync(IReadOnlyDictionary<string, string> leaving, CancellationToken cancellationToken)
    {
        List<Leaver> leavers = [];
        foreach (string[] ids in leaving.Keys.Chunk(BatchSize))
        {
            Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            foreach (HubUser user in users.Values.Where(user => user.Status != HubUserStatus.Deactivated))
            {
                if (_builder.LifeCycleOwner([.. appUsers[user.Id]]) is { } owner && owner.SystemId == _entry.Id)
                {
                    leavers.Add(new Leaver(user, owner, leaving[user.Id]));
                }
            }
        }

        return leavers;
    }

    /// <summary>One transaction: the people, what ends with them, and how many count for the guard, so that no kill loses the count.</summary>
    private async Task DeactivateAsync(Leaver[] batch, HashSet<string>? counted, CancellationToken cancellationToken)
    {
        HubChanges changes = new(_state.Time);
        List<string> gone = [];
        foreach ((HubUser user, AppUser source, string why) in batch)
        {
            changes.Users[user.Id] = user with { Status = HubUserStatus.Deactivated, DeactivatedBy = why, UpdatedAt = _state.Time.GetUtcNow() };
            changes.Ended.Add(user.Id);
            changes.Touch(user.Id, _update.Systems);
            _state.Run.Count(nameof(ImportAction.Deactivated));
            if (counted?.Contains(user.Id) == true)
            {
                _state.Run.Count(Guard.Taken);
            }

            if (source.State == AppUserState.Missing)
            {
                changes.AppUsers[(source.SystemId, source.Key)] = source with { State = AppUserState.Gone };
                gone.Add(source.Key);
            }
        }

        await SaveAsync(changes, gone, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Entries that are gone and from which nothing follows any more, or nothing ever did.</summary>
    private async Task SettleAsync(IEnumerable<string> missing, CancellationToken cancellationToken)
    {
        foreach (string[] keys in missing.Chunk(BatchSize))
        {
            HubChanges changes = new(_state.Time);
            await foreach (AppUser person in _hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, _entry.Id).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
            {
                if (person.State == AppUserState.Missing)
                {
                    changes.AppUsers[(person.SystemId, person.Key)] = person with { State = AppUserState.Gone };
                }
            }

            await SaveAsync(changes, [.. changes.AppUsers.Keys.Select(key => key.Key)], cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SaveAsync(HubChanges changes, IReadOnlyCollection<string> gone, CancellationToken cancellationToken) => _hub.WriteAsync(
        async transaction =>
        {
            await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            await ReplicaPeople.EndMembershipsAsync(transaction, _entry.Id, gone, cancellationToken).ConfigureAwait(false);
            await _state.Run.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
        },
        _state.Run.Lease,
        cancellationToken);

    private static string Words(string why) => why switch
    {
        "Disabled" => "disabled in the directory",
        "Gone" => "no longer in the directory",
        "OutOfScope" => "out of scope",
        _ => why,
    };

    private sealed record Leaver(HubUser User, AppUser Source, string Why);
}
