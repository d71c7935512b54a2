using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>What the outcomes of a check are in plain words, for an administrator.</summary>
public static class CredentialWords
{
    /// <summary>Why a person cannot sign in; null for <see cref="CredentialOutcome.Ok"/>.</summary>
    public static string? ReasonOf(CredentialOutcome outcome) => outcome switch
    {
        CredentialOutcome.Ok => null,
        CredentialOutcome.WrongPassword => "The password is wrong.",
        CredentialOutcome.Locked => "The account is locked after too many wrong passwords. Whether this password is right is not told.",
        CredentialOutcome.Disabled => "The account is disabled.",
        CredentialOutcome.PasswordExpired => "The password has expired.",
        CredentialOutcome.MustChangePassword => "The password must be changed before the first sign-in.",
        CredentialOutcome.AccountExpired => "The account has expired.",
        CredentialOutcome.NotAllowedHere => "The directory does not let the account sign in in this way.",
        CredentialOutcome.NotInHub => "Nobody in the hub has this name.",
        CredentialOutcome.Ambiguous => "More than one person in the hub has this name.",
        CredentialOutcome.NotActive => "The person is not active in the hub.",
        CredentialOutcome.NotAssigned => "The person is not assigned to RingCentral.",
        CredentialOutcome.TooManyTries => "There were too many wrong passwords. The directory was not asked, so that the account is not locked there.",
        _ => "No domain controller could be asked.",
    };

    /// <summary>What to do about it; null for <see cref="CredentialOutcome.Ok"/>.</summary>
    public static string? RemedyOf(CredentialOutcome outcome) => outcome switch
    {
        CredentialOutcome.Ok => null,
        CredentialOutcome.WrongPassword => "Type it again, or reset it in AD (Set-ADAccountPassword -Reset).",
        CredentialOutcome.Locked => "Unlock the account (Unlock-ADAccount), and find out who tries a wrong password.",
        CredentialOutcome.Disabled => "Enable the account (Enable-ADAccount) if the person is to sign in.",
        CredentialOutcome.PasswordExpired or CredentialOutcome.MustChangePassword => "Change the password on a computer of the domain, then sign in again.",
        CredentialOutcome.AccountExpired => "Extend the account (Set-ADAccountExpiration) if the person is to sign in.",
        CredentialOutcome.NotAllowedHere => "Look at logonHours, userWorkstations, and the groups and policies that restrict the account's logons.",
        CredentialOutcome.NotInHub => "Check the name; Import-AdUsers brings people who are new in the directory.",
        CredentialOutcome.Ambiguous => "Sign in by the user principal name or the login, which are one person's.",
        CredentialOutcome.NotActive => "Look at Trace-HubUser for the cause; Enable-HubUser lifts a deactivation by hand.",
        CredentialOutcome.NotAssigned => "Assign the person or a group (Add-RcAssignment).",
        CredentialOutcome.TooManyTries => "Wait until the time that is given, or sign in from a browser in which the person signed in before.",
        _ => "Run Test-AdDirectory to see which server cannot be reached, and why.",
    };
}
