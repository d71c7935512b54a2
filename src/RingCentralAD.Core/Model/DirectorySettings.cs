namespace RingCentralAD.Core.Model;

/// <summary>How a directory is reached and what the hub takes from it. Holds no secret: only the place of one.</summary>
public sealed record DirectorySettings
{
    /// <summary>Servers, tried in order, as host or host:port, or an AD domain whose controllers DNS tells; for an LDIF directory the path of the file.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>How the connection is protected.</summary>
    public DirectoryTls Tls { get; init; } = DirectoryTls.Ldaps;

    /// <summary>The account that binds; null for Kerberos with whoever is logged on.</summary>
    public string? UserName { get; init; }

    /// <summary>Where the password is (<c>vault:</c>, <c>file:</c>, <c>env:</c>, <c>credential:</c>); null for Kerberos, or when it was given for one session.</summary>
    public string? PasswordFrom { get; init; }

    /// <summary>A file with the account's Kerberos keys; null for none.</summary>
    public string? Keytab { get; init; }

    /// <summary>Where the account's Kerberos tickets are, such as <c>FILE:/run/sync/tickets</c>; null for the system's place.</summary>
    public string? TicketCache { get; init; }

    /// <summary>The name server that is asked for a domain's controllers, as address or address:port; null for the system's.</summary>
    public string? NameServer { get; init; }

    /// <summary>A file of CA certificates to trust for this directory alone.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>A PEM file with the certificate and the private key by which we sign in (SASL EXTERNAL); null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>True only where the administrator said that certificates are not to be verified.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Where the write-back of an LDIF directory goes (a change file that ldapmodify and ldifde accept).</summary>
    public string? ChangeFile { get; init; }

    /// <summary>The naming context that is read; null takes what the server calls its default.</summary>
    public string? NamingContext { get; init; }

    /// <summary>How changes are seen; null takes the best way that the server and the account's rights allow.</summary>
    public ChangeMethod? ChangesBy { get; init; }

    /// <summary>What is different about this server from others of its kind.</summary>
    public DirectoryOverrides Overrides { get; init; } = new();

    /// <summary>Keys (GUIDs) of the containers below which people are in scope; empty takes all.</summary>
    public IReadOnlyList<string> SearchBases { get; init; } = [];

    /// <summary>Keys (GUIDs) of containers that are left out, with all below them.</summary>
    public IReadOnlyList<string> ExcludedBases { get; init; } = [];

    /// <summary>Keys (GUIDs) of groups one of which a person must be in, nested or not; empty asks for none.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Distinguished names of containers and groups of the scope by their keys, as an imported configuration had them: for people, until an import reads them.</summary>
    public IReadOnlyDictionary<string, string> ScopeNames { get; init; } = new Dictionary<string, string>();

    /// <summary>An LDAP filter (RFC 4515) that a person must match; null asks for none.</summary>
    public string? Filter { get; init; }

    /// <summary>What becomes of people who leave the scope.</summary>
    public OutOfScopeAction WhenOutOfScope { get; init; } = OutOfScopeAction.Deactivate;

    /// <summary>What makes the login: Email, Upn, SamAccountName, or an expression over appuser.</summary>
    public string UserNameFormat { get; init; } = "Email";

    /// <summary>The guide's appuser names and the LDAP attributes behind them, as the server's kind has them or as overridden.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>How often the directory is imported; null leaves it to whoever runs the imports.</summary>
    public TimeSpan? ImportEvery { get; init; }

    /// <summary>The time of day, where the sync runs, after which one import a day is a full one; null asks for none.</summary>
    public TimeOnly? FullImportAt { get; init; }

    /// <summary>Whether phone numbers are written back into this directory.</summary>
    public bool WriteBack { get; init; }

    /// <summary>Write only where the attribute is empty.</summary>
    public bool WriteBackEmptyOnly { get; init; }
}

/// <summary>How an LDAP connection is protected.</summary>
public enum DirectoryTls
{
    /// <summary>TLS from the first byte, port 636.</summary>
    Ldaps,

    /// <summary>StartTLS on port 389.</summary>
    StartTls,

    /// <summary>Kerberos sealing on port 389: encrypted by the bind itself.</summary>
    KerberosSealed,
}

/// <summary>What becomes of people who leave the scope of their directory.</summary>
public enum OutOfScopeAction
{
    /// <summary>They are deactivated, under the guards.</summary>
    Deactivate,

    /// <summary>They stay as they are and are no longer updated.</summary>
    Keep,
}
