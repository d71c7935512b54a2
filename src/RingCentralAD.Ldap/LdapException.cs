namespace RingCentralAD.Ldap;

/// <summary>A directory operation that did not succeed. The message names the operation, the server and the remedy; it never holds a secret.</summary>
public sealed class LdapException : Exception
{
    public LdapException(LdapErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public LdapErrorKind Kind { get; }

    /// <summary>The server's result code (RFC 4511, 4.1.9), or null where no answer came.</summary>
    public int? ResultCode { get; init; }

    /// <summary>The nearest entry that exists, as the server tells it for <see cref="LdapErrorKind.NoSuchObject"/>; else empty.</summary>
    public string MatchedDn { get; init; } = "";

    /// <summary>The server's own words, or empty.</summary>
    public string Diagnostic { get; init; } = "";

    /// <summary>Active Directory's reason for a failed bind in lower-case hex, such as <c>52e</c> or <c>775</c>; null where it gave none.</summary>
    public string? AdSubCode { get; init; }

    /// <summary>What the server's password policy says of a failed bind that asked for it: 0 expired, 1 locked …; null where it says nothing.</summary>
    public int? PasswordPolicyError { get; init; }

    /// <summary>Host and port, or empty where no server was involved.</summary>
    public string Server { get; init; } = "";

    /// <summary>Where the server says the entry lives (RFC 4516 URLs).</summary>
    public IReadOnlyList<string> Referrals { get; init; } = [];

    /// <summary>The request may have reached the server and no answer came: a write may or may not have been carried out. Read before writing again.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>The time ran out while the connection was opened: of what was to be sent, no password and no request, nothing left.</summary>
    public bool NothingSent { get; init; }

    internal static LdapException Protocol(string what) => new(LdapErrorKind.Protocol, "The server broke the LDAP protocol: " + what);

    internal LdapException With(string server, bool outcomeUnknown) => new(Kind, Message.Contains(server, StringComparison.Ordinal) ? Message : $"{server}: {Message}", this)
    {
        ResultCode = ResultCode,
        MatchedDn = MatchedDn,
        Diagnostic = Diagnostic,
        AdSubCode = AdSubCode,
        PasswordPolicyError = PasswordPolicyError,
        Server = server,
        Referrals = Referrals,
        OutcomeUnknown = outcomeUnknown,
        NothingSent = NothingSent,
    };
}
