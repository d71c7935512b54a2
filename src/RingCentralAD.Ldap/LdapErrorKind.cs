namespace RingCentralAD.Ldap;

/// <summary>What went wrong, in terms a caller can decide on.</summary>
public enum LdapErrorKind
{
    /// <summary>No connection could be opened: no such host, refused, unreachable; or the server says it is unavailable (52).</summary>
    ServerUnavailable,

    /// <summary>A step took longer than its limit.</summary>
    Timeout,

    /// <summary>The TLS handshake or StartTLS failed for another reason than the certificate.</summary>
    TlsFailed,

    /// <summary>The server's certificate does not lead to a trusted authority, or is out of its dates.</summary>
    CertificateNotTrusted,

    /// <summary>The server's certificate is trusted but made out for another name.</summary>
    CertificateName,

    /// <summary>Result 49, or a credential that is refused before it is sent; see <see cref="LdapException.AdSubCode"/>.</summary>
    InvalidCredentials,

    /// <summary>Results 8 and 13, or a simple bind without TLS, which this client refuses to send.</summary>
    StrongAuthRequired,

    /// <summary>Result 32.</summary>
    NoSuchObject,

    /// <summary>Result 34.</summary>
    InvalidDn,

    /// <summary>A filter that is not RFC 4515, or result 18 (inappropriate matching).</summary>
    InvalidFilter,

    /// <summary>Results 4 and 11: the server cut the search; what was read is incomplete.</summary>
    SizeLimit,

    /// <summary>Result 3: the server gave the search up; what was read is incomplete.</summary>
    TimeLimit,

    /// <summary>Result 51: try again later.</summary>
    Busy,

    /// <summary>Result 53.</summary>
    Unwilling,

    /// <summary>Result 50.</summary>
    InsufficientRights,

    /// <summary>Result 10: the entry lives on another server (see <see cref="LdapException.Referrals"/>); referrals are never followed.</summary>
    Referral,

    /// <summary>Result 20.</summary>
    AttributeOrValueExists,

    /// <summary>Result 16; for a compare-and-set, the value to delete is no longer there.</summary>
    NoSuchAttribute,

    /// <summary>Result 19.</summary>
    ConstraintViolation,

    /// <summary>Result 65.</summary>
    ObjectClassViolation,

    /// <summary>Result 21, or a value that is not what it was asked for as (text, GUID).</summary>
    InvalidSyntax,

    /// <summary>The connection ended while an answer was awaited, or was closed before the request.</summary>
    ConnectionLost,

    /// <summary>The server sent something that is not LDAP v3, or broke its rules.</summary>
    Protocol,

    /// <summary>Any other result code; see <see cref="LdapException.ResultCode"/>.</summary>
    Other,
}
