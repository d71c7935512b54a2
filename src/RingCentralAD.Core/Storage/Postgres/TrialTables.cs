using System.Globalization;
using System.Text;

namespace RingCentralAD.Core.Storage;

/// <summary>The temporary tables of a trial.</summary>
internal static class TrialTables
{
    private static readonly string[] s_names = [.. Tables.All.Select(static table => table.Name), "lease"];

    /// <summary>Copies all tables, as they are at one moment, with their indexes.</summary>
    public static async Task CopyAsync(Session from, Session to, CancellationToken cancellationToken)
    {
        StringBuilder sql = new("BEGIN ISOLATION LEVEL REPEATABLE READ; ");
        foreach (string name in s_names)
        {
            (string source, string copy) = (from.Dialect.Table(name), to.Dialect.Table(name));
            sql.Append(CultureInfo.InvariantCulture, $"CREATE TEMP TABLE {copy} (LIKE {source} INCLUDING ALL); INSERT INTO {copy} SELECT * FROM {source}; ");
        }

        sql.Append("COMMIT; ");
        foreach (string name in s_names)
        {
            // Nobody else does it for temporary tables, and without it the planner knows nothing of them.
            sql.Append(CultureInfo.InvariantCulture, $"ANALYZE {to.Dialect.Table(name)}; ");
        }

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
}
