using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>A try that was paid for, before the directory was asked.</summary>
/// <param name="Taken">The account's tally with it.</param>
/// <param name="Before">The tally before it; null for none.</param>
/// <param name="Known">From a known browser or address.</param>
/// <param name="Address">The key of the address' tally; null where it does not count.</param>
internal sealed record PaidTry(SignOnTally Taken, SignOnTally? Before, bool Known, string? Address);

/// <summary>What came of asking for a try: it is paid for, or it must wait.</summary>
internal sealed record TryTaking(PaidTry? Paid, DateTimeOffset? After);

/// <summary>
/// Keeps what wrong passwords cost in the hub, so that all instances share it: each try is taken before the bind, in a write transaction, of which a
/// hub has one at a time, and given back when the password was right.
/// </summary>
internal sealed class TryLedger(IHubStore hub, TimeProvider time, AddressAllowance addresses)
{
    private static readonly TimeSpan s_sweep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private long _swept = time.GetTimestamp() - (long)(s_sweep.TotalSeconds * time.TimestampFrequency);

    /// <summary>Takes a try.</summary>
    /// <param name="account">The key of the account's tally.</param>
    /// <param name="address">The key of the address' tally; null for none.</param>
    /// <param name="allowance">How many the account may cost.</param>
    /// <param name="known">From a known browser or address.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TryTaking> TakeAsync(string account, string? address, AccountAllowance allowance, bool known, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        TryTaking taking = new(null, null);
        await hub.WriteAsync(
            async transaction =>
            {
                await SweepAsync(transaction, now, cancellationToken).ConfigureAwait(false);
                string[] keys = address is null ? [account] : [account, address];
                IReadOnlyList<SignOnTally> tallies = await transaction.ListAsync(new Filter<SignOnTally>().In(row => row.Key, keys), cancellationToken).ConfigureAwait(false);
                SignOnTally? before = tallies.FirstOrDefault(tally => tally.Key == account && tally.Until > now);
                SignOnTally? bucket = tallies.FirstOrDefault(tally => tally.Key == address);
                SignOnTally? filled = address is null ? null : addresses.TryTake(address, bucket, now);
                if (address is not null && filled is null)
                {
                    taking = new TryTaking(null, addresses.NextAt(bucket!, now));
                    return;
                }

                if (allowance.TryTake(account, before, known, now) is not { } taken)
                {
                    taking = new TryTaking(null, before!.Until);
                    return;
                }

                await transaction.SaveAsync<SignOnTally>(filled is null ? [taken] : [taken, filled], cancellationToken).ConfigureAwait(false);
                taking = new TryTaking(new PaidTry(taken, before, known, address), null);
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return taking;
    }

    /// <summary>Gives a try back, since the password was right or was not sent; remembers the address where the person has signed in.</summary>
    public Task GiveBackAsync(PaidTry paid, SignOnPlace? place, CancellationToken cancellationToken) => hub.WriteAsync(
        async transaction =>
        {
            string[] keys = paid.Address is { } address ? [paid.Taken.Key, address] : [paid.Taken.Key];
            List<SignOnTally> kept = [];
            List<string> gone = [];
            foreach (SignOnTally tally in await transaction.ListAsync(new Filter<SignOnTally>().In(row => row.Key, keys), cancellationToken).ConfigureAwait(false))
            {
                SignOnTally? left = tally.Key == paid.Taken.Key ? AccountAllowance.GiveBack(tally, paid.Before, paid.Taken, paid.Known) : AddressAllowance.GiveBack(tally);
                if (left is null)
                {
                    gone.Add(tally.Key);
                }
                else
                {
                    kept.Add(left);
                }
            }

            await transaction.SaveAsync(kept, cancellationToken).ConfigureAwait(false);
            if (gone.Count > 0)
            {
                await transaction.RemoveAsync(new Filter<SignOnTally>().In(row => row.Key, gone), cancellationToken).ConfigureAwait(false);
            }

            if (place is not null)
            {
                await transaction.SaveAsync([place], cancellationToken).ConfigureAwait(false);
            }
        },
        cancellationToken: cancellationToken);

    /// <summary>That the person signed in from the address, under any of its marks; null for never.</summary>
    public async Task<SignOnPlace?> SeenAsync(string userId, IReadOnlyList<string> marks, CancellationToken cancellationToken) => marks.Count == 0
        ? null
        : (await hub.ListAsync(new Filter<SignOnPlace>().Equal(row => row.UserId, userId).In(row => row.Mark, marks), cancellationToken).ConfigureAwait(false))
            .Where(place => time.GetUtcNow() - place.At < SignOnMarks.Life).MaxBy(static place => place.At);

    /// <summary>The row that says so from now on; null where one of today's says it already.</summary>
    public SignOnPlace? Seen(string userId, string? mark, SignOnPlace? before)
    {
        DateTimeOffset now = time.GetUtcNow();
        return mark is null || (before?.Mark == mark && now - before.At < s_day) ? null : new SignOnPlace(userId, mark, now);
    }

    /// <summary>What no longer counts goes.</summary>
    private async Task SweepAsync(IHubTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long swept = Interlocked.Read(ref _swept);
        if (time.GetElapsedTime(swept) < s_sweep || Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), swept) != swept)
        {
            return;
        }

        await transaction.RemoveAsync(new Filter<SignOnTally>().Less(row => row.Until, now), cancellationToken).ConfigureAwait(false);
        await transaction.RemoveAsync(new Filter<SignOnPlace>().Less(row => row.At, now - SignOnMarks.Life), cancellationToken).ConfigureAwait(false);
    }
}
