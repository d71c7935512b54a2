using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Tests.Storage;

public sealed class PostgresMigrationTests() : MigrationTests(new PostgresPlace())
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    internal override async Task<IHubStore> CreateAsync(IReadOnlyList<SchemaStep> steps) => await PostgresStore.CreateAsync(Location, Clock, s_patience, steps, Token);

    internal override async Task<IHubStore> OpenAsync(IReadOnlyList<SchemaStep> steps) => await PostgresStore.OpenAsync(Location, Clock, s_patience, steps, Token);

    internal override IEnumerable<string> ExpectedColumns(Table table) => table.Columns.Select(static column =>
    {
        string type = column.Type switch
        {
            ColumnType.Integer or ColumnType.Time => "bigint -",
            ColumnType.Boolean => "boolean -",
            _ => "text C",
        };
        return $"{column.Name} {type}{(column.Nullable ? "" : " NOT NULL")}";
    });

    protected override Task<SortedDictionary<string, string[]>> TextAsync(IEnumerable<string> columns) => HubText.OfSchemaAsync(Location.Schema, Token, columns);

    protected override async Task<string> QueryAsync(string sql) => string.Join(",", await RowsAsync($"SET search_path TO {Location.Schema}; {sql}"));

    protected override async Task<IEnumerable<string>> ColumnsAsync(string table) => await RowsAsync(
        "SELECT column_name || ' ' || data_type || ' ' || coalesce(collation_name, '-') || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END "
        + $"FROM information_schema.columns WHERE table_schema = '{Location.Schema}' AND table_name = '{table}' ORDER BY ordinal_position");

    protected override Task<string> KeyAsync(string table) => QueryAsync(
        "SELECT attname FROM pg_index, unnest(indkey) WITH ORDINALITY AS k(n, o) JOIN pg_attribute ON attnum = k.n "
        + $"WHERE indisprimary AND indrelid = '{Location.Schema}.{table}'::regclass AND attrelid = indrelid ORDER BY o");

    protected override async Task<IEnumerable<string>> IndexesAsync(string table) => await RowsAsync(
        "SELECT CASE WHEN indisunique THEN 'unique ' ELSE '' END || (SELECT string_agg(attname, ',' ORDER BY o) FROM unnest(indkey) WITH ORDINALITY AS k(n, o) "
        + "JOIN pg_attribute ON attnum = k.n AND attrelid = indrelid) || CASE WHEN indpred IS NULL THEN '' ELSE ' partial' END "
        + $"FROM pg_index WHERE NOT indisprimary AND indrelid = '{Location.Schema}.{table}'::regclass");

    protected override async Task<HubLocation> RestoreAsync(string dump)
    {
        await RowsAsync(dump.Replace("fixture", Location.Schema, StringComparison.Ordinal));
        return Location;
    }

    private static async Task<string[]> RowsAsync(string sql)
    {
        string output = await (await SharedPostgres.Server).PsqlAsync(sql, cancellationToken: Token);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => line != "SET")];
    }
}
