using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>A key that signs for the identity provider, with its certificate.</summary>
internal sealed class SigningKey
{
    /// <summary>The shortest key of a service provider that is trusted.</summary>
    public const int LeastBits = 2048;

    private const int Bits = 3072;
    private const int Years = 5;
    private readonly byte[] _pkcs8;

    private SigningKey(byte[] pkcs8, X509Certificate2 certificate) => (_pkcs8, Certificate) = (pkcs8, certificate);

    /// <summary>The certificate, without the private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Makes a key with a certificate signed by itself, which is all that SAML needs: both sides exchange it in their metadata.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="time">The clock.</param>
    public static SigningKey Create(string name, TimeProvider time)
    {
        using RSA rsa = RSA.Create(Bits);
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName(name.Length > 64 ? name[..64] : name);
        CertificateRequest request = new(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        DateTimeOffset from = time.GetUtcNow().AddHours(-1);
        using X509Certificate2 made = request.CreateSelfSigned(from, from.AddYears(Years));
        return new SigningKey(rsa.ExportPkcs8PrivateKey(), X509CertificateLoader.LoadCertificate(made.RawData));
    }

    /// <summary>Joins a private key as PKCS#8 PEM and its certificate; throws <c>SsoKeyInvalid</c>.</summary>
    public static SigningKey Read(ReadOnlySpan<char> pem, X509Certificate2 certificate, string place)
    {
        try
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            using RSA published = certificate.GetRSAPublicKey() ?? throw new CryptographicException();
            return rsa.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(published.ExportSubjectPublicKeyInfo())
                ? new SigningKey(rsa.ExportPkcs8PrivateKey(), certificate)
                : throw Invalid(place, "is not the one of the certificate that the hub publishes");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Invalid(place, "is no private RSA key in PKCS#8 PEM");
        }
    }

    /// <summary>The private key, to be disposed; each signature opens its own, since one object serves one thread.</summary>
    public RSA Open()
    {
        RSA rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_pkcs8, out _);
        return rsa;
    }

    /// <summary>A secret that all who have the key share; the key cannot be told from it.</summary>
    public byte[] Secret()
    {
        using RSA rsa = Open();
        byte[] exponent = rsa.ExportParameters(includePrivateParameters: true).D!;
        byte[] secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, exponent, 32, info: "RingCentralAD shared secret"u8.ToArray());
        CryptographicOperations.ZeroMemory(exponent);
        return secret;
    }

    /// <summary>The private key as PKCS#8 PEM.</summary>
    public string ToPem()
    {
        using RSA rsa = Open();
        return rsa.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <inheritdoc />
    public override string ToString() => Certificate.Subject;

    private static RingCentralAdException Invalid(string place, string what) => new(
        "SsoKeyInvalid", ErrorKind.Security, $"The key at {place} {what}.", "Put the right key there, or make a new one with Set-RcSsoProvider -KeyRollover Begin.", place);
}
