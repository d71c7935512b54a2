using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// Gathers what a write transaction changes and adds it to the record when it is committed: no way of writing can forget it. What an import only
/// copies from a system (entries, containers, memberships) and what the hub reckons for itself is not recorded; what follows from it is.
/// </summary>
internal sealed class Recorder(Session session, Lease? lease, TimeProvider time)
{
    private const int PeoplePerLine = 1_000;
    private readonly List<PendingChange> _pending = [];
    private readonly Dictionary<string, string?> _created = new(StringComparer.Ordinal);
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);

    /// <summary>What saving these rows will change.</summary>
    public Task<List<PendingChange>> LookAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow => rows switch
        {
            IReadOnlyCollection<AppUser> entries => LinksAsync([.. entries.Select(static row => new AppUserOwner(row.SystemId, row.Key, row.UserId))], makesRows: true, cancellationToken),
            IReadOnlyCollection<AppUserOwner> owners => LinksAsync(owners, makesRows: false, cancellationToken),
            IReadOnlyCollection<Operation> operations when operations.All(static row => row.State is not (OperationState.Done or OperationState.Unknown) && row.ErrorId is null) => Nothing,
            IReadOnlyCollection<Run> runs when runs.All(static row => row.State == RunState.Running) => Nothing,
            _ when RecordedTables.Of<T>() is { } recorded => CompareAsync(recorded, rows, cancellationToken),
            _ => Nothing,
        };

    /// <summary>What removing these rows will change.</summary>
    public async Task<List<PendingChange>> LookAsync<T>(Filter<T> filter, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        if (typeof(T) == typeof(AppUser))
        {
            List<AppUser> entries = await session.ListAsync((Filter<AppUser>)(object)filter, cancellationToken).ConfigureAwait(false);
            return [.. entries.SelectMany(static row => PeopleChanges.OfLink(row.SystemId, row.Key, row.UserId, null))];
        }

        return RecordedTables.Of<T>() is { } recorded
            ? [.. (await session.ListAsync(filter, cancellationToken).ConfigureAwait(false)).Select(row => recorded.Compare(row, null)).OfType<PendingChange>()]
            : [];
    }

    /// <summary>Takes down what was changed, once it was.</summary>
    public void Take(List<PendingChange> changes)
    {
        foreach (PendingChange change in changes)
        {
            Add(change);
        }
    }

    /// <summary>Adds what was gathered to the record, and erases what it held of people who were removed.</summary>
    public async Task AppendAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count + _created.Count == 0)
        {
            return;
        }

        RecordWriter writer = await RecordWriter.OpenAsync(session, lease?.RunId, time, cancellationToken).ConfigureAwait(false);
        await writer.EraseAsync(_erased, cancellationToken).ConfigureAwait(false);
        writer.Add(NewPeople());
        writer.Add(_pending.Select(change => change.UserId is { } id && _erased.Contains(id) ? change with { Content = null } : change));
        if (_pending.Any(static change => change.Kind == ChangeKind.RunEnded))
        {
            await writer.PruneAsync(cancellationToken).ConfigureAwait(false);
        }

        await writer.SaveAsync(cancellationToken).ConfigureAwait(false);
        _pending.Clear();
        _created.Clear();
    }

    private static Task<List<PendingChange>> Nothing => Task.FromResult<List<PendingChange>>([]);

    private async Task<List<PendingChange>> CompareAsync<T>(RecordedTable<T> recorded, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        Dictionary<string, T> before = await BeforeAsync(recorded.Table, rows, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => recorded.Compare(before.GetValueOrDefault(recorded.Table.KeyOf(row)), row)).OfType<PendingChange>()];
    }

    private async Task<List<PendingChange>> LinksAsync(IReadOnlyCollection<AppUserOwner> rows, bool makesRows, CancellationToken cancellationToken)
    {
        // A first import stores everybody before anybody is linked.
        if (rows.All(static row => row.UserId is null) && !await IsAnybodyLinkedAsync(cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        Dictionary<(string, string), string?> before = await OwnersAsync(rows, linked: true, cancellationToken).ConfigureAwait(false);
        if (!makesRows)
        {
            // An entry that is not there gets no owner. Who is new came with theirs, and costs no second look.
            AppUserOwner[] others = [.. rows.Where(row => row.UserId is { } user && !_created.ContainsKey(user) && !before.ContainsKey((row.SystemId, row.Key)))];
            Dictionary<(string, string), string?> there = await OwnersAsync(others, linked: false, cancellationToken).ConfigureAwait(false);
            rows = [.. rows.Except(others.Where(row => !there.ContainsKey((row.SystemId, row.Key))))];
        }

        return [.. rows.SelectMany(row => PeopleChanges.OfLink(row.SystemId, row.Key, before.GetValueOrDefault((row.SystemId, row.Key)), row.UserId))];
    }

    /// <summary>Whom entries belong to as they are stored.</summary>
    private async Task<Dictionary<(string System, string Key), string?>> OwnersAsync(IReadOnlyCollection<AppUserOwner> rows, bool linked, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), string?> owners = [];
        foreach (IGrouping<string, string> system in rows.GroupBy(static row => row.SystemId, static row => row.Key))
        {
            Filter<AppUserOwner> asked = new Filter<AppUserOwner>().Equal(static row => row.SystemId, system.Key).In(static row => row.Key, [.. system]).AnyOrder();
            asked = linked ? asked.NotNull(static row => row.UserId) : asked;
            await foreach (AppUserOwner row in session.StreamAsync(asked, cancellationToken).ConfigureAwait(false))
            {
                owners[(row.SystemId, row.Key)] = row.UserId;
            }
        }

        return owners;
    }

    private async Task<bool> IsAnybodyLinkedAsync(CancellationToken cancellationToken) =>
        (await session.ListAsync(new Filter<AppUserOwner>().NotNull(static row => row.UserId).AnyOrder().Take(1), cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>The rows as they are stored, by key.</summary>
    private async Task<Dictionary<string, T>> BeforeAsync<T>(TableMap<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        if (rows.Count == 0)
        {
            return [];
        }

        // Each column of the key by itself: what is found too much is not asked for.
        List<object> values = [];
        List<string> terms = [];
        foreach (Column<T> key in table.Keys)
        {
            terms.Add(session.Dialect.InList(Dialect.Quote(key.Name), $"@p{values.Count}"));
            values.Add(session.Dialect.ListValue(key.Type, [.. rows.Select(row => key.Get(row)!).Distinct()]));
        }

        Statement select = FilterSql.Select(session.Dialect, table, new Filter<T>().AnyOrder());
        Dictionary<string, T> before = new(StringComparer.Ordinal);
        await foreach (T row in session.StreamAsync(table, new Statement($"{select.Sql} WHERE {string.Join(" AND ", terms)}", values), cancellationToken).ConfigureAwait(false))
        {
            before[table.KeyOf(row)] = row;
        }

        return before;
    }

    // By the system with whose entry they came.
    private IEnumerable<PendingChange> NewPeople() =>
        from system in _created.GroupBy(static person => person.Value, static person => person.Key)
        from people in system.Chunk(PeoplePerLine)
        select new PendingChange(ChangeKind.PersonCreated, null, new ChangeFacts { SystemId = system.Key, People = people }, null);

    private void Add(PendingChange change)
    {
        switch (change.Kind)
        {
            case ChangeKind.PersonCreated:
                _created[change.UserId!] = null;
                return;
            case ChangeKind.Linked when _created.TryGetValue(change.UserId!, out string? system) && system is null:
                _created[change.UserId!] = change.Facts.SystemId;
                return;
            case ChangeKind.PersonRemoved:
                _erased.Add(change.UserId!);
                break;
        }

        _pending.Add(change);
    }
}
