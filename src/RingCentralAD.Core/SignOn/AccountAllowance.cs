using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>
/// How many wrong passwords an account may cost us. As Active Directory counts: the tally goes on as long as no two of them are further apart
/// than the window, and begins anew after that. We stay two below its threshold; of those, browsers that nobody knows get one half, so
/// that the person can sign in from a known one while somebody attacks.
/// </summary>
/// <param name="Most">All of them.</param>
/// <param name="Window">How long no further one must come for the tally to begin anew.</param>
public sealed record AccountAllowance(int Most, TimeSpan Window)
{
    // More than this is of use to nobody but a guesser, whatever the directory would stand.
    private const int Cap = 10;

    // The clocks of our instances and of the controllers are never quite the same.
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(5);

    // A directory that never forgets is looked at before each try; a tally as long as that would keep new browsers out as long.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Where the directory locks nobody, or does not say: 5 in 15 minutes.</summary>
    public static AccountAllowance Default { get; } = new(5, TimeSpan.FromMinutes(15));

    /// <summary>What browsers that nobody knows get of it.</summary>
    public int Strange => (Most + 1) / 2;

    /// <summary>The allowance under a directory's rule.</summary>
    public static AccountAllowance Of(LockoutRule? rule) => rule is not { Threshold: > 0 }
        ? Default
        : new AccountAllowance(Math.Clamp(rule.Threshold - 2, 1, Cap), TimeSpan.FromTicks(Math.Clamp(rule.Window.Ticks, s_shortest.Ticks, s_longest.Ticks)) + s_slack);

    /// <summary>The tally with one more try; null where none is left.</summary>
    /// <param name="key">Whose tally.</param>
    /// <param name="before">The tally so far; null for none.</param>
    /// <param name="known">The try comes from a browser or an address that is known as the person's.</param>
    /// <param name="now">Now.</param>
    public SignOnTally? TryTake(string key, SignOnTally? before, bool known, DateTimeOffset now)
    {
        SignOnTally tally = before is not null && before.Until > now ? before : new SignOnTally { Key = key };
        return tally.Spent >= Most || (!known && tally.Strange >= Strange)
            ? null
            : tally with { Spent = tally.Spent + 1, Strange = tally.Strange + (known ? 0 : 1), Last = now, Until = Later(now + Window, tally.Until) };
    }

    /// <summary>The tally without a try that turned out right; null where nothing is left of it.</summary>
    /// <param name="tally">The tally as it is now.</param>
    /// <param name="before">The tally before the try; null for none.</param>
    /// <param name="taken">The tally that the try left.</param>
    /// <param name="known">As it was said for the try.</param>
    public static SignOnTally? GiveBack(SignOnTally tally, SignOnTally? before, SignOnTally taken, bool known)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(taken);
        if (tally.Spent <= 1)
        {
            return null;
        }

        // A right password is no link of the chain of wrong ones: where nobody came after it, the chain is as long as it was before.
        bool last = tally.Spent == taken.Spent && tally.Strange == taken.Strange && (tally.Last - taken.Last).Duration() < TimeSpan.FromMilliseconds(1);
        SignOnTally left = tally with { Spent = tally.Spent - 1, Strange = Math.Max(0, tally.Strange - (known ? 0 : 1)) };
        return last && before is not null ? left with { Last = before.Last, Until = before.Until } : left;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
