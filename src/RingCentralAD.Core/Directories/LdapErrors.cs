using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Turns failures of the LDAP client into ones an administrator can act on.</summary>
internal static class LdapErrors
{
    public static RingCentralAdException From(LdapException error, string? target = null)
    {
        (string id, ErrorKind kind, string? remedy) = error.Kind switch
        {
            LdapErrorKind.ServerUnavailable => ("AdUnreachable", ErrorKind.Unavailable, "Check the server's name, the network and the firewall (LDAPS 636, LDAP 389)."),
            LdapErrorKind.Timeout => ("AdTimeout", ErrorKind.Unavailable, "The server stalls: try again, or name another one with Connect-AdDirectory -Server."),
            LdapErrorKind.CertificateNotTrusted => ("AdCertificateNotTrusted", ErrorKind.Security, "Give the CA that issued it with Connect-AdDirectory -CACertificate ca.pem, or trust it in the system."),
            LdapErrorKind.CertificateName => ("AdCertificateName", ErrorKind.Security, "Connect with one of the names on the certificate."),
            LdapErrorKind.TlsFailed => ("AdTlsFailed", ErrorKind.Security, "Check that the server speaks TLS on this port."),
            LdapErrorKind.InvalidCredentials => ("AdSignInFailed", ErrorKind.Security, SignIn(error.AdSubCode)),
            LdapErrorKind.StrongAuthRequired => ("AdSignInFailed", ErrorKind.Security, "Use LDAPS or StartTLS, or Kerberos with -Tls KerberosSealed."),
            LdapErrorKind.NoSuchObject => ("AdBaseNotFound", ErrorKind.NotFound, "Give the distinguished name of an OU or container as the directory shows it."),
            LdapErrorKind.InvalidDn => ("AdBaseNotFound", ErrorKind.InvalidInput, "Give a distinguished name, such as OU=Staff,DC=contoso,DC=com."),
            LdapErrorKind.InsufficientRights => ("AdAccessDenied", ErrorKind.Denied, "Grant the sync account the right to write this attribute on the OU (Delegate Control, property-specific)."),
            LdapErrorKind.NoSuchAttribute or LdapErrorKind.AttributeOrValueExists => ("WriteBackStale", ErrorKind.Conflict, "Nothing: the next run starts from what the entry holds now."),
            LdapErrorKind.ConstraintViolation or LdapErrorKind.InvalidSyntax or LdapErrorKind.ObjectClassViolation =>
                ("AdValueRefused", ErrorKind.Data, "Correct the mapping: the directory does not take this value for this attribute."),
            LdapErrorKind.SizeLimit or LdapErrorKind.TimeLimit or LdapErrorKind.Busy or LdapErrorKind.Referral =>
                ("AdSearchIncomplete", ErrorKind.Unavailable, "Nobody was taken for gone. Run the import again; raise the server's limits for the sync account if it stays so."),
            LdapErrorKind.ConnectionLost => ("AdConnectionLost", ErrorKind.Unavailable, "Nobody was taken for gone. Run it again."),
            LdapErrorKind.InvalidFilter => ("AdFilterInvalid", ErrorKind.InvalidInput, "Correct the filter (RFC 4515)."),
            _ => ("AdFailed", ErrorKind.Unavailable, null),
        };
        return new RingCentralAdException(id, kind, error.Message, remedy, target, error);
    }

    private static string SignIn(string? subCode) => subCode switch
    {
        "52e" => "Name or password is wrong.",
        "530" or "531" => "The account may not sign in now, or not from this machine.",
        "532" => "The password has expired.",
        "533" => "The account is disabled.",
        "701" => "The account has expired.",
        "773" => "The password must be changed first.",
        "775" => "The account is locked.",
        _ => "Check name and password, or the Kerberos ticket.",
    };
}
