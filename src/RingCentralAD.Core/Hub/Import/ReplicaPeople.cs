using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The replica's people who are to be looked at again though the directory did not report them, and those who went missing.</summary>
internal sealed class ReplicaPeople
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly ImportState _state;

    public ReplicaPeople(IHubStore hub, ImportState state) => (_hub, _state) = (hub, state);

    private string SystemId => _state.Entry.Id;

    /// <summary>
    /// Notes that people are gone from the directory. Who is linked stays Missing, with their memberships, until it is decided what follows; the
    /// fact itself is kept, since no later read of changes tells it again.
    /// </summary>
    public async Task MissAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (string[] batch in keys.Chunk(BatchSize))
        {
            HubChanges changes = new(_state.Time);
            List<string> unlinked = [];
            await foreach (AppUser person in _hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, SystemId).In(row => row.Key, batch), cancellationToken).ConfigureAwait(false))
            {
                if (person.State == AppUserState.Present)
                {
                    bool linked = person.UserId is not null;
                    changes.AppUsers[(person.SystemId, person.Key)] = person with { State = linked ? AppUserState.Missing : AppUserState.Gone, ReadAt = _state.Time.GetUtcNow() };
                    changes.SettledMatches.Add((person.SystemId, person.Key));
                    changes.Mend(ImportRecords.MatchProblem(person.SystemId, person.Key));
                    if (!linked)
                    {
                        unlinked.Add(person.Key);
                    }
                }
            }

            // Who named them, as a manager for one, names nobody now, and is not reported either.
            ImportCursor work = new() { OldPlaces = _state.ReadsNames ? [.. changes.AppUsers.Values.Select(person => person.Place)] : [] };
            if (changes.AppUsers.Count > 0)
            {
                await _hub.WriteAsync(
                    async transaction =>
                    {
                        await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
                        await EndMembershipsAsync(transaction, SystemId, unlinked, cancellationToken).ConfigureAwait(false);
                        await _state.AddAsync(transaction, work, cancellationToken).ConfigureAwait(false);
                    },
                    _state.Run.Lease,
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Takes the direct memberships of people away who are gone.</summary>
    public static async Task EndMembershipsAsync(IHubTransaction transaction, string systemId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count > 0)
        {
            await transaction.RemoveAsync(new Filter<GroupEdge>().Equal(row => row.SystemId, systemId).In(row => row.MemberKey, keys), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The people whom stored changes concern, each with the name that follows from their container.</summary>
    public async IAsyncEnumerable<AppUser> ConcernedAsync(ContainerTree containers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ImportCursor work = _state.Cursor;
        if (work.Everybody)
        {
            await foreach (AppUser person in RowsAsync(new Filter<AppUser>().Equal(row => row.SystemId, SystemId), containers, cancellationToken).ConfigureAwait(false))
            {
                yield return person;
            }

            yield break;
        }

        IReadOnlyCollection<string?> below = Below(work.Containers, containers);
        foreach (string?[] keys in below.Chunk(BatchSize))
        {
            await foreach (AppUser person in RowsAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, SystemId).In(row => row.ParentKey, keys), containers, cancellationToken).ConfigureAwait(false))
            {
                yield return person;
            }
        }

        foreach (string[] keys in (await MembersAsync(work.Members, cancellationToken).ConfigureAwait(false)).Chunk(BatchSize))
        {
            await foreach (AppUser person in RowsAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, SystemId).In(row => row.Key, keys), containers, cancellationToken).ConfigureAwait(false))
            {
                yield return person;
            }
        }
    }

    /// <summary>Keys of people some of whose values the directory shows otherwise now, without having reported them.</summary>
    public async Task<IReadOnlyCollection<string>> OutdatedAsync(CancellationToken cancellationToken)
    {
        HashSet<string> keys = new(_state.Cursor.Again, StringComparer.Ordinal);
        if (_state.Cursor.OldPlaces.Count > 0)
        {
            await foreach (AppUser person in _hub.ReadAsync(
                new Filter<AppUser>().Equal(row => row.SystemId, SystemId).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false))
            {
                if (person.Attributes.Values.Any(value => value switch
                {
                    string text => Places.IsAny(text, _state.Cursor.OldPlaces),
                    IReadOnlyList<string> list => list.Any(text => Places.IsAny(text, _state.Cursor.OldPlaces)),
                    _ => false,
                }))
                {
                    keys.Add(person.Key);
                }
            }
        }

        return keys;
    }

    private async IAsyncEnumerable<AppUser> RowsAsync(Filter<AppUser> filter, ContainerTree containers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AppUser person in _hub.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (person.State != AppUserState.Present)
            {
                continue;
            }

            string place = containers.PlaceOf(person.ParentKey) is { } container ? Places.Below(person.Place, container) : person.Place;
            if (place == person.Place)
            {
                yield return person;
                continue;
            }

            AttributeSet attributes = person.Attributes.ContainsKey("distinguishedName") ? person.Attributes.With([new("distinguishedName", place)]) : person.Attributes;
            yield return person with { Place = place, Attributes = attributes, Hash = AppUserHash.Of(place, person.ParentKey, person.Enabled, attributes) };
        }
    }

    private static HashSet<string?> Below(IReadOnlyList<string> roots, ContainerTree containers)
    {
        ILookup<string?, string> children = containers.Parents.ToLookup(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        HashSet<string?> seen = new(StringComparer.Ordinal);
        Stack<string> open = new(roots);
        while (open.TryPop(out string? key))
        {
            if (seen.Add(key))
            {
                foreach (string child in children[key])
                {
                    open.Push(child);
                }
            }
        }

        return seen;
    }

    /// <summary>
    /// Everybody below the members that came or went. Whoever's way up to a group changed is below the lowest of the memberships that did.
    /// </summary>
    private async Task<HashSet<string>> MembersAsync(IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(members, StringComparer.Ordinal);
        string[] open = [.. members];
        while (open.Length > 0)
        {
            List<string> next = [];
            foreach (string[] keys in open.Chunk(BatchSize))
            {
                await foreach (GroupEdge edge in _hub.ReadAsync(
                    new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).In(row => row.GroupKey, keys), cancellationToken).ConfigureAwait(false))
                {
                    if (seen.Add(edge.MemberKey))
                    {
                        next.Add(edge.MemberKey);
                    }
                }
            }

            open = [.. next];
        }

        return await AddPrimaryAsync(seen, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A primary group's member list does not name its people.</summary>
    private async Task<HashSet<string>> AddPrimaryAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        long[] rids = keys.Count == 0 ? [] : [.. (await _hub.ListAsync(
            new Filter<HubGroup>().Equal(row => row.SystemId, SystemId).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false)).Select(group => group.PrimaryGroupId).OfType<long>()];
        if (rids.Length > 0)
        {
            await foreach (AppUserLink link in _hub.ReadAsync(
                new Filter<AppUserLink>().Equal(row => row.SystemId, SystemId).In<long?>(row => row.PrimaryGroupId, [.. rids.Select(rid => (long?)rid)]), cancellationToken).ConfigureAwait(false))
            {
                keys.Add(link.Key);
            }
        }

        return keys;
    }
}
