namespace RingCentralAD.Core.Model;

/// <summary>The identity provider of a hub: what people see, and by which address it is reached. Holds no key.</summary>
public sealed record SignOnOptions
{
    /// <summary>The name on the sign-in page; null before New-RcSsoProvider.</summary>
    public string? Label { get; init; }

    /// <summary>A picture on the sign-in page, as a whole path (PNG, JPEG, SVG or WebP); null for none.</summary>
    public string? LogoFile { get; init; }

    /// <summary>The address by which browsers reach the service, such as <c>https://sso.contoso.com</c>; null before New-RcSsoProvider.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The provider's name in SAML (entityID); null for the address of its metadata.</summary>
    public string? EntityId { get; init; }

    /// <summary>How long a sign-in serves other sign-ins without a password.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Addresses of reverse proxies whose word on the browser's address counts.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => BaseUrl is null ? "no identity provider" : $"{Label} at {BaseUrl}";
}
