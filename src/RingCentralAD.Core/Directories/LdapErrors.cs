using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Turns failures of the LDAP client into ones an administrator can act on.</summary>
internal static class LdapErrors
{
    private const string NobodyGone = "Nobody was taken for gone. Run it again";

    /// <summary>A failure while connecting, signing in or reading.</summary>
    /// <param name="error">What the client says.</param>
    /// <param name="target">The server, or the place that was read.</param>
    /// <param name="userName">Who signed in.</param>
    public static RingCentralAdException From(LdapException error, string target, string? userName = null)
    {
        (string id, ErrorKind kind, string remedy) = error.Kind switch
        {
            LdapErrorKind.ServerUnavailable => ("AdUnreachable", ErrorKind.Unavailable, "Check the server's name, the network and the firewall (LDAPS 636, LDAP 389), or name another server with Connect-AdDirectory."),
            LdapErrorKind.Timeout => ("AdTimeout", ErrorKind.Unavailable, "The server stalls: run it again, or name another server with Connect-AdDirectory."),
            LdapErrorKind.ConnectionLost or LdapErrorKind.Protocol => ("AdConnectionLost", ErrorKind.Unavailable, $"{NobodyGone}."),
            LdapErrorKind.TlsFailed => ("AdTlsFailed", ErrorKind.Security, "Check that the server speaks TLS on this port and has a certificate (LDAPS 636; StartTLS 389)."),
            LdapErrorKind.CertificateNotTrusted => ("AdCertificateNotTrusted", ErrorKind.Security, "Give the CA that issued the certificate with Connect-AdDirectory -CACertificate ca.pem, or trust it in the system; renew an expired certificate on the server."),
            LdapErrorKind.CertificateName => ("AdCertificateName", ErrorKind.Security, "Connect by one of the names on the certificate."),
            LdapErrorKind.InvalidCredentials => ("AdSignInFailed", ErrorKind.Security, SignInRemedy(error.AdSubCode)),
            LdapErrorKind.StrongAuthRequired => ("AdSignInFailed", ErrorKind.Security, "Use LDAPS or StartTLS with name and password, or Kerberos (without a user name, or -Tls KerberosSealed)."),
            LdapErrorKind.NoSuchObject or LdapErrorKind.InvalidDn => ("AdBaseNotFound", ErrorKind.NotFound, "Give the distinguished name of an OU or container as the directory shows it, e.g. OU=Staff,DC=contoso,DC=com; an account without the right to see it gets the same answer."),
            LdapErrorKind.InvalidFilter => ("AdFilterInvalid", ErrorKind.InvalidInput, "Correct the filter (RFC 4515)."),
            LdapErrorKind.InsufficientRights => ("AdAccessDenied", ErrorKind.Denied, "Give the account the right to read people, groups and containers."),
            LdapErrorKind.SizeLimit or LdapErrorKind.TimeLimit => ("AdSearchIncomplete", ErrorKind.Unavailable, $"{NobodyGone}; if it stays so, raise the server's limits for the account (pages of 1,000 entries are asked for)."),
            LdapErrorKind.Busy => ("AdSearchIncomplete", ErrorKind.Unavailable, $"{NobodyGone} later."),
            LdapErrorKind.Referral => ("AdReferral", ErrorKind.Unavailable, "Another server holds this part of the tree, and referrals are not followed: connect to that server as a directory of its own."),
            _ => ("AdFailed", ErrorKind.Unavailable, $"{NobodyGone}; the server's own words are in the message."),
        };
        string message = error is { Kind: LdapErrorKind.InvalidCredentials, ResultCode: not null } && userName is not null
            ? $"{target} refuses {userName}: {SignInReason(error.AdSubCode)}."
            : error.Message;
        return new RingCentralAdException(id, kind, message, remedy, target, error);
    }

