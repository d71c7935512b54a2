using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>The metadata of the identity provider (saml-metadata, section 2.4.3): what RingCentral is given to trust it.</summary>
internal static class IdpMetadata
{
    private static readonly XNamespace s_metadata = SamlNames.Metadata;
    private static readonly XNamespace s_signature = SamlNames.Signature;

    /// <summary>The file.</summary>
    public static string Write(SamlSettings settings)
    {
        XElement role = new(
            s_metadata + "IDPSSODescriptor",
            new XAttribute("WantAuthnRequestsSigned", settings.Providers.Count > 0 && settings.Providers.All(static provider => provider.SignedRequests)),
            new XAttribute("protocolSupportEnumeration", SamlNames.Protocol),
            settings.Certificates.Select(Key),
            Endpoint("SingleLogoutService", SamlNames.Redirect, settings.LogoutUrl),
            Endpoint("SingleLogoutService", SamlNames.Post, settings.LogoutUrl),
            Formats(settings.Providers).Select(static format => new XElement(s_metadata + "NameIDFormat", format)),
            Endpoint("SingleSignOnService", SamlNames.Redirect, settings.SignOnUrl),
            Endpoint("SingleSignOnService", SamlNames.Post, settings.SignOnUrl));
        XElement root = new(
            s_metadata + "EntityDescriptor",
            new XAttribute(XNamespace.Xmlns + "md", s_metadata),
            new XAttribute(XNamespace.Xmlns + "ds", s_signature),
            new XAttribute("entityID", settings.EntityId),
            role);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static IEnumerable<string> Formats(IReadOnlyList<ServiceProvider> providers) =>
        providers.Count == 0 ? [SamlNames.EmailAddress] : providers.Select(static provider => provider.NameIdFormat).Distinct(StringComparer.Ordinal);

    private static XElement Key(X509Certificate2 certificate) => new(
        s_metadata + "KeyDescriptor",
        new XAttribute("use", "signing"),
        new XElement(s_signature + "KeyInfo", new XElement(s_signature + "X509Data", new XElement(s_signature + "X509Certificate", CertificateText.Of(certificate)))));

    private static XElement Endpoint(string name, string binding, string location) => new(s_metadata + name, new XAttribute("Binding", binding), new XAttribute("Location", location));
}
