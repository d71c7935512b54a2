using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Carries all rows of a hub into an empty one, a batch at a time: what is in memory does not grow with the hub.</summary>
internal static class RowCopy
{
    private const int BatchSize = 1_000;

    /// <summary>Carries them; gives their count.</summary>
    /// <param name="from">A connection with a transaction that sees one state.</param>
    /// <param name="to">A connection with a transaction in which the tables are empty.</param>
    /// <param name="progress">Told every batch.</param>
    /// <param name="cancellationToken">Stops it; nothing stays then.</param>
    public static async Task<long> CopyAsync(Session from, Session to, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        long copied = 0;
        List<BareRow> batch = new(BatchSize);
        foreach (TableMap<BareRow> table in BareTables.All)
        {
            Statement all = FilterSql.Select(from.Dialect, table, new Filter<BareRow>().AnyOrder());
            await foreach (BareRow row in from.StreamAsync(table, all, cancellationToken).ConfigureAwait(false))
            {
                batch.Add(row);
                if (batch.Count == BatchSize)
                {
                    await WriteAsync(table).ConfigureAwait(false);
                }
            }

            await WriteAsync(table).ConfigureAwait(false);
        }

        return copied;

        async Task WriteAsync(TableMap<BareRow> table)
        {
            await to.InsertAsync(table, batch, cancellationToken).ConfigureAwait(false);
            copied += batch.Count;
            batch.Clear();
            progress?.Report(new RunProgress($"Copying {table.Name}", copied));
        }
    }
}
