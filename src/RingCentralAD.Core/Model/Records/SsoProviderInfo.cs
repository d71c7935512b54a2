namespace RingCentralAD.Core.Model;

/// <summary>The identity provider of a hub, as Get-RcSsoProvider shows it.</summary>
public sealed record SsoProviderInfo
{
    /// <summary>The name on the sign-in page.</summary>
    public required string Label { get; init; }

    /// <summary>The address by which browsers reach it.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Its name in SAML.</summary>
    public required string EntityId { get; init; }

    /// <summary>Where requests are sent: the single sign-on service.</summary>
    public required string SignOnUrl { get; init; }

    /// <summary>Where its metadata is published while the service runs.</summary>
    public required string MetadataUrl { get; init; }

    /// <summary>The picture on the sign-in page; null for none.</summary>
    public string? LogoFile { get; init; }

    /// <summary>How long a sign-in serves other sign-ins without a password.</summary>
    public TimeSpan SessionLifetime { get; init; }

    /// <summary>Reverse proxies whose word on the browser's address counts.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>The certificates that the metadata publishes; the first one's key signs.</summary>
    public IReadOnlyList<SsoCertificateInfo> Certificates { get; init; } = [];

    /// <summary>The service providers.</summary>
    public IReadOnlyList<ServiceProvider> ServiceProviders { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Label} at {BaseUrl}";
}

/// <summary>A certificate of the identity provider.</summary>
/// <param name="Thumbprint">Its SHA-256 fingerprint, in hexadecimal.</param>
/// <param name="Signs">Its key signs; else it is only published.</param>
/// <param name="NotAfter">When it ends.</param>
/// <param name="KeyFrom">Where its private key is.</param>
public sealed record SsoCertificateInfo(string Thumbprint, bool Signs, DateTimeOffset NotAfter, string KeyFrom)
{
    /// <inheritdoc />
    public override string ToString() => $"{Thumbprint[..16]}… {(Signs ? "signs" : "published")} until {NotAfter:yyyy-MM-dd}";
}

/// <summary>A service that Start-RcSsoService started, or registered with the machine.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="ProcessId">Its process; null where the machine's service manager runs it.</param>
/// <param name="Unit">The systemd unit or Windows service; null where it only runs.</param>
public sealed record SsoServiceInfo(string Url, int? ProcessId, string? Unit)
{
    /// <inheritdoc />
    public override string ToString() => Unit ?? Url;
}

/// <summary>A step of changing the key of the identity provider.</summary>
public enum SsoKeyStep
{
    /// <summary>A second key is made and its certificate published; the first one goes on signing.</summary>
    Begin,

    /// <summary>The second key signs; the first one's certificate stays published.</summary>
    Switch,

    /// <summary>The certificate of the key that no longer signs is published no more.</summary>
    End,
}
