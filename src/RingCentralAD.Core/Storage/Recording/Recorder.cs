using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// Gathers what a write transaction changes and adds it to the record when it is committed: no way of writing can forget it. What an import only
/// copies from a system (entries, containers, memberships) and what the hub reckons for itself is not recorded; what follows from it is.
/// </summary>
internal sealed class Recorder(Session session, Lease? lease, TimeProvider time)
{
    private readonly List<PendingChange> _pending = [];
    private readonly Dictionary<string, int> _created = new(StringComparer.Ordinal);
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
        if (_pending.Count == 0)
        {
            return;
        }

        RecordWriter writer = await RecordWriter.OpenAsync(session, lease?.RunId, time, cancellationToken).ConfigureAwait(false);
        await writer.EraseAsync(_erased, cancellationToken).ConfigureAwait(false);
        writer.Add(_pending.Select(change => change.UserId is { } id && _erased.Contains(id) ? change with { Content = null } : change));
        if (_pending.Any(static change => change.Kind == ChangeKind.RunEnded))
        {
            await writer.PruneAsync(cancellationToken).ConfigureAwait(false);
        }

        await writer.SaveAsync(cancellationToken).ConfigureAwait(false);
        _pending.Clear();
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
        TableMap<AppUserOwner> table = Tables.Of<AppUserOwner>();
        Dictionary<string, AppUserOwner> before = await BeforeAsync(table, rows, cancellationToken).ConfigureAwait(false);
        return
        [
            .. rows.Where(row => makesRows || before.ContainsKey(table.KeyOf(row)))
                .SelectMany(row => PeopleChanges.OfLink(row.SystemId, row.Key, before.GetValueOrDefault(table.KeyOf(row))?.UserId, row.UserId)),
        ];
    }

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

    // Who comes into the hub with an entry is told in one line.
    private void Add(PendingChange change)
    {
        if (change.Kind == ChangeKind.Linked && _created.Remove(change.UserId!, out int at))
        {
            PendingChange created = _pending[at];
            _pending[at] = created with
            {
                Facts = created.Facts with { SystemId = change.Facts.SystemId },
                Content = created.Content! with { Key = change.Content!.Key },
            };
            return;
        }

        if (change.Kind == ChangeKind.PersonCreated)
        {
            _created[change.UserId!] = _pending.Count;
        }
        else if (change.Kind == ChangeKind.PersonRemoved)
        {
            _erased.Add(change.UserId!);
        }

        _pending.Add(change);
    }
}
