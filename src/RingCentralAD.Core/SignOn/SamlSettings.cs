using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>What the messages of the identity provider are made of and held to.</summary>
internal sealed record SamlSettings
{
    /// <summary>The provider's name in SAML.</summary>
    public required string EntityId { get; init; }

    /// <summary>Where requests come in.</summary>
    public required string SignOnUrl { get; init; }

    /// <summary>Where logout requests come in.</summary>
    public required string LogoutUrl { get; init; }

    /// <summary>The certificates that are published, the signing one first.</summary>
    public required IReadOnlyList<X509Certificate2> Certificates { get; init; }

    /// <summary>The service providers.</summary>
    public required IReadOnlyList<ServiceProvider> Providers { get; init; }

    /// <summary>The settings of a hub's options.</summary>
    public static SamlSettings Of(SignOnOptions options, IEnumerable<SignOnKey> keys, IReadOnlyList<ServiceProvider> providers)
    {
        string url = options.BaseUrl!.TrimEnd('/');
        return new SamlSettings
        {
            EntityId = options.EntityId ?? $"{url}/sso/metadata",
            SignOnUrl = $"{url}/sso/saml",
            LogoutUrl = $"{url}/sso/logout",
            Certificates = [.. keys.Select(static key => CertificateText.Read(key.Certificate))],
            Providers = providers,
        };
    }

    /// <summary>The provider of an entity id; throws <c>SamlProviderUnknown</c>.</summary>
    public ServiceProvider ProviderOf(string entityId) => Providers.FirstOrDefault(provider => provider.EntityId == entityId) ?? throw SamlErrors.Provider();
}

/// <summary>Certificates as Base64 of DER, as metadata and settings have them.</summary>
internal static class CertificateText
{
    public static X509Certificate2 Read(string base64) => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));

    public static string Of(X509Certificate2 certificate) => Convert.ToBase64String(certificate.RawData);
}
