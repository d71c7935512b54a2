using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Brings the hub's replica of a directory's groups and direct memberships up to date. Unknown members are never taken for none.</summary>
internal sealed class GroupReplica
{
    private const int BatchSize = 1000;

    // A transaction for each of hundreds of groups would wait for the disk hundreds of times.
    private const int MembersAtOnce = 40_000;

    private readonly IHubStore _hub;
    private readonly ImportState _state;
    private readonly bool _scopeReadsGroups;
    private readonly HashSet<GroupEdge> _leaving = [];
    private Dictionary<string, HubGroup>? _known;

    public GroupReplica(IHubStore hub, ImportState state, bool scopeReadsGroups) => (_hub, _state, _scopeReadsGroups) = (hub, state, scopeReadsGroups);

    private string SystemId => _state.Entry.Id;

    /// <summary>How many groups the directory showed.</summary>
    public int Shown { get; private set; }

    /// <summary>How many of them, or of those it shows no longer, were stored otherwise.</summary>
    public int Changed { get; private set; }

    /// <summary>
    /// Memberships of linked people that the directory no longer shows, and that are still stored: groups are read before people, and whoever is
    /// gone from the directory keeps theirs until it is decided what follows.
    /// </summary>
    public IReadOnlySet<GroupEdge> Leaving => _leaving;

    /// <summary>Takes the memberships away of those who are still there. To be called when people were read.</summary>
    /// <param name="seen">Keys of the people who were read, where it was only some; null where it was everybody.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SettleAsync(IReadOnlySet<string>? seen, CancellationToken cancellationToken)
    {
        ILookup<string, GroupEdge> open = _leaving.Where(edge => seen?.Contains(edge.MemberKey) != false).ToLookup(edge => edge.MemberKey, StringComparer.Ordinal);
        foreach (string[] members in open.Select(member => member.Key).Chunk(BatchSize))
        {
            HashSet<string> missing = [.. (await _hub.ListAsync(
                new Filter<AppUserStanding>().Equal(row => row.SystemId, SystemId).Equal(row => row.State, AppUserState.Missing).In(row => row.Key, members), cancellationToken).ConfigureAwait(false)).Select(person => person.Key)];
            await _hub.WriteAsync(
                async transaction =>
                {
                    foreach (IGrouping<string, GroupEdge> group in members.Where(member => !missing.Contains(member)).SelectMany(member => open[member]).GroupBy(edge => edge.GroupKey))
                    {
                        await transaction.RemoveAsync(Members(group.Key, [.. group.Select(edge => edge.MemberKey)]), cancellationToken).ConfigureAwait(false);
                    }
                },
                _state.Run.Lease,
                cancellationToken).ConfigureAwait(false);
        }

        _leaving.Clear();
    }

    /// <summary>Reads all groups.</summary>
    public async Task RefreshAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        HashSet<string> unseen = [.. (await KnownAsync(cancellationToken).ConfigureAwait(false)).Keys];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<GroupChange> changes = [];
        int members = 0;
        await foreach (DirectoryGroup group in directory.ReadGroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            unseen.Remove(group.Key);
            if (!seen.Add(group.Key))
            {
                // Moved from one page into the next one: shown twice, it counts as shown last.
                await WriteAsync(changes, cancellationToken).ConfigureAwait(false);
                changes.Clear();
                members = 0;
            }

            if (await CompareAsync(group, cancellationToken).ConfigureAwait(false) is not { } change)
            {
                continue;
            }

            changes.Add(change);
            members += change.Added.Count;
            if (members >= MembersAtOnce || changes.Count == BatchSize)
            {
                await WriteAsync(changes, cancellationToken).ConfigureAwait(false);
                changes.Clear();
                members = 0;
            }
        }

