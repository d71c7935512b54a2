using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace RingCentralAD.Core.SignOn;

/// <summary>Enveloped XML signatures as SAML has them (saml-core, section 5.4): one reference to the signed element's own ID, exclusive canonicalization.</summary>
internal static class XmlSignature
{
    private const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private static readonly HashSet<string> s_digests = new(StringComparer.Ordinal) { Sha256, "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512" };
    private static readonly HashSet<string> s_methods = new(StringComparer.Ordinal) { RsaSha256, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" };
    private static readonly HashSet<string> s_transforms = new(StringComparer.Ordinal)
    {
        SignedXml.XmlDsigEnvelopedSignatureTransformUrl, SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigExcC14NWithCommentsTransformUrl,
    };

    /// <summary>Signs an element of a document, and puts the signature behind its Issuer.</summary>
    public static void Sign(XmlElement element, SigningKey key)
    {
        using RSA rsa = key.Open();
        SignedXml signed = new(element) { SigningKey = rsa };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = RsaSha256;
        Reference reference = new($"#{element.GetAttribute("ID")}") { DigestMethod = Sha256 };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(key.Certificate));
        signed.ComputeSignature();
        element.InsertAfter(element.OwnerDocument.ImportNode(signed.GetXml(), deep: true), element.FirstChild);
    }

    /// <summary>
    /// Whether the root is signed by one of the certificates; false where nothing is signed. Whatever else there is, a signature elsewhere, of another
    /// element, or by another key, throws <c>SamlSignatureInvalid</c>. The certificates are those registered: what the message brings is not looked at.
    /// </summary>
    public static bool IsSigned(XmlDocument document, IReadOnlyList<X509Certificate2> certificates)
    {
        XmlElement root = document.DocumentElement!;
        XmlNodeList signatures = document.GetElementsByTagName("Signature", SamlNames.Signature);
        if (signatures.Count == 0)
        {
            return false;
        }

        if (signatures.Count > 1 || signatures[0] is not XmlElement signature || signature.ParentNode != root)
        {
            throw SamlErrors.Signature("it stands in the wrong place");
        }

        SignedXml signed = new(root);
        try
        {
            signed.LoadXml(signature);
            CheckForm(signed, root.GetAttribute("ID"));
            if (certificates.Any(certificate => Holds(signed, certificate)))
            {
                return true;
            }
        }
        catch (Exception error) when (error is CryptographicException or XmlException or FormatException)
        {
            throw SamlErrors.Signature("it cannot be read");
        }

        throw SamlErrors.Signature("it is by none of the provider's certificates, or the message was changed");
    }

    private static void CheckForm(SignedXml signed, string id)
    {
        if (signed.SignedInfo is not { References: [Reference reference] } info || id.Length == 0 || reference.Uri != $"#{id}" || signed.Signature.ObjectList.Count > 0)
        {
            throw SamlErrors.Signature("it does not cover the message as a whole, and nothing else");
        }

        if (!s_methods.Contains(info.SignatureMethod ?? "") || !s_digests.Contains(reference.DigestMethod ?? "") || !s_transforms.Contains(info.CanonicalizationMethod ?? ""))
        {
            throw SamlErrors.Signature("its algorithms are not RSA with SHA-2");
        }

        for (int index = 0; index < reference.TransformChain.Count; index++)
        {
            if (index > 1 || !s_transforms.Contains(reference.TransformChain[index].Algorithm ?? ""))
            {
                throw SamlErrors.Signature("it transforms the message");
            }
        }
    }

    private static bool Holds(SignedXml signed, X509Certificate2 certificate)
    {
        using RSA? key = certificate.GetRSAPublicKey();
        return key is { KeySize: >= SigningKey.LeastBits } && signed.CheckSignature(key);
    }
}
