using System.Globalization;
using System.Text;

namespace RingCentralAD.Core.Storage;

/// <summary>The temporary tables of a trial.</summary>
internal static class TrialTables
{
    private static readonly string[] s_names = [.. Tables.All.Select(static table => table.Name), Leases.Table];

    /// <summary>Copies all tables, as they are at one moment.</summary>
    public static async Task CopyAsync(Session from, Session to, CancellationToken cancellationToken)
    {
        StringBuilder sql = new("BEGIN ISOLATION LEVEL REPEATABLE READ; ");
        foreach (string name in s_names)
        {
            (string source, string copy) = (from.Dialect.Table(name), to.Dialect.Table(name));
            sql.Append(CultureInfo.InvariantCulture, $"CREATE TEMP TABLE {copy} (LIKE {source}); INSERT INTO {copy} SELECT * FROM {source}; ");
        }

        sql.Append("COMMIT; ");
        foreach (Table table in Tables.All)
        {
            AppendIndexes(sql, to.Dialect.Table(table.Name), table);
        }

        sql.Append(CultureInfo.InvariantCulture, $"ALTER TABLE {to.Dialect.Table(Leases.Table)} ADD PRIMARY KEY (stage)");
        try
        {
            await to.ExecuteAsync(sql.ToString(), [], cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await to.ExecuteAsync("ROLLBACK", [], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes the tables of an inner trial away.</summary>
    public static Task<int> DropAsync(Session session) => session.ExecuteAsync(
        string.Concat(s_names.Select(name => $"DROP TABLE {session.Dialect.Table(name)}; ")), [], CancellationToken.None);

    // Made after the rows are in, which takes half the time. ANALYZE, because nobody else does it for temporary tables.
    private static void AppendIndexes(StringBuilder sql, string name, Table table)
    {
        sql.Append(CultureInfo.InvariantCulture, $"ALTER TABLE {name} ADD PRIMARY KEY ({FilterSql.Names(table.Keys)}); ");
        foreach (TableIndex index in table.Indexes)
        {
            string unique = index.Unique ? "UNIQUE " : "";
            string where = index.Where is null ? "" : $" WHERE {index.Where}";
            sql.Append(CultureInfo.InvariantCulture, $"CREATE {unique}INDEX ON {name} ({FilterSql.Names(index.Columns)}){where}; ");
        }

        sql.Append(CultureInfo.InvariantCulture, $"ANALYZE {name}; ");
    }
}
