using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace RingCentralAD.Core.Storage;

/// <summary>A connection to a hub on PostgreSQL.</summary>
internal sealed class PostgresSession : Session
{
    // Bigger calls go in pieces of this size: beyond it nothing gets faster, and a statement's memory stays small.
    private const int RowsAStatement = 1_000;

    private readonly OpenTransaction _open;
    private readonly NpgsqlConnection _connection;
    private readonly PostgresOptions _options;

    private PostgresSession(NpgsqlConnection connection, OpenTransaction open, PostgresDialect dialect, PostgresOptions options, string location)
        : base(dialect, location)
    {
        _connection = connection;
        _open = open;
        _options = options;
    }

    /// <summary>Whether the connection is there.</summary>
    public bool IsOpen => _connection.State == ConnectionState.Open;

    /// <summary>Whether a transaction is open on the connection.</summary>
    public bool InTransaction => _open.Transaction is not null;

    // PostgreSQL answers the COMMIT of a failed transaction with a rollback, and calls it success.
    public override bool IsCommittable => !Broken && InTransaction;

    protected override DbConnection Connection => _connection;

    /// <summary>Opens a connection, of a pool or not.</summary>
    public static async Task<PostgresSession> OpenAsync(
        NpgsqlConnection connection, PostgresDialect dialect, PostgresOptions options, string location, CancellationToken cancellationToken)
    {
        PostgresSession session = new(connection, new OpenTransaction(), dialect, options, location);
        try
        {
            await session.GuardAsync(
                async () =>
                {
                    await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Another set of tables on the same connection.</summary>
    public PostgresSession With(PostgresDialect dialect) => new(_connection, _open, dialect, _options, Location);

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        if (_options.BeginSql is { } begin)
        {
            await ExecuteAsync(begin, [], cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task BeginReadAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync("SET TRANSACTION READ ONLY", [], cancellationToken).ConfigureAwait(false);
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (!IsCommittable || _open.Transaction is null)
        {
            throw StoreErrors.TransactionEnded(Location);
        }

        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Not cancelled half-way: nobody would know how it ended.
            await _open.Transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDatabaseError(exception))
        {
            Broken = true;
            throw exception is PostgresException ? Translate(exception) : StoreErrors.CommitUnknown(Location, exception);
        }

        await EndAsync().ConfigureAwait(false);
    }

    public override async Task RollbackAsync()
    {
        try
        {
            if (_open.Transaction is not null)
            {
                await _open.Transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (PostgresErrors.Is(exception) || exception is InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }

        await EndAsync().ConfigureAwait(false);
    }

    public override async Task UpsertAsync<T>(TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        for (int start = 0; start < rows.Count; start += RowsAStatement)
        {
            int count = Math.Min(RowsAStatement, rows.Count - start);
            StringBuilder sql = new();
            if (start == 0)
            {
                sql.Append(CultureInfo.InvariantCulture, $"SAVEPOINT {SavePoint}; ");
            }

            sql.Append(UpsertSqlOf(table, Dialect));
            if (start + count == rows.Count)
            {
                sql.Append(CultureInfo.InvariantCulture, $"; RELEASE SAVEPOINT {SavePoint}");
            }

            using DbCommand command = Command(new Statement(sql.ToString(), [.. table.Columns.Select(column => Values(column, rows, start, count))]));
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override bool IsUniqueViolation(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    // On a connection that was lost, Npgsql calls every further statement an invalid operation.
    public override bool IsDatabaseError(Exception exception) =>
        PostgresErrors.Is(exception) || (exception is InvalidOperationException && !IsOpen);

    public override Exception Translate(Exception exception) => PostgresErrors.Translate(Location, exception);

    // Closing a reader fetches the rest of its rows. A few are sooner read than called off; for many, the server is told to stop.
    protected override async Task AbandonAsync(DbCommand command, DbDataReader reader)
    {
        try
        {
            for (int i = 0; i < RowsAStatement; i++)
            {
                if (!await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    return;
                }
            }

            command.Cancel();
        }
        catch (Exception exception) when (IsDatabaseError(exception))
        {
            // The rows were not wanted any more.
        }
    }

    private static string UpsertSqlOf(Table table, Dialect dialect)
    {
        string names = FilterSql.Names(table.Columns);
        string arrays = string.Join(", ", Enumerable.Range(0, table.Columns.Count).Select(static i => $"@p{i}"));
        if (table.UpdatesOnly)
        {
            string keys = string.Join(" AND ", table.Keys.Select(static key => Dialect.Quote(key.Name)).Select(static name => $"stored.{name} = given.{name}"));
            return $"UPDATE {dialect.Table(table.Name)} AS stored SET {UpsertSql.Changes(table, static name => $"given.{name}")} FROM unnest({arrays}) AS given ({names}) WHERE {keys}";
        }

        return $"INSERT INTO {dialect.Table(table.Name)} ({names}) SELECT * FROM unnest({arrays}) ON CONFLICT ({FilterSql.Names(table.Keys)}) {UpsertSql.WhenThere(table)}";
    }

    private static object Values<T>(Column<T> column, IReadOnlyList<T> rows, int start, int count) => column.Type switch
    {
        ColumnType.Integer or ColumnType.Time => Values<T, long?>(column, rows, start, count),
        ColumnType.Boolean => Values<T, bool?>(column, rows, start, count),
        _ => Values<T, string?>(column, rows, start, count),
    };

    private static TValue[] Values<T, TValue>(Column<T> column, IReadOnlyList<T> rows, int start, int count)
    {
        TValue[] values = new TValue[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (TValue)column.Get(rows[start + i])!;
        }

        return values;
    }

    private async Task BeginAsync(IsolationLevel level, CancellationToken cancellationToken)
    {
        Broken = false;
        await GuardAsync(
            async () =>
            {
                _open.Transaction = await _connection.BeginTransactionAsync(level, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        if (_open.Transaction is not null)
        {
            await _open.Transaction.DisposeAsync().ConfigureAwait(false);
            _open.Transaction = null;
        }

        Broken = false;
    }

    /// <summary>The transaction of a connection, known to all sessions on it.</summary>
    private sealed class OpenTransaction
    {
        public NpgsqlTransaction? Transaction { get; set; }
    }
}
