using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Takes a directory's people into the replica as they are read: what did not change is passed over, who is linked is updated at once.
/// </summary>
internal sealed class PeopleReader
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly DirectoryEntry _entry;
    private readonly Scope _scope;
    private readonly PersonUpdate _update;
    private readonly RunLog _run;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    public PeopleReader(IHubStore hub, DirectoryEntry entry, Scope scope, PersonUpdate update, RunLog run, TimeProvider time)
    {
        _hub = hub;
        _entry = entry;
        _scope = scope;
        _update = update;
        _run = run;
        _time = time;
    }

    /// <summary>Keys whose row changed in this run.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys that the replica holds as present and that this run did not see.</summary>
    public IEnumerable<string> Unseen => _known.Where(pair => pair.Value is { Seen: false, State: AppUserState.Present }).Select(pair => pair.Key);

    /// <summary>Learns what the replica holds: a fingerprint per person, not the person.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (AppUserLink link in _hub.ReadAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, _entry.Id), cancellationToken).ConfigureAwait(false))
        {
            _known[link.Key] = new Known(link.Hash, link.UserId, link.State, link.InScope);
        }
    }

    /// <summary>Takes the people over; emits those whose values changed, once that is stored.</summary>
    public async IAsyncEnumerable<ImportRecord> TakeAsync(
        IAsyncEnumerable<AppUser> people, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<AppUser> batch = new(BatchSize);
        await foreach (AppUser person in people.ConfigureAwait(false))
        {
            _run.Read++;
            if (Notice(person) is { } changed)
            {
                batch.Add(changed);
            }

            if (batch.Count == BatchSize)
            {
                foreach (ImportRecord record in await SaveAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    yield return record;
                }

                batch.Clear();
            }

            if (_run.Read % 100 == 0)
            {
                progress?.Report(new RunProgress($"Importing people from {_entry.Name}", _run.Read, _known.Count > _run.Read ? _known.Count : null, person.Place));
            }
        }

        foreach (ImportRecord record in await SaveAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    private AppUser? Notice(AppUser read)
    {
        bool inScope = _scope.Contains(read.Key, read.ParentKey);
        Known? known = _known.GetValueOrDefault(read.Key);
        _known[read.Key] = new Known(read.Hash, known?.UserId, AppUserState.Present, inScope) { Seen = true };
        if (known is { State: AppUserState.Present } && known.Hash == read.Hash && known.InScope == inScope)
        {
            return null;
        }

        Changed.Add(read.Key);
        return read with { UserId = known?.UserId, InScope = inScope, State = AppUserState.Present, ReadAt = _time.GetUtcNow() };
    }

    private async Task<IReadOnlyList<ImportRecord>> SaveAsync(List<AppUser> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        HubChanges changes = new(_time);
        string[] linked = [.. batch.Where(person => person.UserId is not null).Select(person => person.UserId!)];
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> others = await People.AppUsersAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        await changes.KnowProblemsAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        foreach (AppUser person in batch)
        {
            changes.AppUsers[(person.SystemId, person.Key)] = person;
            if (person.UserId is null || !users.TryGetValue(person.UserId, out HubUser? user) || !Updates(person))
            {
                continue;
            }

            AppUser[] all = [person, .. others[user.Id].Where(other => other.SystemId != person.SystemId)];
            _update.Apply(user, all, changes);
        }

        await LoginClaims.SettleAsync(_hub, users, changes, _time, cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        List<ImportRecord> records =
        [
            .. from person in batch
               where person.UserId is not null && changes.Users.ContainsKey(person.UserId)
               let updated = changes.Users[person.UserId!]
               let differences = PersonUpdate.Differences(users[updated.Id].Profile, updated.Profile)
               where differences.Count > 0
               select ImportRecords.Of(ImportAction.Updated, updated, person, _entry.Name) with { Changes = differences, Detail = string.Join("; ", differences) },
        ];
        records.ForEach(record => _run.Count(record.Action.ToString()));
        return records;
    }

    private bool Updates(AppUser person) => person.InScope || _entry.Settings.WhenOutOfScope != OutOfScopeAction.Keep;

    private sealed record Known(string Hash, string? UserId, AppUserState State, bool InScope)
    {
        public bool Seen { get; init; }
    }
}
