using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Finds accounts by what people type, and reads what their entries say of signing in.</summary>
internal sealed class LdapAccounts(LdapSession session, LdapDomain domain, TimeProvider time)
{
    private const int Disabled = 0x2;
    private const int LockedOut = 0x10;
    private const int NeverExpires = 0x10000;
    private const int PasswordExpired = 0x800000;
    private const int AtOnce = 20;

    // The clocks of this host and of the servers are never quite the same.
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);

    private static readonly string[] s_active =
    [
        "userAccountControl", "msDS-User-Account-Control-Computed", "accountExpires", "pwdLastSet", "lockoutTime", "badPwdCount", "badPasswordTime", "msDS-ResultantPSO",
    ];

    private static readonly string[] s_other =
    [
        "pwdAccountLockedTime", "pwdReset", "pwdPolicySubentry", "pwdFailureTime", "nsAccountLock", "passwordExpirationTime", "passwordRetryCount", "retryCountResetTime",
    ];

    private readonly EntryByKey _byKey = new(session, domain);

    /// <summary>The keys of the entries that are called so: exactly, where the directory takes accents and widths for the same.</summary>
    public async Task<IReadOnlyList<string>> FindKeysAsync(string name, string dnsName, CancellationToken cancellationToken)
    {
        if (!domain.Profile.IsActiveDirectory)
        {
            return await SearchAsync(name, ["uid"], cancellationToken).ConfigureAwait(false);
        }

        int at = name.LastIndexOf('@');
        if (at < 0)
        {
            return await SearchAsync(name, ["sAMAccountName"], cancellationToken).ConfigureAwait(false);
        }

        // sAMAccountName@domain signs in too, where it is not somebody's userPrincipalName (MS-ADTS 5.1.1.1.1).
        IReadOnlyList<string> found = await SearchAsync(name, ["userPrincipalName"], cancellationToken).ConfigureAwait(false);
        return found.Count == 0 && string.Equals(name[(at + 1)..], dnsName, StringComparison.OrdinalIgnoreCase)
            ? await SearchAsync(name[..at], ["sAMAccountName"], cancellationToken).ConfigureAwait(false)
            : found;
    }

    /// <summary>The account with this key; null where there is none.</summary>
    public async Task<DirectoryAccount?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        RawEntry? entry = await _byKey.ReadAsync(key, "(objectClass=*)", domain.Profile.IsActiveDirectory ? s_active : s_other, cancellationToken).ConfigureAwait(false);
        return entry is null ? null : domain.Profile.IsActiveDirectory ? Active(entry) : Other(entry);
    }

    private async Task<IReadOnlyList<string>> SearchAsync(string name, string[] attributes, CancellationToken cancellationToken)
    {
        if (MatchKey.Of(name) is not { } wanted)
        {
            return [];
        }

        LdapSearch search = new()
        {
            BaseDn = domain.NamingContext,
            Filter = LdapFilter.And([LdapFilter.Or([.. attributes.Select(attribute => LdapFilter.Equal(attribute, name))]), LdapFilter.Parse(domain.Profile.PeopleFilter)]),
            Attributes = [domain.Profile.KeyAttribute, .. attributes],
        };
        List<string> keys = [];
        await foreach (RawEntry entry in session.ReadAsync(search, new LdapSearchOutcome(), paged: false, cancellationToken).ConfigureAwait(false))
        {
            if (keys.Count < AtOnce && EntryKey.Of(entry) is { } key && attributes.Any(attribute => entry.Texts(attribute).Any(text => MatchKey.Of(text) == wanted)))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    private static DirectoryAccount Active(RawEntry entry)
    {
        long control = Number(entry, "userAccountControl");
        long computed = Number(entry, "msDS-User-Account-Control-Computed");
        return new DirectoryAccount
        {
            Dn = entry.Dn,
            Disabled = (control & Disabled) != 0,
            Locked = entry.Has("msDS-User-Account-Control-Computed") ? (computed & LockedOut) != 0 : Number(entry, "lockoutTime") > 0,
            MustChange = entry.Text("pwdLastSet") == "0" && (control & NeverExpires) == 0,
            PasswordExpired = (computed & PasswordExpired) != 0,
            Ends = FileTime.Parse(entry.Text("accountExpires")),
            WrongPasswords = (int)Math.Clamp(Number(entry, "badPwdCount"), 0, int.MaxValue),
            LastWrongPassword = FileTime.Parse(entry.Text("badPasswordTime")),
            Policy = entry.Text("msDS-ResultantPSO"),
        };
    }

    private DirectoryAccount Other(RawEntry entry) => new()
    {
        Dn = entry.Dn,

        // 000001010000Z: locked by an administrator, for ever (draft-behera-ldap-password-policy, 5.3.3).
        Disabled = Ascii.IsTrue(entry.Bytes("nsAccountLock")) || entry.Text("pwdAccountLockedTime")?.StartsWith("0000", StringComparison.Ordinal) == true,
        Locked = entry.Has("pwdAccountLockedTime"),
        MustChange = Ascii.IsTrue(entry.Bytes("pwdReset")) || entry.Text("passwordExpirationTime")?.StartsWith("19700101", StringComparison.Ordinal) == true,
        WrongPasswords = Math.Max(entry.Values("pwdFailureTime").Count, Retries(entry)),
        WrongPasswordTimes = [.. entry.Texts("pwdFailureTime").Select(static text => LatestTime.Parse(text) ?? DateTimeOffset.MaxValue)],
        Policy = entry.Text("pwdPolicySubentry"),
    };

    /// <summary>What 389 DS counts: it says of no wrong password when it was, but from when on none of them counts.</summary>
    private int Retries(RawEntry entry) => entry.Text("retryCountResetTime") is { } text && LatestTime.Parse(text) is { } reset && reset + s_slack <= time.GetUtcNow()
        ? 0
        : (int)Math.Clamp(Number(entry, "passwordRetryCount"), 0, int.MaxValue);

    private static long Number(RawEntry entry, string attribute) =>
        long.TryParse(entry.Text(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0;
}
