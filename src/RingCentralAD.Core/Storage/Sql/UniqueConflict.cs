using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// What is behind a unique index's complaint. A database looks at one row after the other: where Ann gives her login to Bob
/// in one call, the order decides whether it complains. The store looks at the whole call.
/// </summary>
internal static class UniqueConflict
{
    /// <summary>
    /// The keys of stored rows that only stand in the way: they are among the rows, and give up what another one of them wants.
    /// </summary>
    /// <exception cref="RingCentralAdException">HubConflict: a value would belong to two rows when all are stored.</exception>
    public static async Task<IReadOnlyList<object[]>> FindAsync<T>(
        Session session, TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        HashSet<string> saved = new(rows.Select(table.KeyOf), StringComparer.Ordinal);
        Dictionary<string, object[]> inTheWay = new(StringComparer.Ordinal);
        foreach (TableIndex index in table.Indexes.Where(static index => index.Unique))
        {
            Column<T>[] columns = [.. index.Columns.Cast<Column<T>>()];
            Dictionary<string, T> wanted = Wanted(session, table, index, columns, rows);
            foreach ((T row, object[] holder) in await HoldersAsync(session, table, index, columns, wanted, cancellationToken).ConfigureAwait(false))
            {
                string key = Table.Joined(holder);
                if (!saved.Contains(key))
                {
                    throw Conflict(session, table, columns, row, $"{typeof(T).Name} {string.Join(", ", holder)}");
                }

                if (key != table.KeyOf(row))
                {
                    inTheWay[key] = holder;
                }
            }
        }

        return [.. inTheWay.Values];
    }

    private static Dictionary<string, T> Wanted<T>(Session session, TableMap<T> table, TableIndex index, Column<T>[] columns, IReadOnlyList<T> rows)
        where T : class, IHubRow
    {
        Dictionary<string, T> wanted = new(StringComparer.Ordinal);
        foreach (T row in rows.Where(row => table.Covers(index, row) && columns.All(column => column.Get(row) is not null)))
        {
            if (!wanted.TryAdd(Table.Joined(columns.Select(column => column.Get(row))), row))
            {
                throw Conflict(session, table, columns, row, null);
            }
        }

        return wanted;
    }

    /// <summary>Who holds the wanted values now: each row that wants one, with the key of the row that has it.</summary>
    private static async Task<List<(T Row, object[] Holder)>> HoldersAsync<T>(
        Session session, TableMap<T> table, TableIndex index, Column<T>[] columns, Dictionary<string, T> wanted, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        Column<T> last = columns[^1];
        object[] values = [.. wanted.Values.Select(row => last.Get(row)!).Distinct()];
        if (values.Length == 0)
        {
            return [];
        }

        string where = session.Dialect.InList(Dialect.Quote(last.Name), "@p0") + (index.Where is null ? "" : $" AND {index.Where}");
        string sql = $"SELECT {FilterSql.Names([.. columns, .. table.Keys])} FROM {session.Dialect.Table(table.Name)} WHERE {where}";
        object list = session.Dialect.ListValue(last.Type, values);
        List<(T Row, object[] Holder)> holders = [];
        foreach (object?[] found in await session.QueryAsync(sql, [list], cancellationToken).ConfigureAwait(false))
        {
            if (wanted.TryGetValue(Table.Joined(found[..columns.Length]), out T? row))
            {
                holders.Add((row, [.. found[columns.Length..].Select(static value => value!)]));
            }
        }

        return holders;
    }

    private static RingCentralAdException Conflict<T>(Session session, TableMap<T> table, Column<T>[] columns, T row, string? holder)
        where T : class, IHubRow => StoreErrors.Conflict(
            session.Location,
            typeof(T).Name,
            table.Describe(row),
            string.Join(" and ", columns.Select(static column => column.Property)),
            string.Join(" and ", columns.Select(column => $"'{column.Get(row)}'")),
            holder);
}
