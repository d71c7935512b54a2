using System.Text.Json;
using Microsoft.Data.Sqlite;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>How much of a table could be read.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Whole">Nothing of it was unreadable.</param>
internal sealed record SalvagedTable(string Table, long Rows, bool Whole);

/// <summary>
/// Reads what is left of a damaged hub file into a new one: each table from its beginning and from its end up to the damage. A row whose values
/// are not of their columns' kind is left out.
/// </summary>
internal static class Salvage
{
    /// <summary>Makes the new file; the damaged one is only read.</summary>
    public static async Task<IReadOnlyList<SalvagedTable>> ReadAsync(string damaged, string target, TimeProvider time, CancellationToken cancellationToken)
    {
        SqliteSession? from = await TryOpenAsync(damaged, cancellationToken).ConfigureAwait(false);
        try
        {
            int version = from is null ? SchemaSteps.All[^1].Version : await VersionAsync(from, damaged, cancellationToken).ConfigureAwait(false);
            SchemaStep[] steps = [.. SchemaSteps.All.Where(step => step.Version <= version)];
            SqliteStore made = await SqliteStore.CreateAsync(target, time, SqliteOptions.Default, steps, cancellationToken).ConfigureAwait(false);
            await made.DisposeAsync().ConfigureAwait(false);
            SqliteSession to = await SqliteSession.OpenAsync(target, SqliteOptions.Default.WriterPragmas, SqliteOptions.Default, cancellationToken).ConfigureAwait(false);
            await using (to.ConfigureAwait(false))
            {
                List<SalvagedTable> tables = [];
                await to.BeginAsync(cancellationToken).ConfigureAwait(false);
                foreach (Table table in Tables.All)
                {
                    tables.Add(await CopyAsync(from, to, table, cancellationToken).ConfigureAwait(false));
                }

                await to.CommitAsync(cancellationToken).ConfigureAwait(false);
                return [.. tables.OrderBy(static table => table.Table, StringComparer.Ordinal)];
            }
        }
        finally
        {
            if (from is not null)
            {
                await from.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<SqliteSession?> TryOpenAsync(string damaged, CancellationToken cancellationToken)
    {
        SqliteSession? session = null;
        try
        {
            // SQLite refuses a file that was cut off as a whole, unless it is told to be lenient (https://www.sqlite.org/pragma.html#pragma_writable_schema).
            session = await SqliteSession.OpenAsync(damaged, "PRAGMA query_only = ON; PRAGMA writable_schema = ON", SqliteOptions.Default, cancellationToken).ConfigureAwait(false);
            await session.ScalarAsync("SELECT COUNT(*) FROM sqlite_master", [], cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (RingCentralAdException error) when (error.ErrorId is "HubNotADatabase" or "HubDamaged")
        {
            // Closed at once: who has it open keeps it from being moved aside.
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }

            return null;
        }
    }

    private static async Task<int> VersionAsync(SqliteSession from, string damaged, CancellationToken cancellationToken)
    {
        int newest = SchemaSteps.All[^1].Version;
        try
        {
            object? found = await from.ScalarAsync("SELECT MAX(version) FROM schema_version", [], cancellationToken).ConfigureAwait(false);
            int version = found is long number ? (int)number : newest;
            return version <= newest ? version : throw StoreErrors.TooNew(damaged, version, newest);
        }
        catch (RingCentralAdException error) when (error.ErrorId is "HubDamaged" or "HubFailed")
        {
            return newest;
        }
    }

    private static async Task<SalvagedTable> CopyAsync(SqliteSession? from, SqliteSession to, Table table, CancellationToken cancellationToken)
    {
        // A hub of an earlier version lacks columns, or the whole table.
        List<object?[]> there = await to.QueryAsync($"SELECT name FROM pragma_table_info('{table.Name}')", [], cancellationToken).ConfigureAwait(false);
        HashSet<string> names = [.. there.Select(static row => (string)row[0]!)];
        Column[] columns = [.. table.Columns.Where(column => names.Contains(column.Name))];
        if (columns.Length == 0)
        {
            return new SalvagedTable(table.Name, 0, true);
        }

        bool whole = from is not null && await CopyFromAsync("ASC").ConfigureAwait(false);
        if (from is not null && !whole)
        {
            await CopyFromAsync("DESC").ConfigureAwait(false);
        }

        long rows = (long)(await to.ScalarAsync($"SELECT COUNT(*) FROM {to.Dialect.Table(table.Name)}", [], cancellationToken).ConfigureAwait(false))!;
        return new SalvagedTable(table.Name, rows, whole);

        async Task<bool> CopyFromAsync(string direction)
        {
            string order = table.Narrow ? string.Join(", ", table.Keys.Select(key => $"{Dialect.Quote(key.Name)} {direction}")) : $"rowid {direction}";
            string select = $"SELECT {FilterSql.Names(columns)} FROM {from.Dialect.Table(table.Name)} ORDER BY {order}";
            string insert = $"INSERT OR IGNORE INTO {to.Dialect.Table(table.Name)} ({FilterSql.Names(columns)}) VALUES ({string.Join(", ", columns.Select(static (_, i) => $"@p{i}"))})";
            bool sound = true;
            try
            {
                await foreach (object?[] row in from.StreamValuesAsync(select, [], cancellationToken).ConfigureAwait(false))
                {
                    if (columns.Zip(row).All(static pair => IsOfItsKind(pair.First, pair.Second)))
                    {
                        await to.ExecuteAsync(insert, [.. row.Select(static value => value ?? DBNull.Value)], cancellationToken).ConfigureAwait(false);
                    }
                    else
                    {
                        sound = false;
                    }
                }

                return sound;
            }
            catch (RingCentralAdException error) when (error.InnerException is SqliteException && error.Target as string == from.Location)
            {
                return false;
            }
        }
    }

    private static bool IsOfItsKind(Column column, object? value) => (column.Type, value) switch
    {
        (_, null) => column.Nullable,
        (ColumnType.Integer or ColumnType.Time or ColumnType.Boolean, _) => value is long,
        (ColumnType.Json, string text) => IsJson(text),
        _ => value is string,
    };

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
