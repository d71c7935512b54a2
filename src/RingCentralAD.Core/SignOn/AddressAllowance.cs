using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>
/// How many wrong passwords an address may try, for whomever: a bucket that leaks. Many people may share an address, so it is a large one;
/// known browsers do not fill it.
/// </summary>
/// <param name="Most">How many at once.</param>
/// <param name="Window">In which time a full one runs empty.</param>
public sealed record AddressAllowance(int Most, TimeSpan Window)
{
    private const long One = 1000;

    /// <summary>100 in 15 minutes.</summary>
    public static AddressAllowance Default { get; } = new(100, TimeSpan.FromMinutes(15));

    /// <summary>The bucket with one more try; null where it is full.</summary>
    public SignOnTally? TryTake(string key, SignOnTally? before, DateTimeOffset now)
    {
        long level = Level(before, now) + One;
        return level > Most * One ? null : new SignOnTally { Key = key, Spent = level, Last = now, Until = now + Window * ((double)level / (Most * One)) };
    }

    /// <summary>The bucket without a try that turned out right; null where it is empty.</summary>
    public static SignOnTally? GiveBack(SignOnTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return tally.Spent <= One ? null : tally with { Spent = tally.Spent - One };
    }

    /// <summary>When the next try fits in.</summary>
    public DateTimeOffset NextAt(SignOnTally full, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(full);
        long over = Level(full, now) + One - (Most * One);
        return now + Window * ((double)Math.Max(over, 0) / (Most * One));
    }

    private long Level(SignOnTally? tally, DateTimeOffset now)
    {
        if (tally is null || tally.Until <= now)
        {
            return 0;
        }

        double leaked = Math.Max(0, (now - tally.Last) / Window) * Most * One;
        return Math.Max(0, tally.Spent - (long)leaked);
    }
}
