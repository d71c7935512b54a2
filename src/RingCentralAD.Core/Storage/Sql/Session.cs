using System.Data.Common;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>One connection to the hub's database and what the store does on it; one caller at a time.</summary>
internal abstract class Session(Dialect dialect, string location) : IAsyncDisposable
{
    /// <summary>The save point around the rows of one call.</summary>
    public const string SavePoint = "save_rows";

    /// <summary>What the database says differently.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>Where the hub is, for messages.</summary>
    public string Location { get; } = location;

    /// <summary>The connection.</summary>
    protected abstract DbConnection Connection { get; }

    /// <summary>A statement failed since the transaction began, and no save point has undone it.</summary>
    public bool Broken { get; set; }

    /// <summary>Whether the transaction can still be committed.</summary>
    public abstract bool IsCommittable { get; }

    /// <summary>Begins a write transaction; waits its turn.</summary>
    public abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that only reads, sees one state, and holds nobody up.</summary>
    public abstract Task BeginReadAsync(CancellationToken cancellationToken);

    /// <summary>Makes the transaction durable. What throws here was not committed, unless the error says that nobody knows.</summary>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Ends the transaction without a trace; never throws.</summary>
    public abstract Task RollbackAsync();

    /// <summary>
    /// Inserts or replaces rows, no two of which have the same key, within <see cref="SavePoint"/>: released when all went in,
    /// left open when not.
    /// </summary>
    public abstract Task UpsertAsync<T>(TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow;

    /// <summary>Whether the database refused a row for a unique index.</summary>
    public abstract bool IsUniqueViolation(Exception exception);

    /// <summary>Whether an exception comes from the database or the way to it.</summary>
    public virtual bool IsDatabaseError(Exception exception) => exception is DbException;

    /// <summary>The database's exception as one that says what is wrong and what to do.</summary>
    public abstract Exception Translate(Exception exception);

    /// <summary>Called when a reader is left before its last row.</summary>
    protected virtual Task AbandonAsync(DbCommand command, DbDataReader reader) => Task.CompletedTask;

    /// <summary>What a read does with the database while it waits for the next row to be asked for.</summary>
    protected virtual IDisposable? WatchRead(DbCommand command, CancellationToken cancellationToken) => null;

    /// <summary>Streams rows as the database gives them.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(Filter<T>? filter, CancellationToken cancellationToken)
        where T : class, IHubRow =>
        StreamAsync<T>(FilterSql.Select(Dialect, Tables.Of<T>(), filter), cancellationToken);

    /// <summary>Streams the rows that a statement gives, with the columns of <see cref="FilterSql.Select"/>.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(Statement statement, CancellationToken cancellationToken)
        where T : class, IHubRow =>
        StreamAsync(Tables.Of<T>(), statement, cancellationToken);

    /// <summary>Streams the rows of a table that a statement gives, with the columns of <see cref="FilterSql.Select"/>.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(TableMap<T> table, Statement statement, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        using DbCommand command = Command(statement);
        using IDisposable? watch = WatchRead(command, cancellationToken);
        DbDataReader reader = await GuardAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable closing = reader.ConfigureAwait(false);
        RowReader row = new(reader, table);
        bool left = false;
        Func<Task<bool>> next = () => reader.ReadAsync(cancellationToken);
        try
        {
            while (await GuardAsync(next, cancellationToken).ConfigureAwait(false))
            {
                row.StartRow();
                left = true;
                yield return table.Create(row);
                left = false;
            }
        }
        finally
        {
            if (left)
            {
                await AbandonAsync(command, reader).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads rows at once.</summary>
    public Task<List<T>> ListAsync<T>(Filter<T>? filter, CancellationToken cancellationToken)
        where T : class, IHubRow =>
        ListAsync<T>(FilterSql.Select(Dialect, Tables.Of<T>(), filter), cancellationToken);

    /// <summary>Reads the rows that a statement gives at once.</summary>
    public async Task<List<T>> ListAsync<T>(Statement statement, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        List<T> rows = [];
        await foreach (T row in StreamAsync<T>(statement, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>How many rows the filter lets through.</summary>
    public async Task<long> CountAsync<T>(Filter<T>? filter, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        Statement statement = FilterSql.Count(Dialect, Tables.Of<T>(), filter);
        return (long)(await ScalarAsync(statement.Sql, statement.Values, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Takes rows away; gives their count.</summary>
    public async Task<int> RemoveAsync<T>(Filter<T> filter, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        TableMap<T> table = Tables.Of<T>();
        table.ThrowIfReadOnly();
        Statement statement = FilterSql.Delete(Dialect, table, filter);
        return await ExecuteAsync(statement.Sql, statement.Values, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts or replaces rows: all of them, or none.</summary>
    public Task<bool> SaveAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow =>
        RowSaver.SaveAsync(this, rows, cancellationToken);

    /// <summary>Puts rows into a table that has none of them.</summary>
    public Task<bool> InsertAsync<T>(TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class, IHubRow =>
        GuardAsync(
            async () =>
            {
                if (rows.Count > 0)
                {
                    await UpsertAsync(table, rows, cancellationToken).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Runs a statement with the values as @p0, @p1 …; gives the count of rows that it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        using DbCommand command = Command(new Statement(sql, values));
        return await GuardAsync(() => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a statement; gives the first value of its first row, or null where there is no row.</summary>
    public async Task<object?> ScalarAsync(string sql, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        using DbCommand command = Command(new Statement(sql, values));
        return await GuardAsync(() => command.ExecuteScalarAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a query; gives its rows as values.</summary>
    public async Task<List<object?[]>> QueryAsync(string sql, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        await foreach (object?[] row in StreamValuesAsync(sql, values, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Streams the rows of a query as values.</summary>
    public async IAsyncEnumerable<object?[]> StreamValuesAsync(string sql, IReadOnlyList<object> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using DbCommand command = Command(new Statement(sql, values));
        DbDataReader reader = await GuardAsync(() => command.ExecuteReaderAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable closing = reader.ConfigureAwait(false);
        Func<Task<bool>> next = () => reader.ReadAsync(cancellationToken);
        while (await GuardAsync(next, cancellationToken).ConfigureAwait(false))
        {
            object?[] row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            yield return [.. row.Select(static value => value is DBNull ? null : value)];
        }
    }

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync() => Connection.DisposeAsync();

    /// <summary>A command on this connection.</summary>
    protected DbCommand Command(Statement statement)
    {
        DbCommand command = Connection.CreateCommand();
#pragma warning disable CA2100 // Every name in it is ours; every value is a parameter.
        command.CommandText = statement.Sql;
#pragma warning restore CA2100
        for (int i = 0; i < statement.Values.Count; i++)
        {
            Dialect.AddParameter(command, $"@p{i}", Dialect.Value(statement.Values[i]));
        }

        return command;
    }

    /// <summary>Runs database work; its exceptions come out translated.</summary>
    protected async Task<TResult> GuardAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Broken = true;
            cancellationToken.ThrowIfCancellationRequested();
            if (IsDatabaseError(exception))
            {
                throw Translate(exception);
            }

            throw;
        }
    }
}
