namespace RingCentralAD.Ldap;

/// <summary>What went wrong, in terms a caller can act on.</summary>
public enum LdapErrorKind
{
    /// <summary>No connection could be made.</summary>
    ServerUnavailable,

    /// <summary>The server did not answer in time.</summary>
    Timeout,

    /// <summary>TLS failed for another reason than the certificate.</summary>
    TlsFailed,

    /// <summary>The server's certificate is issued by nobody who is trusted, or has expired.</summary>
    CertificateNotTrusted,

    /// <summary>The server's certificate carries another name.</summary>
    CertificateName,

    /// <summary>Name or password were refused.</summary>
    InvalidCredentials,

    /// <summary>The server wants TLS or sealing for this.</summary>
    StrongAuthRequired,

    /// <summary>No such entry.</summary>
    NoSuchObject,

    /// <summary>The distinguished name is malformed.</summary>
    InvalidDn,

    /// <summary>The filter is malformed.</summary>
    InvalidFilter,

    /// <summary>The server cut the answer by its size limit.</summary>
    SizeLimit,

    /// <summary>The server cut the answer by its time limit.</summary>
    TimeLimit,

    /// <summary>The server is busy or unavailable for now.</summary>
    Busy,

    /// <summary>The server is not willing to do this.</summary>
    Unwilling,

    /// <summary>The account has no right to do this.</summary>
    InsufficientRights,

    /// <summary>The server names another one.</summary>
    Referral,

    /// <summary>The attribute or value is there already.</summary>
    AttributeOrValueExists,

    /// <summary>The attribute or value is not there: somebody changed it since it was read.</summary>
    NoSuchAttribute,

    /// <summary>The value breaks a rule of the server.</summary>
    ConstraintViolation,

    /// <summary>The entry may not have this attribute.</summary>
    ObjectClassViolation,

    /// <summary>The value has the wrong form.</summary>
    InvalidSyntax,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>The server sent what is no LDAP.</summary>
    Protocol,

    /// <summary>Anything else; the result code says what.</summary>
    Other,
}

/// <summary>An LDAP operation that failed, or an answer that is not complete. Never carries a password.</summary>
public sealed class LdapException : Exception
{
    /// <summary>Makes the failure.</summary>
    public LdapException(LdapErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public LdapErrorKind Kind { get; }

    /// <summary>The server's result code (RFC 4511, 4.1.9); null where none came.</summary>
    public int? ResultCode { get; init; }

    /// <summary>The part of the name that exists, as the server says.</summary>
    public string? MatchedDn { get; init; }

    /// <summary>The server's own words.</summary>
    public string? Diagnostic { get; init; }

    /// <summary>Active Directory's sub code of a refused sign-in, e.g. 52e, 533, 775; null elsewhere.</summary>
    public string? AdSubCode { get; init; }

    /// <summary>The failure that a result code stands for.</summary>
    internal static LdapException FromResult(LdapResult result, string doing)
    {
        LdapErrorKind kind = result.Code switch
        {
            3 => LdapErrorKind.TimeLimit,
            4 or 11 => LdapErrorKind.SizeLimit,
            8 or 13 => LdapErrorKind.StrongAuthRequired,
            10 => LdapErrorKind.Referral,
            16 => LdapErrorKind.NoSuchAttribute,
            18 => LdapErrorKind.InvalidFilter,
            19 => LdapErrorKind.ConstraintViolation,
            20 => LdapErrorKind.AttributeOrValueExists,
            21 => LdapErrorKind.InvalidSyntax,
            32 => LdapErrorKind.NoSuchObject,
            34 => LdapErrorKind.InvalidDn,
            48 or 49 => LdapErrorKind.InvalidCredentials,
            50 => LdapErrorKind.InsufficientRights,
            51 or 52 => LdapErrorKind.Busy,
            53 => LdapErrorKind.Unwilling,
            65 => LdapErrorKind.ObjectClassViolation,
            2 => LdapErrorKind.Protocol,
            _ => LdapErrorKind.Other,
        };
        return new LdapException(kind, $"{doing}: the server answered {result.Code}{(result.Diagnostic.Length == 0 ? "" : $" ({result.Diagnostic})")}.")
        {
            ResultCode = result.Code,
            MatchedDn = result.MatchedDn,
            Diagnostic = result.Diagnostic,
            AdSubCode = SubCode(result.Diagnostic),
        };
    }

    private static string? SubCode(string diagnostic)
    {
        int at = diagnostic.IndexOf(", data ", StringComparison.Ordinal);
        int end = at < 0 ? -1 : diagnostic.IndexOf(',', at + 7);
        return end < 0 ? null : diagnostic[(at + 7)..end].Trim();
    }
}
