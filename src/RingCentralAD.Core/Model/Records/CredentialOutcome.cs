namespace RingCentralAD.Core.Model;

/// <summary>How a check of AD credentials ended.</summary>
public enum CredentialOutcome
{
    /// <summary>The password is right, and the person is in the hub, active and assigned to RingCentral.</summary>
    Ok,

    /// <summary>The password is not this account's.</summary>
    WrongPassword,

    /// <summary>AD locked the account after too many wrong passwords.</summary>
    Locked,

    /// <summary>The account is disabled in AD.</summary>
    Disabled,

    /// <summary>The password has expired.</summary>
    PasswordExpired,

    /// <summary>The password must be changed at the first sign-in.</summary>
    MustChangePassword,

    /// <summary>The account's own end date has passed.</summary>
    AccountExpired,

    /// <summary>AD does not let the account sign in at this hour or from this machine.</summary>
    NotAllowedHere,

    /// <summary>Nobody in the hub has this name.</summary>
    NotInHub,

    /// <summary>More than one person has this name.</summary>
    Ambiguous,

    /// <summary>The hub user is staged, deactivated or held.</summary>
    NotActive,

    /// <summary>The person has no assignment to RingCentral.</summary>
    NotAssigned,

    /// <summary>Too many wrong passwords for this name or from this address: AD was not asked, so that nobody is locked out there.</summary>
    TooManyTries,

    /// <summary>No domain controller could be asked.</summary>
    DirectoryUnavailable,
}