        await WriteAsync(changes, cancellationToken).ConfigureAwait(false);
        await GoneAsync(unseen, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds out which groups are gone where the directory does not tell.</summary>
    public async Task CompareAsync(IDirectoryChanges directory, CancellationToken cancellationToken)
    {
        HashSet<string> unseen = [.. (await KnownAsync(cancellationToken).ConfigureAwait(false)).Keys];
        await foreach (string key in directory.ReadGroupKeysAsync(cancellationToken).ConfigureAwait(false))
        {
            unseen.Remove(key);
        }

        await GoneAsync(unseen, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a person's direct memberships over; where the directory does not say, nothing is known and nothing changes.</summary>
    public async Task ReconcileAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> groupsOf, CancellationToken cancellationToken)
    {
        if (groupsOf.Count == 0)
        {
            return;
        }

        HashSet<GroupEdge> wanted = [.. groupsOf.SelectMany(pair => pair.Value.Select(group => new GroupEdge(SystemId, group, pair.Key)))];
        List<GroupEdge> gone = [];
        await foreach (GroupEdge edge in _hub.ReadAsync(
            new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).In(row => row.MemberKey, [.. groupsOf.Keys]), cancellationToken).ConfigureAwait(false))
        {
            if (!wanted.Remove(edge))
            {
                gone.Add(edge);
            }
        }

        if (wanted.Count + gone.Count > 0)
        {
            await _hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(wanted, cancellationToken).ConfigureAwait(false);
                    foreach (IGrouping<string, GroupEdge> member in gone.GroupBy(edge => edge.MemberKey))
                    {
                        await transaction.RemoveAsync(
                            new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).Equal(row => row.MemberKey, member.Key).In(row => row.GroupKey, [.. member.Select(edge => edge.GroupKey)]),
                            cancellationToken).ConfigureAwait(false);
                    }

                    // Their own rows are stored after this: whoever is killed in between finds them here.
                    await _state.AddAsync(transaction, WorkOf([.. wanted.Concat(gone).Select(edge => edge.MemberKey).Distinct()]), cancellationToken).ConfigureAwait(false);
                },
                _state.Run.Lease,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Notes that groups are gone. Their rows stay, so that an assignment to one is explained, but they have no members. Where one of them is the
    /// scope, nothing is stored of it: whoever is in it stays in it until the scope is set otherwise.
    /// </summary>
    /// <exception cref="RingCentralAdException"><c>ScopeGroupGone</c>.</exception>
    public async Task GoneAsync(IReadOnlyCollection<string> gone, CancellationToken cancellationToken)
    {
        Dictionary<string, HubGroup> known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        HubGroup[] groups = [.. gone.Select(key => known.GetValueOrDefault(key)).OfType<HubGroup>().Where(group => group.State == AppUserState.Present).Select(group => group with { State = AppUserState.Gone })];
        if (groups.Length == 0)
        {
            return;
        }

        if (groups.FirstOrDefault(group => _state.Entry.Settings.Groups.Contains(group.Key, StringComparer.Ordinal)) is { } scope)
        {
            throw ScopeGroupCheck.Gone(_state.Entry, scope.Key, scope);
        }

        string[] keys = [.. groups.Select(group => group.Key)];
        List<string> members = [.. keys];
        await foreach (GroupEdge edge in _hub.ReadAsync(new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).In(row => row.GroupKey, keys), cancellationToken).ConfigureAwait(false))
        {
            members.Add(edge.MemberKey);
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync(groups, cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).In(row => row.GroupKey, keys), cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).In(row => row.MemberKey, keys), cancellationToken).ConfigureAwait(false);
                await _state.AddAsync(transaction, WorkOf(members), cancellationToken).ConfigureAwait(false);
            },
            _state.Run.Lease,
            cancellationToken).ConfigureAwait(false);
        Changed += groups.Length;
        foreach (HubGroup group in groups)
        {
            known[group.Key] = group;
        }
    }

    /// <summary>Takes one group over as the directory shows it.</summary>
    public async Task SaveAsync(DirectoryGroup group, CancellationToken cancellationToken)
    {
        if (await CompareAsync(group, cancellationToken).ConfigureAwait(false) is { } change)
        {
            await WriteAsync([change], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is to be stored of a group; null where it is as the hub has it.</summary>
    private async Task<GroupChange?> CompareAsync(DirectoryGroup group, CancellationToken cancellationToken)
    {
        Shown++;
        Dictionary<string, HubGroup> known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        HubGroup? before = known.GetValueOrDefault(group.Key);
        HubGroup now = (before ?? new HubGroup { Id = Ids.New(_state.Time), Name = group.Name, Kind = HubGroupKind.Imported }) with
        {
            Name = group.Name,
            SystemId = SystemId,
            Key = group.Key,
            Place = group.Place,
            PrimaryGroupId = group.PrimaryGroupId,
            Description = group.Description,
            State = AppUserState.Present,
            MembersUnknown = group.Members is null && before is not { State: AppUserState.Present, MembersUnknown: false },
        };
        HashSet<string> added = new(group.Members ?? [], StringComparer.Ordinal);
        List<string> gone = [];
        List<string> stay = [];
        if (before is not null)
        {
            await foreach (GroupEdge edge in _hub.ReadAsync(
                new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).Equal(row => row.GroupKey, group.Key), cancellationToken).ConfigureAwait(false))
            {
                (added.Remove(edge.MemberKey) ? stay : gone).Add(edge.MemberKey);
            }
        }

        if (group.Members is null)
        {
            // The server gave no whole answer: the members are unknown, so what the hub holds stays.
            stay.AddRange(gone);
            gone.Clear();
        }

        if (now.Equals(before) && added.Count == 0 && gone.Count == 0)
        {
            return null;
        }

        HashSet<string> linked = await LinkedAsync(gone, cancellationToken).ConfigureAwait(false);
        _leaving.UnionWith(linked.Select(key => new GroupEdge(SystemId, group.Key, key)));

        // A filter names groups by their distinguished names, and so does memberOf: who is in a renamed one is looked at too.
        string[] concerned = before is not null && before.Place != now.Place ? [.. added, .. gone, .. stay] : [.. added, .. gone];
        return new GroupChange(now, added, [.. gone.Except(linked)], concerned);
    }

    private async Task WriteAsync(IReadOnlyList<GroupChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([.. changes.Select(change => change.Group)], cancellationToken).ConfigureAwait(false);
                foreach (GroupChange change in changes)
                {
                    await WriteMembersAsync(transaction, change, cancellationToken).ConfigureAwait(false);
                }

                await _state.AddAsync(transaction, WorkOf([.. changes.SelectMany(change => change.Concerned)]), cancellationToken).ConfigureAwait(false);
            },
            _state.Run.Lease,
            cancellationToken).ConfigureAwait(false);
        Changed += changes.Count;
        Dictionary<string, HubGroup> known = await KnownAsync(cancellationToken).ConfigureAwait(false);
        foreach (GroupChange change in changes)
        {
            known[change.Group.Key] = change.Group;
        }
    }

    private async Task WriteMembersAsync(IHubTransaction transaction, GroupChange change, CancellationToken cancellationToken)
    {
        // In the order of the key, so that rows that lie together are written together.
        foreach (string[] some in change.Added.Order(StringComparer.Ordinal).Chunk(BatchSize))
        {
            await transaction.SaveAsync([.. some.Select(key => new GroupEdge(SystemId, change.Group.Key, key))], cancellationToken).ConfigureAwait(false);
        }

        if (change.Gone.Count > 0)
        {
            await transaction.RemoveAsync(Members(change.Group.Key, change.Gone), cancellationToken).ConfigureAwait(false);
        }
    }

    private Filter<GroupEdge> Members(string group, IReadOnlyCollection<string> members) =>
        new Filter<GroupEdge>().Equal(row => row.SystemId, SystemId).Equal(row => row.GroupKey, group).In(row => row.MemberKey, members);

    private async Task<HashSet<string>> LinkedAsync(IEnumerable<string> members, CancellationToken cancellationToken)
    {
        HashSet<string> linked = new(StringComparer.Ordinal);
        foreach (string[] keys in members.Chunk(BatchSize))
        {
            await foreach (AppUserStanding person in _hub.ReadAsync(
                new Filter<AppUserStanding>().Equal(row => row.SystemId, SystemId).NotNull(row => row.UserId).In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
            {
                if (person.State != AppUserState.Gone)
                {
                    linked.Add(person.Key);
                }
            }
        }

        return linked;
    }

    private ImportCursor WorkOf(IReadOnlyList<string> concerned) => new()
    {
        Members = _scopeReadsGroups ? concerned : [],
        Again = _state.ReadsMemberOf ? concerned : [],
    };

    private async Task<Dictionary<string, HubGroup>> KnownAsync(CancellationToken cancellationToken) => _known ??=
        (await _hub.ListAsync(new Filter<HubGroup>().Equal(row => row.SystemId, SystemId), cancellationToken).ConfigureAwait(false)).ToDictionary(group => group.Key, StringComparer.Ordinal);

    /// <param name="Group">The group as it is now.</param>
    /// <param name="Added">Members who came.</param>
    /// <param name="Gone">Members who went, and keep no membership until something about them is decided.</param>
    /// <param name="Concerned">Whose memberships look different now.</param>
    private sealed record GroupChange(HubGroup Group, IReadOnlyCollection<string> Added, IReadOnlyList<string> Gone, IReadOnlyList<string> Concerned);
}
