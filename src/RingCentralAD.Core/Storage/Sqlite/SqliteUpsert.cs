using System.Buffers;
using System.Text;
using RingCentralAD.Core.Model;
using SQLitePCL;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// The prepared statement that writes rows of one table. It speaks to SQLite itself: the provider looks every parameter up by name for every
/// row, which takes longer than SQLite takes to write it.
/// </summary>
internal sealed class SqliteUpsert : IDisposable
{
    private readonly sqlite3_stmt _statement;

    private SqliteUpsert(sqlite3_stmt statement) => _statement = statement;

    /// <summary>Prepares the statement for a table; a result other than SQLITE_OK means that there is none.</summary>
    public static int Prepare(sqlite3 database, Table table, Dialect dialect, out SqliteUpsert? upsert)
    {
        int result = raw.sqlite3_prepare_v2(database, SqlOf(table, dialect), out sqlite3_stmt statement);
        upsert = result == raw.SQLITE_OK ? new SqliteUpsert(statement) : null;
        return result;
    }

    /// <summary>Writes one row; the result is SQLite's.</summary>
    public int Write<T>(TableMap<T> table, T row)
        where T : class, IHubRow
    {
        int result = raw.SQLITE_OK;
        IReadOnlyList<Column<T>> columns = table.Columns;
        for (int i = 0; i < columns.Count && result == raw.SQLITE_OK; i++)
        {
            result = Bind(i + 1, columns[i].Get(row));
        }

        if (result == raw.SQLITE_OK)
        {
            result = raw.sqlite3_step(_statement);
        }

        // What the reset gives is the error of the step once more.
        raw.sqlite3_reset(_statement);
        return result == raw.SQLITE_DONE ? raw.SQLITE_OK : result;
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int parameter, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, parameter),
        string text => BindText(parameter, text),
        bool flag => raw.sqlite3_bind_int64(_statement, parameter, flag ? 1 : 0),
        long number => raw.sqlite3_bind_int64(_statement, parameter, number),
        _ => throw new ArgumentException($"SQLite columns hold no {value.GetType().Name}."),
    };

    private int BindText(int parameter, string text)
    {
        if (text.Length == 0)
        {
            // No bytes at all would be taken for no value.
            return raw.sqlite3_bind_text(_statement, parameter, "");
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return raw.sqlite3_bind_text(_statement, parameter, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static string SqlOf(Table table, Dialect dialect)
    {
        string[] parameters = [.. table.Columns.Select(static (_, i) => $"?{i + 1}")];
        if (table.UpdatesOnly)
        {
            string[] set = [.. table.Columns.Select((column, i) => $"{Dialect.Quote(column.Name)} = {parameters[i]}")];
            string keys = string.Join(" AND ", set.Where((_, i) => table.Keys.Contains(table.Columns[i])));
            string others = string.Join(", ", set.Where((_, i) => !table.Keys.Contains(table.Columns[i])));
            return $"UPDATE {dialect.Table(table.Name)} SET {others} WHERE {keys}";
        }

        return $"INSERT INTO {dialect.Table(table.Name)} ({FilterSql.Names(table.Columns)}) VALUES ({string.Join(", ", parameters)}) ON CONFLICT ({FilterSql.Names(table.Keys)}) {UpsertSql.WhenThere(table)}";
    }
}
