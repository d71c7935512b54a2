using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// What happens when a save meets a unique index. A database looks at one row after the other: where Ann gives her login
/// to Bob in one call, the order decides whether it complains. The store looks at the whole call.
/// </summary>
internal static class UniqueConflict
{
    /// <summary>The conflict that remains when all rows are stored, or null when the rows only stand in each other's way.</summary>
    public static async Task<RingCentralAdException?> FindAsync<T>(
        Session session, TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        HashSet<string> saved = new(rows.Select(table.KeyOf), StringComparer.Ordinal);
        foreach (TableIndex index in table.Indexes.Where(static index => index.Unique))
        {
            Column<T>[] columns = [.. index.Columns.Cast<Column<T>>()];
            Dictionary<string, T> wanted = new(StringComparer.Ordinal);
            foreach (T row in rows.Where(row => table.Covers(index, row) && columns.All(column => column.Get(row) is not null)))
            {
                if (!wanted.TryAdd(ValuesOf(columns, row), row))
                {
                    return StoreErrors.Conflict(session.Location, typeof(T).Name, table.Describe(row), Names(columns), Shown(columns, row), null);
                }
            }

            if (await HolderAsync(session, table, index, columns, wanted, saved, cancellationToken).ConfigureAwait(false) is { } conflict)
            {
                return conflict;
            }
        }

        return null;
    }

    /// <summary>Takes the unique values away from the stored rows that are about to be replaced.</summary>
    public static async Task LetGoAsync<T>(Session session, TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        string name = session.Dialect.Table(table.Name);
        string keys = string.Join(" AND ", table.Keys.Select(static (key, i) => $"{Dialect.Quote(key.Name)} = @p{i}"));
        foreach (T row in rows)
        {
            object[] values = [.. table.Keys.Select(key => key.Get(row)!)];
            await session.ExecuteAsync($"DELETE FROM {name} WHERE {keys}", values, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<RingCentralAdException?> HolderAsync<T>(
        Session session,
        TableMap<T> table,
        TableIndex index,
        Column<T>[] columns,
        Dictionary<string, T> wanted,
        HashSet<string> saved,
        CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        Column<T> last = columns[^1];
        List<object> values = [.. wanted.Values.Select(row => last.Get(row)!).Distinct()];
        if (values.Count == 0)
        {
            return null;
        }

        string where = session.Dialect.InList(Dialect.Quote(last.Name), "@p0") + (index.Where is null ? "" : $" AND {index.Where}");
        string sql = $"SELECT {FilterSql.Names([.. columns, .. table.Keys])} FROM {session.Dialect.Table(table.Name)} WHERE {where}";
        object list = session.Dialect.ListValue(last.Type, values);
        foreach (object?[] found in await session.QueryAsync(sql, [list], cancellationToken).ConfigureAwait(false))
        {
            string key = Table.Joined(found[columns.Length..]);
            if (!saved.Contains(key) && wanted.TryGetValue(Table.Joined(found[..columns.Length]), out T? row))
            {
                string holder = $"{typeof(T).Name} {string.Join(", ", found[columns.Length..])}";
                return StoreErrors.Conflict(session.Location, typeof(T).Name, table.Describe(row), Names(columns), Shown(columns, row), holder);
            }
        }

        return null;
    }

    private static string ValuesOf<T>(Column<T>[] columns, T row) => Table.Joined(columns.Select(column => column.Get(row)));

    private static string Names<T>(Column<T>[] columns) => string.Join(" and ", columns.Select(static column => column.Property));

    private static string Shown<T>(Column<T>[] columns, T row) => string.Join(" and ", columns.Select(column => $"'{column.Get(row)}'"));
}
