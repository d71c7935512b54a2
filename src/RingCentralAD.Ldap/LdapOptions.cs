namespace RingCentralAD.Ldap;

/// <summary>How a connection is protected.</summary>
public enum LdapTls
{
    /// <summary>TLS from the first byte.</summary>
    Ldaps,

    /// <summary>StartTLS before anything else.</summary>
    StartTls,

    /// <summary>No TLS: only a bind that seals the connection is allowed.</summary>
    None,
}

/// <summary>Where a server is, whom to trust, and how long to wait.</summary>
public sealed record LdapOptions
{
    /// <summary>The server's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The port; null takes 636 for LDAPS and 389 otherwise.</summary>
    public int? Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public LdapTls Tls { get; init; } = LdapTls.Ldaps;

    /// <summary>A file of CA certificates (PEM) that this connection trusts, instead of the system's.</summary>
    public string? CaCertificates { get; init; }

    /// <summary>Do not verify the server's certificate.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long connecting, TLS and the bind may take, each.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may take for its next message.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of the time limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The port that is used.</summary>
    internal int ActualPort => Port ?? (Tls == LdapTls.Ldaps ? 636 : 389);

    /// <summary>The server for people.</summary>
    internal string Server => $"{Host}:{ActualPort}";
}
