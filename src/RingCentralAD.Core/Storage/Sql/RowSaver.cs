using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// Saves the rows of one call: all of them, or none, and the transaction can go on either way. The rows of a call may hand
/// a unique value to one another in any order.
/// </summary>
internal static class RowSaver
{
    private const string CallPoint = "save_call";

    /// <summary>Inserts or replaces rows; false where there were none.</summary>
    public static async Task<bool> SaveAsync<T>(Session session, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        TableMap<T> table = Tables.Of<T>();
        if (!table.UpdatesOnly)
        {
            table.ThrowIfReadOnly();
        }

        IReadOnlyList<T> distinct = LastOfEachKey(table, rows);
        if (distinct.Count == 0)
        {
            return false;
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await session.UpsertAsync(table, distinct, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await UndoAsync(session, Session.SavePoint, exception).ConfigureAwait(false);
            if (!session.IsUniqueViolation(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (session.IsDatabaseError(exception))
                {
                    throw session.Translate(exception);
                }

                throw;
            }

            await SaveInAnyOrderAsync(session, table, distinct, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task SaveInAnyOrderAsync<T>(Session session, TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        IReadOnlyList<object[]> inTheWay = await UniqueConflict.FindAsync(session, table, rows, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"SAVEPOINT {CallPoint}", [], cancellationToken).ConfigureAwait(false);
        try
        {
            // They are among the rows to be saved: what goes here comes back with its new values.
            string keys = string.Join(" AND ", table.Keys.Select(static (key, i) => $"{Dialect.Quote(key.Name)} = @p{i}"));
            foreach (object[] key in inTheWay)
            {
                await session.ExecuteAsync($"DELETE FROM {session.Dialect.Table(table.Name)} WHERE {keys}", key, cancellationToken).ConfigureAwait(false);
            }

            await session.UpsertAsync(table, rows, cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync($"RELEASE SAVEPOINT {CallPoint}", [], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await UndoAsync(session, CallPoint, exception).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (session.IsDatabaseError(exception))
            {
                throw session.Translate(exception);
            }

            throw;
        }
    }

    // Undone even when the caller has given up, or the transaction could not go on.
    private static async Task UndoAsync(Session session, string savePoint, Exception cause)
    {
        try
        {
            await session.ExecuteAsync($"ROLLBACK TO SAVEPOINT {savePoint}", [], CancellationToken.None).ConfigureAwait(false);
            await session.ExecuteAsync($"RELEASE SAVEPOINT {savePoint}", [], CancellationToken.None).ConfigureAwait(false);
            session.Broken = false;
        }
        catch (Exception) when (!session.IsUniqueViolation(cause))
        {
            // The database has ended the whole transaction (disk full, connection lost): the cause tells why.
            session.Broken = true;
        }
    }

    private static IReadOnlyList<T> LastOfEachKey<T>(TableMap<T> table, IReadOnlyCollection<T> rows)
        where T : class, IHubRow
    {
        Dictionary<string, T> byKey = new(rows.Count, StringComparer.Ordinal);
        foreach (T row in rows)
        {
            byKey[table.KeyOf(row)] = row;
        }

        return byKey.Count == rows.Count && rows is IReadOnlyList<T> list ? list : [.. byKey.Values];
    }
}
