using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>What both kinds of store do alike: reads on connections of their own, one write transaction at a time, leases.</summary>
/// <param name="location">Where the hub is, without a password.</param>
/// <param name="time">The clock of leases.</param>
/// <param name="patience">How long a transaction waits for another one of this process.</param>
/// <param name="writing">Taken while a transaction is open.</param>
internal abstract class RelationalStore(string location, TimeProvider time, TimeSpan patience, SemaphoreSlim writing) : IHubStore
{
    private int _disposed;

    /// <inheritdoc />
    public string Location { get; } = location;

    /// <inheritdoc />
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <inheritdoc />
    public ISyncLog? Log { get; set; }

    /// <inheritdoc />
    public virtual async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ThrowIfClosed();
        Session session = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (T row in session.StreamAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
        finally
        {
            await ReturnReaderAsync(session).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public virtual async Task<long> CountAsync<T>(Filter<T>? filter = null, CancellationToken cancellationToken = default)
        where T : class, IHubRow
    {
        ThrowIfClosed();
        Session session = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await session.CountAsync(filter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ReturnReaderAsync(session).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async Task<IHubTransaction> BeginAsync(Lease? lease = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        if (!await writing.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            throw StoreErrors.Locked(Location, "a transaction of this very process");
        }

        try
        {
            return await BeginOnWriterAsync(lease, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            writing.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public abstract Task<IHubStore> BeginTrialAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc />
    public Task<Lease> AcquireLeaseAsync(string stage, string holder, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(stage);
        ArgumentException.ThrowIfNullOrEmpty(holder);
        return WriteAsync(
            async session => await Leases.AcquireAsync(
                session, stage, holder, await NowAsync(session, cancellationToken).ConfigureAwait(false), duration, cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Lease> RenewLeaseAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return WriteAsync(
            async session => await Leases.RenewAsync(
                session, lease, await NowAsync(session, cancellationToken).ConfigureAwait(false) + duration, cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return Leases.GiveBackAsync(Location, lease, () => WriteAsync(
            async session =>
            {
                await Leases.ReleaseAsync(session, lease, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // A transaction that is still open is given the chance to end; one that was forgotten is rolled back.
            await writing.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            await CloseAsync().ConfigureAwait(false);
            (Log as IDisposable)?.Dispose();
        }
    }

    /// <summary>Reads all of the hub as it is at one moment; nobody waits for it.</summary>
    public async Task<TResult> ReadWholeAsync<TResult>(Func<Session, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        Session session = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await session.BeginReadAsync(cancellationToken).ConfigureAwait(false);
            return await work(session).ConfigureAwait(false);
        }
        finally
        {
            await session.RollbackAsync().ConfigureAwait(false);
            await ReturnReaderAsync(session).ConfigureAwait(false);
        }
    }

    /// <summary>Reads all of the hub while nobody works on it and nobody else can write: what is read is the last that was written.</summary>
    /// <exception cref="RingCentralAdException">HubBusy: somebody holds a lease.</exception>
    public Task<TResult> ReadAloneAsync<TResult>(Func<Session, Task<TResult>> work, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            await Leases.ThrowIfHeldAsync(session, await NowAsync(session, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            return await work(session).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Makes a file with the hub as it is at one moment; nobody waits for it.</summary>
    /// <param name="path">A file that is not there.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="progress">Told how many rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual Task CopyIntoFileAsync(string path, TimeProvider clock, IProgress<RunProgress>? progress, CancellationToken cancellationToken) =>
        ReadWholeAsync(session => HubCopying.MakeAsync(session, HubLocation.Parse(path), null, clock, progress, cancellationToken), cancellationToken);

    /// <summary>Throws where the database does not hold together.</summary>
    public virtual async Task CheckWholeAsync(CancellationToken cancellationToken)
    {
        // A server looks after its pages itself; every row is read once, so that it meets the damage that there is.
        await ReadWholeAsync(
            async session =>
            {
                foreach (TableMap<BareRow> table in BareTables.All)
                {
                    Statement all = FilterSql.Select(session.Dialect, table, new Filter<BareRow>().AnyOrder());
                    await foreach (BareRow _ in session.StreamAsync(table, all, cancellationToken).ConfigureAwait(false))
                    {
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs statements of ours in one transaction.</summary>
    public Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            foreach (string statement in statements)
            {
                await session.ExecuteAsync(statement, [], cancellationToken).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    /// <summary>Refuses work on a store that was closed.</summary>
    protected void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_disposed != 0, this);

    /// <summary>Whether changes go into the record; those of a trial never were.</summary>
    protected virtual bool IsRecorded => true;

    /// <summary>The time by which leases are given and run out; all hosts of a hub must agree on it.</summary>
    protected virtual Task<DateTimeOffset> NowAsync(Session session, CancellationToken cancellationToken) => Task.FromResult(time.GetUtcNow());

    /// <summary>A connection that nobody else uses, to read on.</summary>
    protected abstract ValueTask<Session> RentReaderAsync(CancellationToken cancellationToken);

    /// <summary>Takes back what was rented.</summary>
    protected abstract ValueTask ReturnReaderAsync(Session session);

    /// <summary>The connection to write on; asked for by one transaction at a time.</summary>
    protected abstract ValueTask<Session> RentWriterAsync(CancellationToken cancellationToken);

    /// <summary>Takes back what was rented.</summary>
    protected abstract ValueTask ReturnWriterAsync(Session session);

    /// <summary>Who uses a connection at the moment; a connection of its own has a turn of its own.</summary>
    protected virtual Turn TurnOf(Session session) => new();

    /// <summary>Closes all connections.</summary>
    protected abstract ValueTask CloseAsync();

    private async Task<StoreTransaction> BeginOnWriterAsync(Lease? lease, CancellationToken cancellationToken)
    {
        Session session = await RentWriterAsync(cancellationToken).ConfigureAwait(false);
        Turn turn = TurnOf(session);
        try
        {
            await turn.TakeAsync(() => BeginWithLeaseAsync(session, lease, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await ReturnWriterAsync(session).ConfigureAwait(false);
            throw;
        }

        FailureLog? failures = IsRecorded && Log is { } log ? new FailureLog(log, lease) : null;
        return new StoreTransaction(session, turn, IsRecorded ? new Recorder(session, lease, time) : null, failures, async () =>
        {
            await ReturnWriterAsync(session).ConfigureAwait(false);
            writing.Release();
        });
    }

    private async Task<bool> BeginWithLeaseAsync(Session session, Lease? lease, CancellationToken cancellationToken)
    {
        try
        {
            await BeginOrSayWhoAsync(session, cancellationToken).ConfigureAwait(false);
            if (lease is not null)
            {
                await Leases.CheckAsync(session, lease, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch
        {
            await session.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task BeginOrSayWhoAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException exception) when (exception.ErrorId == "HubLocked")
        {
            Session reader = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                string? who = await Leases.DescribeAsync(reader, await NowAsync(reader, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                throw StoreErrors.Locked(Location, who, exception.InnerException);
            }
            finally
            {
                await ReturnReaderAsync(reader).ConfigureAwait(false);
            }
        }
    }

    private async Task<TResult> WriteAsync<TResult>(Func<Session, Task<TResult>> work, CancellationToken cancellationToken)
    {
        StoreTransaction transaction = (StoreTransaction)await BeginAsync(null, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            TResult result = await transaction.RunAsync(work, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }
}
