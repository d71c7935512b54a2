using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Takes a directory's people into the replica as they are read: what did not change is passed over, who is linked is updated at once.
/// </summary>
internal sealed class PeopleReader
{
    private const int BatchSize = 2000;
    private readonly IHubStore _hub;
    private readonly DirectoryEntry _entry;
    private readonly ImportState _state;
    private readonly Scope _scope;
    private readonly PersonUpdate _update;
    private readonly RunLog _run;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private bool _knowsAll;

    public PeopleReader(IHubStore hub, ImportState state, Scope scope, PersonUpdate update)
    {
        _hub = hub;
        _entry = state.Entry;
        _state = state;
        _scope = scope;
        _update = update;
        _run = state.Run;
        _time = state.Time;
    }

    /// <summary>Keys whose row changed in this run.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys that this run saw, changed or not.</summary>
    public IReadOnlySet<string> Seen => _known.Where(pair => pair.Value.Seen).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Keys that the replica holds as present and that this run did not see.</summary>
    public IEnumerable<string> Unseen => _known.Where(pair => pair.Value is { Seen: false, IsPresent: true }).Select(pair => pair.Key);

    /// <summary>Groups have changed since people were last looked at.</summary>
    public void ForgetGroups() => _scope.ForgetGroups();

    /// <summary>Learns what the replica holds of everybody: a fingerprint per person, not the person. Without it, each batch is looked up.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, _entry.Id).AnyOrder(), cancellationToken).ConfigureAwait(false);
        _knowsAll = true;
    }

    /// <summary>Takes the people over; emits those whose values changed, once that is stored.</summary>
    /// <param name="people">As the directory shows them, or, to have their scope reckoned again, as the replica does.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<ImportRecord> TakeAsync(
        IAsyncEnumerable<AppUser> people, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever is shown twice counts as shown last.
        Dictionary<string, AppUser> batch = new(BatchSize, StringComparer.Ordinal);
        await foreach (AppUser person in people.ConfigureAwait(false))
        {
            _run.Read++;
            batch[person.Key] = person;
            if (batch.Count == BatchSize)
            {
                foreach (ImportRecord record in await TakeAsync(batch.Values, cancellationToken).ConfigureAwait(false))
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

        foreach (ImportRecord record in await TakeAsync(batch.Values, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    private async Task<IReadOnlyList<ImportRecord>> TakeAsync(IReadOnlyCollection<AppUser> people, CancellationToken cancellationToken)
    {
        if (people.Count == 0)
        {
            return [];
        }

        if (!_knowsAll)
        {
            await LearnAsync(
                new Filter<AppUserLink>().Equal(row => row.SystemId, _entry.Id).In(row => row.Key, [.. people.Select(person => person.Key)]), cancellationToken).ConfigureAwait(false);
        }

        await _scope.PrepareAsync(people, cancellationToken).ConfigureAwait(false);
        List<AppUser> changed = [.. people.Select(Notice).OfType<AppUser>()];
        return await SaveAsync(changed, cancellationToken).ConfigureAwait(false);
    }

    private async Task LearnAsync(Filter<AppUserLink> filter, CancellationToken cancellationToken)
    {
        await foreach (AppUserLink link in _hub.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            _known[link.Key] = Known.Of(link.Hash, link.UserId, link.State, link.InScope, link.Mark);
        }
    }

    private AppUser? Notice(AppUser read)
    {
        bool inScope = _scope.Contains(read);
        Known known = _known.GetValueOrDefault(read.Key);
        Known now = Known.Of(read.Hash, known.UserId, AppUserState.Present, inScope, read.Mark) with { Seen = true };
        _known[read.Key] = now;
        if (known.IsPresent && known.Hash == now.Hash && known.InScope == inScope)
        {
            if (now.Mark == known.Mark)
            {
                return null;
            }
        }
        else
        {
            Changed.Add(read.Key);
        }

        return read with { UserId = known.UserId, InScope = inScope, State = AppUserState.Present, ReadAt = read.UserId is null ? _time.GetUtcNow() : read.ReadAt };
    }

    private async Task<IReadOnlyList<ImportRecord>> SaveAsync(List<AppUser> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        HubChanges changes = new(_time);
        string[] linked = [.. batch.Where(person => person.UserId is not null && Changed.Contains(person.Key)).Select(person => person.UserId!)];
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        ILookup<string, AppUser> others = await People.AppUsersAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        await changes.KnowProblemsAsync(_hub, linked, cancellationToken).ConfigureAwait(false);
        ImportCursor work = await RenamedAsync(batch, cancellationToken).ConfigureAwait(false);
        foreach (AppUser person in batch)
        {
            changes.AppUsers[(person.SystemId, person.Key)] = person;
            if (!Changed.Contains(person.Key) || person.UserId is null || !users.TryGetValue(person.UserId, out HubUser? user))
            {
                continue;
            }

            AppUser[] all = [person, .. others[user.Id].Where(other => other.SystemId != person.SystemId)];
            if (person.InScope || !_update.IsKept(all))
            {
                _update.Apply(user, all, changes);
            }

            if (user.Hold is not null && !person.Enabled && others[user.Id].Any(before => before.SystemId == person.SystemId && before.Enabled))
            {
                changes.Change(user, changes.Users.GetValueOrDefault(user.Id, user) with { DeactivatedBy = Departure.Disabled });
            }
        }

        IReadOnlyDictionary<string, string> taken = await LoginClaims.SettleAsync(_hub, users, changes, _time, cancellationToken).ConfigureAwait(false);
        await _hub.WriteAsync(
            async transaction =>
            {
                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
                await _state.AddAsync(transaction, work, cancellationToken).ConfigureAwait(false);
            },
            _run.Lease,
            cancellationToken).ConfigureAwait(false);
        List<ImportRecord> records = [.. batch.Select(person => Told(person, users, taken, changes)).OfType<ImportRecord>()];
        records.ForEach(record => _run.Count(record.Action.ToString()));
        return records;
    }

    private ImportRecord? Told(AppUser person, Dictionary<string, HubUser> before, IReadOnlyDictionary<string, string> taken, HubChanges changes)
    {
        if (person.UserId is null || !changes.Users.TryGetValue(person.UserId, out HubUser? updated))
        {
            return null;
        }

        IReadOnlyList<AttributeChange> differences = AttributeSet.Differences(before[updated.Id].Profile, updated.Profile);
        string? refused = taken.GetValueOrDefault(updated.Id);
        return differences.Count == 0 && refused is null ? null : ImportRecords.Of(differences.Count == 0 ? ImportAction.Held : ImportAction.Updated, updated, person, _entry.Name) with
        {
            Changes = differences,
            Detail = string.Join("; ", differences.Select(change => change.ToString()).Prepend(refused).OfType<string>()),
        };
    }

    /// <summary>The names that these people give up: other people's values may hold them.</summary>
    private async Task<ImportCursor> RenamedAsync(List<AppUser> batch, CancellationToken cancellationToken)
    {
        if (!_state.ReadsNames || _knowsAll)
        {
            return new ImportCursor();
        }

        Dictionary<string, string> places = batch.ToDictionary(person => person.Key, person => person.Place, StringComparer.Ordinal);
        IReadOnlyList<AppUser> before = await _hub.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, _entry.Id).In(row => row.Key, [.. places.Keys]), cancellationToken).ConfigureAwait(false);
        return new ImportCursor { OldPlaces = [.. before.Where(person => person.Place != places[person.Key]).Select(person => person.Place)] };
    }

    /// <summary>What the replica holds of a person, in few bytes: a directory's people are many. The default is nobody's.</summary>
    private readonly record struct Known(UInt128 Hash, string? UserId, bool IsPresent, bool InScope, int Mark)
    {
        public bool Seen { get; init; }

        // Two marks that look alike here cost that somebody is read once more by the next verify pass, no more.
        public static Known Of(string hash, string? userId, AppUserState state, bool inScope, string? mark)
        {
            _ = UInt128.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 fingerprint);
            return new Known(fingerprint, userId, state == AppUserState.Present, inScope, mark is null ? 0 : StringComparer.Ordinal.GetHashCode(mark));
        }
    }
}
