namespace RingCentralAD.Core.Model;

/// <summary>A service that people sign in to by the hub's identity provider: RingCentral, or another one that speaks SAML 2.0.</summary>
public sealed record ServiceProvider
{
    /// <summary>The name by which it is set, and by which a sign-in is started: <c>/sso/start?provider=RingCentral</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in SAML (entityID); the audience of what is said to it.</summary>
    public required string EntityId { get; init; }

    /// <summary>Its assertion consumer services (HTTP-POST), the usual one first. A sign-in is sent nowhere else.</summary>
    public IReadOnlyList<string> AcsUrls { get; init; } = [];

    /// <summary>The indexes that its metadata gives <see cref="AcsUrls"/>, in their order; empty where they were entered by hand: then an index is a place among them.</summary>
    public IReadOnlyList<int> AcsIndexes { get; init; } = [];

    /// <summary>Where it takes the answer to its logout request; null where it has no single logout.</summary>
    public string? LogoutUrl { get; init; }

    /// <summary>That address takes HTTP-POST; else HTTP-Redirect.</summary>
    public bool LogoutByPost { get; init; }

    /// <summary>Its certificates for signatures, as Base64 of DER.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>Only signed requests are taken from it.</summary>
    public bool SignedRequests { get; init; }

    /// <summary>The format of the name identifier.</summary>
    public string NameIdFormat { get; init; } = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

    /// <summary>What it is told (RelayState) where a sign-in starts here; null for nothing.</summary>
    public string? RelayState { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({EntityId})";
}

/// <summary>The service providers of a hub.</summary>
internal sealed record ServiceProviders
{
    public IReadOnlyList<ServiceProvider> All { get; init; } = [];
}
