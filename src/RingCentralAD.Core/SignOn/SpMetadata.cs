using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>Reads the metadata of a service provider, as RingCentral offers it for download.</summary>
internal static class SpMetadata
{
    /// <summary>The provider; throws <c>SsoMetadataInvalid</c>.</summary>
    /// <param name="name">The name it gets.</param>
    /// <param name="file">The file's bytes.</param>
    public static ServiceProvider Read(string name, ReadOnlySpan<byte> file)
    {
        XmlDocument document;
        try
        {
            document = SafeXml.ReadFile(file);
        }
        catch (RingCentralAdException error)
        {
            throw Invalid("is no XML that can be read safely", error);
        }

        XmlElement root = document.DocumentElement!;
        if (root.LocalName != "EntityDescriptor" || root.NamespaceURI != SamlNames.Metadata || root.GetAttribute("entityID").Length == 0)
        {
            throw Invalid("is no EntityDescriptor of one provider");
        }

        XmlElement role = Children(root, "SPSSODescriptor").FirstOrDefault() ?? throw Invalid("describes no service provider (SPSSODescriptor)");
        XmlElement[] consumers =
        [
            .. Children(role, "AssertionConsumerService").Where(static one => one.GetAttribute("Binding") == SamlNames.Post)
                .OrderByDescending(static one => one.GetAttribute("isDefault") is "true" or "1").ThenBy(Index),
        ];
        XmlElement? logout = Children(role, "SingleLogoutService").Where(static one => one.GetAttribute("Binding") is SamlNames.Redirect or SamlNames.Post)
            .MinBy(static one => one.GetAttribute("Binding") == SamlNames.Redirect ? 0 : 1);
        return new ServiceProvider
        {
            Name = name,
            EntityId = root.GetAttribute("entityID"),
            AcsUrls = consumers.Length > 0 ? [.. consumers.Select(static one => one.GetAttribute("Location"))] : throw Invalid("has no assertion consumer service for HTTP-POST"),
            AcsIndexes = [.. consumers.Select(Index)],
            LogoutUrl = logout is null ? null : logout.GetAttribute("ResponseLocation") is { Length: > 0 } answers ? answers : logout.GetAttribute("Location"),
            LogoutByPost = logout?.GetAttribute("Binding") == SamlNames.Post,
            Certificates = [.. Children(role, "KeyDescriptor").Where(static key => key.GetAttribute("use") is "" or "signing").SelectMany(Certificates)],
            SignedRequests = role.GetAttribute("AuthnRequestsSigned") is "true" or "1",
            NameIdFormat = Children(role, "NameIDFormat").Select(static one => one.InnerText.Trim()).FirstOrDefault(static format => format != SamlNames.Unspecified) ?? SamlNames.EmailAddress,
        };
    }

    private static IEnumerable<string> Certificates(XmlElement key)
    {
        foreach (XmlElement certificate in key.GetElementsByTagName("X509Certificate", SamlNames.Signature).OfType<XmlElement>())
        {
            string text = string.Concat(certificate.InnerText.Where(static c => !char.IsWhiteSpace(c)));
            try
            {
                using X509Certificate2 read = CertificateText.Read(text);
                text = CertificateText.Of(read);
            }
            catch (Exception error) when (error is CryptographicException or FormatException)
            {
                throw Invalid("holds a certificate that cannot be read", error);
            }

            yield return text;
        }
    }

    private static int Index(XmlElement element) => int.TryParse(element.GetAttribute("index"), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : int.MaxValue;

    private static IEnumerable<XmlElement> Children(XmlElement parent, string name) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name && child.NamespaceURI == SamlNames.Metadata);

    private static RingCentralAdException Invalid(string what, Exception? cause = null) => new(
        "SsoMetadataInvalid", ErrorKind.Data, $"The metadata file {what}.", "Download the service provider's SAML 2.0 metadata anew.", null, cause);
}
