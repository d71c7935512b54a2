using System.Collections.Concurrent;
using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>When a directory locks accounts: the domain's rule, or that of an account's own policy. Asked again every few minutes.</summary>
internal sealed class LdapLockout(LdapSession session, LdapDomain domain, TimeProvider time)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(5);

    // Where an account has a policy of its own that the reading account may not see: as careful as can be.
    private static readonly LockoutRule s_unseen = new(3, TimeSpan.FromMinutes(30));

    private static readonly LockoutRule s_assumed = new(5, TimeSpan.FromMinutes(15));

    private readonly ConcurrentDictionary<string, (LockoutRule? Rule, long At)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule; null where the directory locks nobody or does not say.</summary>
    public async Task<LockoutRule?> ReadAsync(string? policy, CancellationToken cancellationToken)
    {
        string dn = policy ?? domain.NamingContext;
        if (_known.TryGetValue(dn, out (LockoutRule? Rule, long At) known) && time.GetElapsedTime(known.At) < s_fresh)
        {
            return known.Rule;
        }

        LockoutRule? rule = policy is null && !domain.Profile.IsActiveDirectory
            ? await StrictestAsync(cancellationToken).ConfigureAwait(false)
            : await AskAsync(dn, policy is not null, cancellationToken).ConfigureAwait(false);
        _known[dn] = (rule, time.GetTimestamp());
        return rule;
    }

    private async Task<LockoutRule?> AskAsync(string dn, bool own, CancellationToken cancellationToken)
    {
        (string threshold, string window) = (domain.Profile.IsActiveDirectory, own) switch
        {
            (true, true) => ("msDS-LockoutThreshold", "msDS-LockoutObservationWindow"),
            (true, false) => ("lockoutThreshold", "lockOutObservationWindow"),
            _ => ("pwdMaxFailure", "pwdFailureCountInterval"),
        };
        RawEntry? entry = await session.ReadEntryAsync(dn, "(objectClass=*)", [threshold, window], cancellationToken: cancellationToken).ConfigureAwait(false);
        if (Number(entry, threshold) is not { } count)
        {
            return own ? s_unseen : null;
        }

        // Active Directory: hundreds of nanoseconds below zero.
        long span = Number(entry, window) ?? 0;
        TimeSpan within = !domain.Profile.IsActiveDirectory ? Seconds(span) : span == long.MinValue ? LockoutRule.ForEver : TimeSpan.FromTicks(Math.Abs(span));
        return count > 0 ? new LockoutRule((int)Math.Min(count, int.MaxValue), within) : null;
    }

    /// <summary>
    /// Which policy is the default stands in a server's configuration: it might be any of those that can be seen, so that the lowest threshold and the
    /// longest window are taken, each by itself. Where none can be seen, one is assumed.
    /// </summary>
    private async Task<LockoutRule> StrictestAsync(CancellationToken cancellationToken)
    {
        LockoutRule strictest = s_assumed;
        await foreach (RawEntry entry in session.ReadAllAsync(domain.NamingContext, "(objectClass=pwdPolicy)", ["pwdMaxFailure", "pwdFailureCountInterval"], cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (Number(entry, "pwdMaxFailure") is > 0 and var most)
            {
                TimeSpan window = Seconds(Number(entry, "pwdFailureCountInterval") ?? 0);
                strictest = new LockoutRule((int)Math.Min(most, strictest.Threshold), window > strictest.Window ? window : strictest.Window);
            }
        }

        return strictest;
    }

    /// <summary>A window in seconds; none or zero of them is as long as it takes.</summary>
    private static TimeSpan Seconds(long seconds) => seconds <= 0 || seconds > LockoutRule.ForEver.TotalSeconds ? LockoutRule.ForEver : TimeSpan.FromSeconds(seconds);

    private static long? Number(RawEntry? entry, string attribute) =>
        long.TryParse(entry?.Text(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;
}
