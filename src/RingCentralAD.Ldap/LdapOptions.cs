using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.Ldap;

/// <summary>How the connection is protected.</summary>
public enum LdapTls
{
    /// <summary>TLS from the first byte, as on port 636.</summary>
    Ldaps,

    /// <summary>TLS after the StartTLS operation, as on port 389 (RFC 4511, 4.14).</summary>
    StartTls,

    /// <summary>None; only for anonymous reading and for <see cref="LdapCredential.Negotiate"/>, which seals what it sends.</summary>
    None,
}

/// <summary>Where and how to connect.</summary>
public sealed record LdapOptions
{
    /// <summary>A host name or address; the certificate and the Kerberos ticket must be for this very name.</summary>
    public required string Host { get; init; }

    /// <summary>The address to connect to where it is known, as from DNS SRV; null looks up <see cref="Host"/>.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port; null stands for 636 with <see cref="LdapTls.Ldaps"/> and for 389 otherwise.</summary>
    public int? Port { get; init; }

    public LdapTls Tls { get; init; } = LdapTls.Ldaps;

    /// <summary>A PEM file of the authorities to trust instead of the system's; null for the system's.</summary>
    public string? CaCertificates { get; init; }

    /// <summary>Takes any certificate. For trials only: whoever sits between reads the password.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The certificate with its private key that the client shows; null for none. <see cref="LdapCredential.External"/> signs in by it.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The longest that opening the connection with TLS may take; also the longest wait for a Kerberos ticket.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest silence while an answer is awaited; also the longest that sending one request may take.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest message taken, in bytes; a larger one ends the connection.</summary>
    public int MaxMessageSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many bytes of one search's answer are read ahead of whoever takes its entries; beyond them the connection is not read until some are taken.</summary>
    public int ReadAhead { get; init; } = 512 * 1024;

    /// <summary>
    /// How many bytes of a search whose entries nobody takes are kept while other operations wait for their answers behind it; beyond them
    /// that search ends with an error, and the others go on.
    /// </summary>
    public int MaxReadAhead { get; init; } = 128 * 1024 * 1024;

    /// <summary>The clock of the limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal int EffectivePort => Port ?? (Tls == LdapTls.Ldaps ? 636 : 389);

    internal string Server => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{EffectivePort}" : $"{Host}:{EffectivePort}";
}
