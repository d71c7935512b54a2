using RingCentralAD.TestServers;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A hub's tables as sqlite3 and psql read them: a line for each row, the same on both.</summary>
internal static class HubText
{
    /// <summary>All tables of a hub in a file but those that tell of the file itself; with a list of tables and columns, those.</summary>
    public static async Task<SortedDictionary<string, string[]>> OfFileAsync(string path, CancellationToken cancellationToken, IEnumerable<string>? only = null)
    {
        SortedDictionary<string, string[]> tables = new(StringComparer.Ordinal);
        HashSet<string>? columnsOnly = only?.ToHashSet();
        foreach (string table in await SqliteAsync(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_version'", cancellationToken))
        {
            string[] columns = await SqliteAsync(path, $"SELECT name FROM pragma_table_info('{table}') ORDER BY name", cancellationToken);
            columns = [.. columns.Where(column => columnsOnly?.Contains($"{table}.{column}") != false)];
            if (columns.Length == 0)
            {
                continue;
            }

            string row = string.Join(" || '|' || ", columns.Select(static column => $"coalesce(CASE typeof(\"{column}\") WHEN 'text' THEN hex(\"{column}\") ELSE \"{column}\" END, '-')"));
            tables[$"{table}({string.Join(',', columns)})"] = await SqliteAsync(path, $"SELECT {row} FROM \"{table}\" ORDER BY 1", cancellationToken);
        }

        return tables;
    }

    /// <summary>All tables of a hub in a schema.</summary>
    public static async Task<SortedDictionary<string, string[]>> OfSchemaAsync(string schema, CancellationToken cancellationToken, IEnumerable<string>? only = null)
    {
        HashSet<string>? columnsOnly = only?.ToHashSet();
        string[] all = await PostgresAsync(
            $"SELECT table_name || '.' || column_name || ':' || data_type FROM information_schema.columns WHERE table_schema = '{schema}' AND table_name <> 'schema_version' ORDER BY column_name COLLATE \"C\"", cancellationToken);
        Dictionary<string, string[]> columnsOf = all.Where(column => columnsOnly?.Contains(column.Split(':')[0]) != false)
            .GroupBy(static column => column.Split('.')[0]).ToDictionary(static table => table.Key, static table => table.Select(static column => column.Split('.')[1]).ToArray());

        // All rows by one query: a process for each table would take most of a test's time.
        string[] queries = [.. columnsOf.Select(table => $"SELECT '{table.Key} ' || {string.Join(" || '|' || ", table.Value.Select(Cell))} FROM {schema}.\"{table.Key}\"")];
        ILookup<string, string> rows = (queries.Length == 0 ? [] : await PostgresAsync(string.Join(" UNION ALL ", queries), cancellationToken)).ToLookup(static row => row.Split(' ')[0], static row => row[(row.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        SortedDictionary<string, string[]> tables = new(StringComparer.Ordinal);
        foreach ((string table, string[] columns) in columnsOf)
        {
            tables[$"{table}({string.Join(',', columns.Select(static column => column.Split(':')[0]))})"] = [.. rows[table].Order(StringComparer.Ordinal)];
        }

        return tables;

        static string Cell(string column)
        {
            string[] parts = column.Split(':');
            return parts[1] switch
            {
                "text" => $"coalesce(upper(encode(convert_to(\"{parts[0]}\", 'UTF8'), 'hex')), '-')",
                "boolean" => $"coalesce(\"{parts[0]}\"::int::text, '-')",
                _ => $"coalesce(\"{parts[0]}\"::text, '-')",
            };
        }
    }

    /// <summary>The lines that sqlite3 prints for a query.</summary>
    public static async Task<string[]> SqliteAsync(string path, string sql, CancellationToken cancellationToken)
    {
        ToolResult result = await ServerTools.RunAsync("sqlite3", ["-readonly", path, sql], cancellationToken: cancellationToken);
        return result.Success("sqlite3").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The lines that psql prints for a query.</summary>
    public static async Task<string[]> PostgresAsync(string sql, CancellationToken cancellationToken) =>
        (await (await SharedPostgres.Server).PsqlAsync(sql, cancellationToken: cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
