using System.Globalization;
using Microsoft.Data.Sqlite;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Tests.Storage;

public sealed class SqliteMigrationTests() : MigrationTests(new SqlitePlace())
{
    internal override async Task<IHubStore> CreateAsync(IReadOnlyList<SchemaStep> steps) =>
        await SqliteStore.CreateAsync(Location.Path!, Clock, SqliteOptions.Default, steps, Token);

    internal override async Task<IHubStore> OpenAsync(IReadOnlyList<SchemaStep> steps) =>
        await SqliteStore.OpenAsync(Location.Path!, Clock, SqliteOptions.Default, steps, Token);

    internal override IEnumerable<string> ExpectedColumns(Table table) => table.Columns.Select(static column =>
        $"{column.Name} {(column.Type is ColumnType.Integer or ColumnType.Boolean or ColumnType.Time ? "INTEGER" : "TEXT")}{(column.Nullable ? "" : " NOT NULL")}");

    protected override Task<SortedDictionary<string, string[]>> TextAsync(IEnumerable<string> columns) => HubText.OfFileAsync(Location.Path!, Token, columns);

    protected override Task<string> QueryAsync(string sql) => Task.FromResult(string.Join(",", Query(sql)));

    protected override Task<IEnumerable<string>> ColumnsAsync(string table) => Task.FromResult<IEnumerable<string>>(Query(
        $"SELECT name || ' ' || type || CASE \"notnull\" WHEN 1 THEN ' NOT NULL' ELSE '' END FROM pragma_table_info('{table}') ORDER BY cid"));

    protected override Task<string> KeyAsync(string table) => QueryAsync($"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");

    protected override Task<IEnumerable<string>> IndexesAsync(string table) => Task.FromResult<IEnumerable<string>>(Query(
        "SELECT CASE \"unique\" WHEN 1 THEN 'unique ' ELSE '' END || (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(list.name) ORDER BY seqno)) "
        + $"|| CASE partial WHEN 1 THEN ' partial' ELSE '' END FROM pragma_index_list('{table}') AS list WHERE origin <> 'pk'"));

    protected override Task<HubLocation> RestoreAsync(string dump)
    {
        Query(dump);
        return Task.FromResult(Location);
    }

    private List<string> Query(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Location.Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
        {
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return values;
    }
}
