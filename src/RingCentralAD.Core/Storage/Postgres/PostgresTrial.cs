using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// A trial on PostgreSQL: temporary tables on one connection. A read is a cursor that the server holds, since a connection
/// can do nothing else while it streams.
/// </summary>
internal sealed class PostgresTrial : RelationalStore
{
    private const int RowsAFetch = 1_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly PostgresSession _session;
    private readonly Turn _turn;
    private readonly SemaphoreSlim _writing;
    private readonly TimeProvider _time;
    private readonly int _depth;
    private int _cursors;

    private PostgresTrial(PostgresSession session, Turn turn, SemaphoreSlim writing, TimeProvider time, int depth)
        : base(session.Location, time, s_patience, writing)
    {
        _session = session;
        _turn = turn;
        _writing = writing;
        _time = time;
        _depth = depth;
    }

    public override IReadOnlyList<string> Warnings => [];

    /// <summary>Copies all tables, as they are at one moment.</summary>
    /// <param name="from">The tables to copy, on the same connection.</param>
    public static async Task<PostgresTrial> BeginAsync(
        PostgresSession from, Turn turn, SemaphoreSlim writing, TimeProvider time, int depth, CancellationToken cancellationToken)
    {
        PostgresDialect dialect = new("pg_temp", depth == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"trial{depth}_"));
        PostgresSession session = from.With(dialect);
        await TrialTables.CopyAsync(from, session, cancellationToken).ConfigureAwait(false);
        return new PostgresTrial(session, turn, writing, time, depth);
    }

    public override async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        string cursor = string.Create(CultureInfo.InvariantCulture, $"trial{_depth}_read{Interlocked.Increment(ref _cursors)}");
        List<T>? all = await _turn.TakeAsync(() => ListOrDeclareAsync(cursor, filter, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (all is not null)
        {
            foreach (T row in all)
            {
                yield return row;
            }

            yield break;
        }

        try
        {
            List<T> rows;
            do
            {
                rows = await _turn.TakeAsync(() => _session.ListAsync<T>(new Statement($"FETCH FORWARD {RowsAFetch} FROM {cursor}", []), cancellationToken), cancellationToken).ConfigureAwait(false);
                foreach (T row in rows)
                {
                    yield return row;
                }
            }
            while (rows.Count == RowsAFetch);
        }
        finally
        {
            await _turn.TakeAsync(() => _session.ExecuteAsync($"CLOSE {cursor}", [], CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        }
    }

    public override Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        return _turn.TakeAsync(() => _session.CountAsync(filter, cancellationToken), cancellationToken);
    }

    public override async Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        if (!await _writing.WaitAsync(s_patience, cancellationToken).ConfigureAwait(false))
        {
            throw StoreErrors.Locked(Location, "a transaction of this very trial");
        }

        try
        {
            return await _turn.TakeAsync(
                () => BeginAsync(_session, _turn, _writing, _time, _depth + 1, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    protected override bool IsRecorded => false;

    protected override ValueTask<Session> RentReaderAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Session>(_session);

    protected override ValueTask ReturnReaderAsync(Session session) => ValueTask.CompletedTask;

    protected override ValueTask<Session> RentWriterAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Session>(_session);

    protected override ValueTask ReturnWriterAsync(Session session) => ValueTask.CompletedTask;

    protected override Turn TurnOf(Session session) => _turn;

    protected override async ValueTask CloseAsync()
    {
        if (_depth == 1)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }
        else if (_session.IsOpen)
        {
            await _turn.TakeAsync(() => TrialTables.DropAsync(_session), CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Inside an open transaction the rows are taken in at once: a cursor would not outlive a rollback.
    private async Task<List<T>?> ListOrDeclareAsync<T>(string cursor, Filter<T>? filter, CancellationToken cancellationToken)
        where T : class, IHubRow
    {
        if (_session.InTransaction)
        {
            return await _session.ListAsync(filter, cancellationToken).ConfigureAwait(false);
        }

        Statement select = FilterSql.Select(_session.Dialect, Tables.Of<T>(), filter);
        await _session.ExecuteAsync($"DECLARE {cursor} NO SCROLL CURSOR WITH HOLD FOR {select.Sql}", select.Values, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
