using System.Collections.Concurrent;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>
/// The rows behind <see cref="Lease"/>. A row is never taken away, so that its number only grows; a lease that was given
/// back has an empty holder. All of it runs inside a write transaction, of which there is one at a time.
/// </summary>
internal static class Leases
{
    /// <summary>The table.</summary>
    public const string Table = "lease";

    /// <summary>Leases that this process gave back and could not strike out, since the disk was full, say: nobody works by them any more.</summary>
    private static readonly ConcurrentDictionary<(string Location, string Stage, long Number), byte> s_givenBack = [];

    /// <summary>Takes the lease of a stage, or says who has it.</summary>
    public static async Task<Lease> AcquireAsync(
        Session session, string stage, string holder, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken)
    {
        Lease? last = await FindAsync(session, stage, cancellationToken).ConfigureAwait(false);
        if (last is not null && IsHeld(session, last, now))
        {
            throw StoreErrors.Busy(session.Location, last);
        }

        Lease lease = new(stage, holder, (last?.Number ?? 0) + 1, now, now + duration);
        await session.ExecuteAsync(
            $"INSERT INTO {session.Dialect.Table(Table)} (stage, holder, number, since, until) VALUES (@p0, @p1, @p2, @p3, @p4) "
            + "ON CONFLICT (stage) DO UPDATE SET holder = excluded.holder, number = excluded.number, since = excluded.since, until = excluded.until",
            [stage, LeaseHolder.Sign(holder), lease.Number, StoredValue.Time(lease.Since), StoredValue.Time(lease.Until)],
            cancellationToken).ConfigureAwait(false);
        return lease;
    }

    /// <summary>Throws where somebody is at work on any stage.</summary>
    public static async Task ThrowIfHeldAsync(Session session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (object?[] row in await session.QueryAsync($"SELECT stage FROM {session.Dialect.Table(Table)} ORDER BY stage", [], cancellationToken).ConfigureAwait(false))
        {
            if (await FindAsync(session, (string)row[0]!, cancellationToken).ConfigureAwait(false) is { } lease && IsHeld(session, lease, now))
            {
                throw StoreErrors.Busy(session.Location, lease);
            }
        }
    }

    /// <summary>Throws when the lease is no longer held.</summary>
    public static async Task CheckAsync(Session session, Lease lease, CancellationToken cancellationToken)
    {
        Lease? now = await FindAsync(session, lease.Stage, cancellationToken).ConfigureAwait(false);
        if (now is null || now.Number != lease.Number || LeaseHolder.Show(now.Holder) != lease.Holder)
        {
            throw StoreErrors.LeaseLost(session.Location, lease);
        }
    }

    /// <summary>Sets the end of a lease that is held.</summary>
    public static async Task<Lease> RenewAsync(Session session, Lease lease, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await CheckAsync(session, lease, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(
            $"UPDATE {session.Dialect.Table(Table)} SET until = @p1 WHERE stage = @p0",
            [lease.Stage, StoredValue.Time(until)],
            cancellationToken).ConfigureAwait(false);
        return lease with { Until = until };
    }

    /// <summary>Gives a lease back by the work that strikes it out; where that fails, whoever takes it next in this process need not wait for it.</summary>
    public static async Task GiveBackAsync(string location, Lease lease, Func<Task> strikeOut)
    {
        s_givenBack[(location, lease.Stage, lease.Number)] = 0;
        await strikeOut().ConfigureAwait(false);
        s_givenBack.TryRemove((location, lease.Stage, lease.Number), out _);
    }

    /// <summary>Strikes a lease out; one that is lost is let be.</summary>
    public static Task ReleaseAsync(Session session, Lease lease, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"UPDATE {session.Dialect.Table(Table)} SET holder = '', until = 0 WHERE stage = @p0 AND number = @p1",
        [lease.Stage, lease.Number],
        cancellationToken);

    /// <summary>Who is at work, in words; null when nobody holds a lease.</summary>
    public static async Task<string?> DescribeAsync(Session session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<object?[]> rows = await session.QueryAsync(
            $"SELECT stage, holder FROM {session.Dialect.Table(Table)} WHERE holder <> '' AND until > @p0 ORDER BY stage",
            [StoredValue.Time(now)],
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : string.Join(", ", rows.Select(static row => $"{LeaseHolder.Show((string)row[1]!)} ({row[0]})"));
    }

    private static bool IsHeld(Session session, Lease lease, DateTimeOffset now) =>
        lease.Holder.Length > 0 && lease.Until > now && !LeaseHolder.IsDead(lease.Holder) && !s_givenBack.ContainsKey((session.Location, lease.Stage, lease.Number));

    private static async Task<Lease?> FindAsync(Session session, string stage, CancellationToken cancellationToken)
    {
        List<object?[]> rows = await session.QueryAsync(
            $"SELECT holder, number, since, until FROM {session.Dialect.Table(Table)} WHERE stage = @p0", [stage], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0
            ? null
            : new Lease(stage, (string)rows[0][0]!, (long)rows[0][1]!, StoredValue.Time((long)rows[0][2]!), StoredValue.Time((long)rows[0][3]!));
    }
}
