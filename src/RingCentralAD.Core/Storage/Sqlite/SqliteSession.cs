using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RingCentralAD.Core.Storage;

/// <summary>A connection to a hub file.</summary>
internal sealed class SqliteSession : Session
{
    private readonly SqliteConnection _connection;
    private readonly TimeSpan _patience;
    private readonly Dictionary<Table, SqliteUpsert> _upserts = [];

    private SqliteSession(SqliteConnection connection, string location, TimeSpan patience)
        : base(SqliteDialect.Instance, location)
    {
        _connection = connection;
        _patience = patience;
    }

    protected override DbConnection Connection => _connection;

    /// <summary>Whether a transaction is open; SQLite ends it by itself when the disk is full or fails.</summary>
    private bool InTransaction => _connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) == 0;

    public override bool IsCommittable => InTransaction;

    /// <summary>Opens a connection and sets how it behaves; an empty text leaves the file wholly untouched.</summary>
    public static async Task<SqliteSession> OpenAsync(string path, string pragmas, SqliteOptions options, CancellationToken cancellationToken)
    {
        SqliteConnectionStringBuilder connectionString = new()
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(options.Patience.TotalSeconds),
        };
        SqliteConnection connection = new(connectionString.ConnectionString);
        SqliteSession session = new(connection, path, options.Patience);
        try
        {
            await session.GuardAsync(
                async () =>
                {
                    await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            if (pragmas.Length > 0)
            {
                await session.ExecuteAsync(pragmas, [], cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        // SQLite's own waiting would block the thread; this one can be cancelled.
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int result = raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE") & 0xFF;
            if (result == raw.SQLITE_OK)
            {
                return;
            }

            if (result != raw.SQLITE_BUSY || waited.Elapsed >= _patience)
            {
                throw Translate(LastError(result));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(2, 20)), cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task BeginReadAsync(CancellationToken cancellationToken) => ExecuteAsync("BEGIN; SELECT COUNT(*) FROM sqlite_master", [], cancellationToken);

    public override Task CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsCommittable)
        {
            throw StoreErrors.TransactionEnded(Location);
        }

        try
        {
            Run("COMMIT");
            return Task.CompletedTask;
        }
        catch (SqliteException exception)
        {
            throw Translate(exception);
        }
    }

    public override Task RollbackAsync()
    {
        if (InTransaction)
        {
            raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        }

        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (SqliteUpsert upsert in _upserts.Values)
        {
            upsert.Dispose();
        }

        _upserts.Clear();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Copies the hub, as it is now, into another file.</summary>
    public void CopyTo(string path)
    {
        using SqliteConnection copy = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        try
        {
            copy.Open();
            _connection.BackupDatabase(copy);
        }
        catch (SqliteException exception)
        {
            throw Translate(exception);
        }
    }

    public override Task UpsertAsync<T>(TableMap<T> table, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        SqliteUpsert upsert = UpsertOf(table);
        Run($"SAVEPOINT {SavePoint}");
        foreach (T row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int result = upsert.Write(table, row);
            if (result != raw.SQLITE_OK)
            {
                throw LastError(result & 0xFF);
            }
        }

        Run($"RELEASE SAVEPOINT {SavePoint}");
        return Task.CompletedTask;
    }

    public override bool IsUniqueViolation(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT, SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE };

    public override Exception Translate(Exception exception) => SqliteErrors.Translate(Location, exception);

    protected override IDisposable? WatchRead(DbCommand command, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? cancellationToken.Register(static handle => raw.sqlite3_interrupt((sqlite3)handle!), _connection.Handle)
            : null;

    private void Run(string sql)
    {
        int result = raw.sqlite3_exec(_connection.Handle, sql) & 0xFF;
        if (result != raw.SQLITE_OK)
        {
            throw LastError(result);
        }
    }

    private SqliteException LastError(int result) => new(
        raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), result, raw.sqlite3_extended_errcode(_connection.Handle));

    private SqliteUpsert UpsertOf(Table table)
    {
        if (!_upserts.TryGetValue(table, out SqliteUpsert? upsert))
        {
            int result = SqliteUpsert.Prepare(_connection.Handle!, table, Dialect, out upsert);
            _upserts.Add(table, upsert ?? throw LastError(result & 0xFF));
        }

        return upsert;
    }
}
