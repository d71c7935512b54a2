using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace RingCentralAD.Core.SignOn;

/// <summary>A query of the HTTP-Redirect binding (saml-bindings, section 3.4).</summary>
internal sealed class RedirectQuery
{
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private readonly Dictionary<string, string> _raw;
    private readonly string _parameter;

    private RedirectQuery(Dictionary<string, string> raw, string parameter) => (_raw, _parameter) = (raw, parameter);

    /// <summary>The RelayState; null where there is none.</summary>
    public string? RelayState => _raw.TryGetValue("RelayState", out string? raw) ? WebUtility.UrlDecode(raw) : null;

    /// <summary>The signature; null where there is none.</summary>
    public RedirectSignature? Signature => _raw.TryGetValue("Signature", out string? signature) && _raw.TryGetValue("SigAlg", out string? algorithm)
        ? new RedirectSignature(
            string.Join('&', ((string[])[_parameter, "RelayState", "SigAlg"]).Where(_raw.ContainsKey).Select(name => $"{name}={_raw[name]}")),
            Uri.UnescapeDataString(algorithm),
            Uri.UnescapeDataString(signature))
        : null;

    /// <summary>Takes a query apart. A parameter that stands there twice is refused: the signature would cover one, and another be read.</summary>
    public static RedirectQuery Parse(string query, string parameter)
    {
        string[] known = [parameter, "RelayState", "SigAlg", "Signature", "SAMLEncoding"];
        Dictionary<string, string> raw = new(StringComparer.Ordinal);
        foreach (string pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string decoded = WebUtility.UrlDecode(name);
            if (known.Contains(decoded, StringComparer.OrdinalIgnoreCase) && (name != known.First(one => one.Equals(decoded, StringComparison.OrdinalIgnoreCase)) || !raw.TryAdd(name, equals < 0 ? "" : pair[(equals + 1)..])))
            {
                throw SamlErrors.Invalid($"{decoded} stands there twice, or in another spelling");
            }
        }

        return raw.TryGetValue("SAMLEncoding", out string? encoding) && WebUtility.UrlDecode(encoding) != "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE"
            ? throw SamlErrors.Invalid("its encoding is not DEFLATE")
            : new RedirectQuery(raw, parameter);
    }

    /// <summary>The message's bytes.</summary>
    public byte[] Message()
    {
        if (!_raw.TryGetValue(_parameter, out string? raw) || raw.Length > SafeXml.MessageLimit)
        {
            throw SamlErrors.Invalid("it is missing or too large");
        }

        try
        {
            using DeflateStream inflate = new(new MemoryStream(Convert.FromBase64String(Uri.UnescapeDataString(raw))), CompressionMode.Decompress);
            byte[] buffer = new byte[SafeXml.MessageLimit + 1];
            int length = inflate.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= SafeXml.MessageLimit ? buffer[..length] : throw SamlErrors.Invalid("it is too large");
        }
        catch (Exception error) when (error is FormatException or InvalidDataException)
        {
            throw SamlErrors.Invalid("it is no deflated Base64");
        }
    }

    /// <summary>The address that carries a message of ours, signed.</summary>
    public static string Write(string address, string parameter, XmlDocument message, string? relayState, SigningKey key)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(message.OuterXml));
        }

        string query = $"{parameter}={Uri.EscapeDataString(Convert.ToBase64String(packed.ToArray()))}"
            + (relayState is null ? "" : $"&RelayState={Uri.EscapeDataString(relayState)}")
            + $"&SigAlg={Uri.EscapeDataString(RsaSha256)}";
        using RSA rsa = key.Open();
        byte[] signature = rsa.SignData(Encoding.ASCII.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}&Signature={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }
}

/// <summary>A signature beside a message.</summary>
/// <param name="Octets">The characters it covers.</param>
/// <param name="Algorithm">Its algorithm's URI.</param>
/// <param name="Value">The signature, in Base64.</param>
internal sealed record RedirectSignature(string Octets, string Algorithm, string Value)
{
    /// <summary>True where it is by one of the certificates; throws <c>SamlSignatureInvalid</c> where not.</summary>
    public bool Verify(IReadOnlyList<X509Certificate2> certificates)
    {
        HashAlgorithmName hash = Algorithm switch
        {
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => HashAlgorithmName.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => HashAlgorithmName.SHA384,
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => HashAlgorithmName.SHA512,
            _ => throw SamlErrors.Signature("its algorithm is not RSA with SHA-2"),
        };
        byte[] octets = Encoding.UTF8.GetBytes(Octets);
        try
        {
            byte[] signature = Convert.FromBase64String(Value);
            foreach (X509Certificate2 certificate in certificates)
            {
                using RSA? key = certificate.GetRSAPublicKey();
                if (key is { KeySize: >= SigningKey.LeastBits } && key.VerifyData(octets, signature, hash, RSASignaturePadding.Pkcs1))
                {
                    return true;
                }
            }
        }
        catch (FormatException)
        {
            throw SamlErrors.Signature("it cannot be read");
        }

        throw SamlErrors.Signature("it is by none of the provider's certificates, or the message was changed");
    }
}
