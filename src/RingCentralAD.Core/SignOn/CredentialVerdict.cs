using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>What a directory's answer to a bind means.</summary>
/// <param name="Outcome">How it went, as far as the directory is concerned.</param>
/// <param name="PasswordRight">The directory has shown that the password is right.</param>
/// <param name="Reason">Why not, for an administrator; null for <see cref="CredentialOutcome.Ok"/>.</param>
public sealed record CredentialVerdict(CredentialOutcome Outcome, bool PasswordRight, string? Reason)
{
    private const int InvalidCredentials = 49;
    private const int ConstraintViolation = 19;
    private const int Expired = 0;
    private const int LockedOut = 1;
    private const int MustChange = 2;

    /// <summary>
    /// Reads the answer. Active Directory gives 530 to 533, 701 and 773 after the right password alone, 775 to whoever asks
    /// (ldapwiki.com, "Common Active Directory Bind Errors"); other servers tell of a locked account whatever the password.
    /// </summary>
    public static CredentialVerdict Of(BindAnswer answer, DirectoryAccount account, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(account);
        if (answer.Right)
        {
            return account.MustChange || answer.Policy == MustChange ? Told(CredentialOutcome.MustChangePassword) : new CredentialVerdict(CredentialOutcome.Ok, true, null);
        }

        return answer.SubCode switch
        {
            "530" => Told(CredentialOutcome.NotAllowedHere, "AD does not let the account sign in at this hour."),
            "531" => Told(CredentialOutcome.NotAllowedHere, "AD does not let the account sign in from this machine."),
            "532" => Told(CredentialOutcome.PasswordExpired),
            "533" => Told(CredentialOutcome.Disabled),
            "701" => Told(CredentialOutcome.AccountExpired),
            "773" => Told(CredentialOutcome.MustChangePassword),
            "775" => Silent(CredentialOutcome.Locked),
            "52f" or "569" => Silent(CredentialOutcome.NotAllowedHere, "AD does not let the account sign in by name and password, as with members of Protected Users or where the right to log on is denied."),
            not null => Wrong(account, now),
            null => Other(answer, account, now),
        };
    }

    private static CredentialVerdict Other(BindAnswer answer, DirectoryAccount account, DateTimeOffset now) => answer switch
    {
        // A password policy looks at the age of a password once it was found right.
        { Code: InvalidCredentials, Policy: Expired } => Told(CredentialOutcome.PasswordExpired),
        { Policy: LockedOut } => Silent(account.Disabled ? CredentialOutcome.Disabled : CredentialOutcome.Locked),
        _ when account.Disabled => Silent(CredentialOutcome.Disabled),
        { Code: ConstraintViolation } => Silent(CredentialOutcome.Locked),
        _ when account.Locked => Silent(CredentialOutcome.Locked),
        { Code: InvalidCredentials } => Wrong(account, now),
        _ => Silent(CredentialOutcome.NotAllowedHere, $"The directory refuses the bind with the code {answer.Code}."),
    };

    /// <summary>A wrong password hides what else is amiss: an administrator gets it from the entry.</summary>
    private static CredentialVerdict Wrong(DirectoryAccount account, DateTimeOffset now)
    {
        string?[] besides =
        [
            account.Disabled ? "is disabled" : null,
            account.Locked ? "is locked" : null,
            account.Ends <= now ? "has expired" : null,
            account.MustChange ? "must change its password" : account.PasswordExpired ? "has an expired password" : null,
        ];
        string facts = string.Join(" and ", besides.OfType<string>());
        return Silent(CredentialOutcome.WrongPassword, facts.Length == 0 ? "The password is wrong." : $"The password is wrong; besides, the account {facts}.");
    }

    private static CredentialVerdict Told(CredentialOutcome outcome, string? reason = null) => new(outcome, true, reason ?? CredentialWords.ReasonOf(outcome));

    private static CredentialVerdict Silent(CredentialOutcome outcome, string? reason = null) => new(outcome, false, reason ?? CredentialWords.ReasonOf(outcome));
}
