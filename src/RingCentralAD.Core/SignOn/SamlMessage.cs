using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace RingCentralAD.Core.SignOn;

/// <summary>A message as it came in, by either binding.</summary>
internal sealed class SamlMessage
{
    /// <summary>The longest RelayState that is handed back. SAML says 80 bytes; providers write more.</summary>
    public const int RelayStateLimit = 1024;

    private readonly RedirectSignature? _detached;
    private readonly bool _byRedirect;

    private SamlMessage(XmlDocument document, string? relayState, bool byRedirect, RedirectSignature? detached)
    {
        if (relayState?.Length > RelayStateLimit || relayState?.Any(char.IsControl) == true)
        {
            throw SamlErrors.Invalid("its RelayState is too long, or holds control characters");
        }

        (Document, RelayState, _byRedirect, _detached) = (document, string.IsNullOrEmpty(relayState) ? null : relayState, byRedirect, detached);
    }

    /// <summary>The message.</summary>
    public XmlDocument Document { get; }

    /// <summary>What goes back to the provider as it is.</summary>
    public string? RelayState { get; }

    /// <summary>A message of a form (HTTP-POST): Base64.</summary>
    public static SamlMessage OfPost(string? message, string? relayState)
    {
        if (message is null || message.Length > SafeXml.MessageLimit * 2)
        {
            throw SamlErrors.Invalid("it is missing or too large");
        }

        try
        {
            return new SamlMessage(SafeXml.Read(Convert.FromBase64String(message)), relayState, byRedirect: false, null);
        }
        catch (FormatException)
        {
            throw SamlErrors.Invalid("it is no Base64");
        }
    }

    /// <summary>A message of an address (HTTP-Redirect): deflated, Base64, with a signature beside it.</summary>
    /// <param name="query">The query as it came, not decoded: the signature covers its very characters.</param>
    /// <param name="parameter">SAMLRequest.</param>
    public static SamlMessage OfRedirect(string query, string parameter)
    {
        RedirectQuery parts = RedirectQuery.Parse(query, parameter);
        return new SamlMessage(SafeXml.Read(parts.Message()), parts.RelayState, byRedirect: true, parts.Signature);
    }

    /// <summary>
    /// Whether it is signed by one of the certificates; a signature that does not hold throws. Where the provider registered no certificate nothing can be
    /// said of a signature, and the message counts as unsigned.
    /// </summary>
    public bool IsSignedBy(IReadOnlyList<string> certificates)
    {
        if (certificates.Count == 0)
        {
            return false;
        }

        X509Certificate2[] known = [.. certificates.Select(CertificateText.Read)];
        try
        {
            return _byRedirect ? _detached?.Verify(known) ?? false : XmlSignature.IsSigned(Document, known);
        }
        finally
        {
            foreach (X509Certificate2 certificate in known)
            {
                certificate.Dispose();
            }
        }
    }
}
