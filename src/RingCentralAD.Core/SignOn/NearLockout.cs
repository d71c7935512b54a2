using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>Whether one more wrong password, from wherever, locks an account: a phone with an old one may have spent what is left.</summary>
public static class NearLockout
{
    /// <summary>Whether it would.</summary>
    public static bool Is(DirectoryAccount account, LockoutRule? rule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(account);
        return rule is { Threshold: > 1 } && Counted(account, rule, now) >= rule.Threshold - 1;
    }

    /// <summary>From when on it would not, if nothing more happens; null where that is not known, as in a directory that never forgets.</summary>
    public static DateTimeOffset? Ends(DirectoryAccount account, LockoutRule rule)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(rule);
        DateTimeOffset? last = account.WrongPasswordTimes.Count >= rule.Threshold - 1
            ? account.WrongPasswordTimes.OrderDescending().ElementAt(rule.Threshold - 2)
            : account.LastWrongPassword;
        return rule.Window >= LockoutRule.ForEver || last == DateTimeOffset.MaxValue ? null : last + rule.Window;
    }

    /// <summary>
    /// Active Directory begins anew when the last one is older than the window; others forget each by itself. Where no times are told, all count.
    /// </summary>
    private static int Counted(DirectoryAccount account, LockoutRule rule, DateTimeOffset now) => account switch
    {
        { WrongPasswordTimes.Count: > 0 } => account.WrongPasswordTimes.Count(time => now - time < rule.Window),
        { LastWrongPassword: { } last } => now - last < rule.Window ? account.WrongPasswords : 0,
        _ => account.WrongPasswords,
    };
}
