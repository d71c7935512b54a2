using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.Ldap.Transport;

/// <summary>
/// What ties a bind to one server's certificate (tls-server-end-point, RFC 5929, section 4): the hash of the certificate by the algorithm
/// of its own signature, by SHA-256 where that is MD5 or SHA-1.
/// </summary>
internal static class EndPointBinding
{
    private static readonly byte[] s_prefix = "tls-server-end-point:"u8.ToArray();

    /// <summary>The octets of the binding; null for a signature that goes with no single hash (Ed25519), where none is defined.</summary>
    public static byte[]? Of(X509Certificate2 certificate)
    {
        byte[] bytes = certificate.RawData;
        return HashOf(certificate.SignatureAlgorithm.Value, bytes) switch
        {
            "SHA384" => [.. s_prefix, .. SHA384.HashData(bytes)],
            "SHA512" => [.. s_prefix, .. SHA512.HashData(bytes)],
            "SHA256" => [.. s_prefix, .. SHA256.HashData(bytes)],
            _ => null,
        };
    }

    private static string? HashOf(string? signature, byte[] certificate) => signature switch
    {
        // PKCS #1 with MD5 and SHA-1, OIW's and ECDSA's and DSA's SHA-1: too weak to bind by.
        "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" or "1.2.840.10045.4.1" or "1.2.840.10040.4.3" => "SHA256",
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => "SHA256",
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => "SHA384",
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => "SHA512",
        "1.2.840.113549.1.1.10" => PssHash(certificate),
        _ => null,
    };

    // RSASSA-PSS names its hash in the parameters; SHA-1 where it names none (RFC 4055, section 3.1).
    private static string? PssHash(byte[] certificate)
    {
        AsnReader fields = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
        fields.ReadEncodedValue();
        AsnReader algorithm = fields.ReadSequence();
        algorithm.ReadObjectIdentifier();
        AsnReader parameters = algorithm.ReadSequence();
        Asn1Tag hash = new(TagClass.ContextSpecific, 0, isConstructed: true);
        string oid = parameters.HasData && parameters.PeekTag() == hash ? parameters.ReadSequence(hash).ReadSequence().ReadObjectIdentifier() : "1.3.14.3.2.26";
        return oid switch
        {
            "1.3.14.3.2.26" or "2.16.840.1.101.3.4.2.1" => "SHA256",
            "2.16.840.1.101.3.4.2.2" => "SHA384",
            "2.16.840.1.101.3.4.2.3" => "SHA512",
            _ => null,
        };
    }
}