    /// <summary>A failure of a write into one entry.</summary>
    public static RingCentralAdException FromWrite(LdapException error, string dn, string account, IReadOnlyList<AttributeChange> changes)
    {
        string attributes = string.Join(", ", changes.Select(static change => change.Attribute).Distinct(StringComparer.OrdinalIgnoreCase));
        return error.Kind switch
        {
            LdapErrorKind.InsufficientRights => new RingCentralAdException(
                "AdAccessDenied", ErrorKind.Denied, $"{account} may not write {attributes} of {dn}.",
                $"Grant it on the OU: dsacls \"{DnText.Parent(dn)}\" /I:S /G \"ACCOUNT:WP;{changes[0].Attribute};user\" (or Delegate Control, Write {attributes}, for user objects). Accounts of administrators are protected by AdminSDHolder and need the right there.",
                dn, error),
            LdapErrorKind.AttributeOrValueExists => DirectoryErrors.Stale(dn, changes),
            LdapErrorKind.NoSuchObject => DirectoryErrors.EntryNotFound(dn, error.Message),
            LdapErrorKind.ConstraintViolation or LdapErrorKind.InvalidSyntax or LdapErrorKind.ObjectClassViolation or LdapErrorKind.Unwilling or LdapErrorKind.Other or LdapErrorKind.NoSuchAttribute or LdapErrorKind.InvalidDn
                => new RingCentralAdException("AdValueRefused", ErrorKind.Data, $"{dn} does not take {Values(changes)}: {WriteReason(error)}{Unprintable(error, changes)}.{Words(error)}",
                    "Correct the mapping towards the directory, or choose another attribute: a fitting length, a form that the attribute takes, an attribute that people's entries may have.", dn, error),
            _ => From(error, dn, account),
        };
    }

    private static string Values(IReadOnlyList<AttributeChange> changes) =>
        string.Join(", ", changes.Select(static change => change.After is null ? $"{change.Attribute} (cleared)" : $"{change.Attribute} = '{change.After}'"));

    // The telephone attributes of most servers take PrintableString only (RFC 4517, section 3.3.31): no '#', the guide's separator. AD takes anything.
    private static string Unprintable(LdapException error, IReadOnlyList<AttributeChange> changes)
    {
        char[] others = error.Kind == LdapErrorKind.InvalidSyntax
            ? [.. changes.SelectMany(static change => change.After ?? "").Where(static c => !char.IsAsciiLetterOrDigit(c) && !"'()+,-./:? ".Contains(c, StringComparison.Ordinal)).Distinct()]
            : [];
        return others.Length == 0 ? "" : $"; a telephone attribute may not take {string.Join(", ", others.Select(static c => $"'{c}'"))}";
    }

    private static string Words(LdapException error) => string.IsNullOrWhiteSpace(error.Diagnostic) ? "" : $" The server says: {error.Diagnostic.TrimEnd('\0', '\n', ' ', '.')}.";

    private static string WriteReason(LdapException error) => error.Kind switch
    {
        LdapErrorKind.ConstraintViolation => "the value breaks a rule of the directory (too long, or more than one value where one is allowed)",
        LdapErrorKind.InvalidSyntax => "the value has the wrong form or length for the attribute",
        LdapErrorKind.ObjectClassViolation => "entries of this class do not have the attribute",
        LdapErrorKind.NoSuchAttribute => "the directory knows no such attribute",
        LdapErrorKind.InvalidDn => "the value is no distinguished name",
        LdapErrorKind.Unwilling => "the server keeps the attribute to itself",
        _ => error.ResultCode == 17 ? "the directory knows no such attribute" : error.Message,
    };

    private static string SignInReason(string? subCode) => subCode switch
    {
        "525" => "there is no such user (525)",
        "52e" => "the name or the password is wrong (52e)",
        "52f" => "the account may not sign in this way (52f), as a member of Protected Users for instance",
        "530" => "the account may not sign in at this hour (530)",
        "531" => "the account may not sign in from this machine (531)",
        "532" => "the password has expired (532)",
        "533" => "the account is disabled (533)",
        "701" => "the account has expired (701)",
        "773" => "the password must be changed first (773)",
        "775" => "the account is locked (775)",
        null => "the name or the password is wrong",
        _ => $"the sign-in failed ({subCode})",
    };

    private static string SignInRemedy(string? subCode) => subCode switch
    {
        "532" or "773" => "Change the password, then connect again with Connect-AdDirectory. It was tried once, so nothing is locked.",
        "533" or "701" => "Enable the account or extend it, or connect with another one.",
        "775" => "Unlock the account (Unlock-ADAccount) and find out who tries a wrong password.",
        "530" or "531" or "52f" => "Lift the restriction for this account, or connect with another one; Kerberos (without a user name) may be allowed.",
        _ => "Check the name (user@domain or DOMAIN\\user) and the password, or the Kerberos ticket, and connect again with Connect-AdDirectory. It was tried once, so nothing is locked.",
    };
}
