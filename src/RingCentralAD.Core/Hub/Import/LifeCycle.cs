using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Decides, from the replica, at the end of a complete read who is deactivated. Only the system that owns a person's life cycle decides;
/// what takes away passes the guard as a whole or not at all. What the guard holds waits for a person's word and is decided again in the
/// next import; who was refused by a person stays as they are until the reason changes.
/// </summary>
internal sealed class LifeCycle
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly ImportState _state;
    private readonly DirectoryEntry _entry;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;
    private readonly List<Leaver> _leavers = [];
    private readonly List<Leaver> _denied = [];
    private readonly List<string> _elsewhere = [];

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
        HeldLeavers words = await HeldLeavers.LoadAsync(_hub, _entry.Id, _state.Time, cancellationToken).ConfigureAwait(false);
        await SortAsync(standings.Leaving.Keys, words, only, cancellationToken).ConfigureAwait(false);
        HashSet<string> holders = await Guard.HoldersAsync(_hub, [.. _leavers.Select(leaver => leaver.User.Id)], cancellationToken).ConfigureAwait(false);
        Stopped = acceptGuard || holders.Count == 0
            ? null
            : await Guard.CheckAsync(
                _hub, RunKind.Import, Guard.Taken, holders.Count, await Guard.ActiveHoldersAsync(_hub, cancellationToken).ConfigureAwait(false), _state.Time, cancellationToken).ConfigureAwait(false);
        await foreach (ImportRecord record in new LifeElsewhere(_hub, _state, _builder, _update).KeepAsync(_elsewhere, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }

        if (Stopped is not null)
        {
            await SettleAsync(Settled(standings, only, [.. _leavers, .. _denied]), cancellationToken).ConfigureAwait(false);
            await SaveAsync(words.Hold(_leavers, _denied, _state.Run.Id, Stopped, only), cancellationToken).ConfigureAwait(false);
            foreach ((HubUser user, AppUser source, string why) in _leavers)
            {
                _state.Run.Count(nameof(ImportAction.Held));
                yield return ImportRecords.Of(ImportAction.Held, user, source, _entry.Name) with
                {
                    Detail = $"would be deactivated: {Departure.Words(why)}; the guard holds it",
                    Remedy = "Look at Get-RcOperation -State Held: Approve-RcOperation lets a person go, Deny-RcOperation keeps them; Import-AdUsers -AcceptGuard lets all of them go.",
                };
            }

            yield break;
        }

        foreach (Leaver[] batch in _leavers.Chunk(BatchSize))
        {
            await DeactivateAsync(batch, acceptGuard ? null : holders, cancellationToken).ConfigureAwait(false);
            foreach ((HubUser user, AppUser source, string why) in batch)
            {
                yield return ImportRecords.Of(ImportAction.Deactivated, user, source, _entry.Name) with { Detail = Departure.Words(why) };
            }
        }

        await SettleAsync(Settled(standings, only, _denied), cancellationToken).ConfigureAwait(false);
        await SaveAsync(words.Release(_denied, only), cancellationToken).ConfigureAwait(false);
        await foreach (ImportRecord record in new Returning(_hub, _state, _builder, _update).DecideAsync(standings, only, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    /// <summary>Tells apart who is to leave, who stays by a person's word, and who is gone from here and lives on in another directory.</summary>
    private async Task SortAsync(IEnumerable<string> userIds, HeldLeavers words, IReadOnlySet<string>? only, CancellationToken cancellationToken)
    {
        foreach (string[] ids in userIds.Chunk(BatchSize))
        {
            Dictionary<string, HubUser> users = await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            ILookup<string, AppUser> appUsers = await People.AppUsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false);
            foreach (HubUser user in users.Values.Where(user => user.Status != HubUserStatus.Deactivated))
            {
                AppUser[] all = [.. appUsers[user.Id]];
                AppUser source = all.First(entry => entry.SystemId == _entry.Id);
                if (only?.Contains(source.Key) == false)
                {
                    continue;
                }

                if (Departure.ReasonOf(source, all, _builder) is { } why)
                {
                    Leaver leaver = new(user, source, why);
                    (words.IsDenied(leaver) ? _denied : _leavers).Add(leaver);
                }
                else if (source.State != AppUserState.Present && _builder.LifeCycleOwner(all) is { } owner && owner.SystemId != Ids.RingCentral)
                {
                    _elsewhere.Add(user.Id);
                }
            }
        }
    }

    /// <summary>Entries that are gone, of whose people nothing is still to be decided.</summary>
    private static IEnumerable<string> Settled(Standings standings, IReadOnlySet<string>? only, IEnumerable<Leaver> open) =>
        standings.Missing.Except(open.Select(leaver => leaver.Source.Key), StringComparer.Ordinal).Where(key => only?.Contains(key) != false);

    /// <summary>One transaction: the people, what ends with them, and how many count for the guard, so that no kill loses the count.</summary>
    private async Task DeactivateAsync(Leaver[] batch, HashSet<string>? counted, CancellationToken cancellationToken)
    {
        HubChanges changes = new(_state.Time);
        foreach ((HubUser user, AppUser source, string why) in batch)
        {
            Departure.Take(user, source, why, _update.Systems, changes, _state.Time.GetUtcNow());
            _state.Run.Count(nameof(ImportAction.Deactivated));
            if (counted?.Contains(user.Id) == true)
            {
                _state.Run.Count(Guard.Taken);
            }
        }

        await SaveAsync(changes, cancellationToken).ConfigureAwait(false);
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

            await SaveAsync(changes, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SaveAsync(HubChanges changes, CancellationToken cancellationToken) => _hub.WriteAsync(
        async transaction =>
        {
            await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            await ReplicaPeople.EndMembershipsAsync(transaction, _entry.Id, [.. changes.AppUsers.Keys.Select(entry => entry.Key)], cancellationToken).ConfigureAwait(false);
            await _state.Run.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
        },
        _state.Run.Lease,
        cancellationToken);

    private async Task SaveAsync(IEnumerable<Operation> operations, CancellationToken cancellationToken)
    {
        foreach (Operation[] batch in operations.Chunk(BatchSize))
        {
            await _hub.WriteAsync(transaction => transaction.SaveAsync(batch, cancellationToken), _state.Run.Lease, cancellationToken).ConfigureAwait(false);
        }
    }
}
