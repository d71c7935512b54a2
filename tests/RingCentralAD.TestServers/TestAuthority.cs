using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.TestServers;

/// <summary>A certificate authority of our own, and certificates from it.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name = "Test Root CA")
    {
        CertificateRequest request = new($"CN={name}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(400));
    }

    /// <summary>The authority's certificate as PEM.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A server certificate with its key for these names and addresses; by default valid from yesterday for 200 days.</summary>
    public X509Certificate2 Issue(IEnumerable<string> names, DateTimeOffset? notAfter = null)
    {
        using RSA key = RSA.Create(2048);
        string[] all = [.. names];
        CertificateRequest request = new($"CN={all[0]}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in all)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        return Sign(request, key, ServerAuthentication, notAfter);
    }

    /// <summary>A certificate by which a client signs in.</summary>
    public X509Certificate2 IssueClient(string name)
    {
        using RSA key = RSA.Create(2048);
        return Sign(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), key, ClientAuthentication, null);
    }

    /// <summary>Writes client.pem and client-key.pem.</summary>
    public void WriteClientFiles(string folder, string name)
    {
        using X509Certificate2 client = IssueClient(name);
        using RSA key = client.GetRSAPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, "client.pem"), client.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "client-key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Writes ca.pem, cert.pem and key.pem; folder and key for the owner only, as Samba demands.</summary>
    public void WriteFiles(string folder, params IEnumerable<string> names)
    {
        Directory.CreateDirectory(folder);
        using X509Certificate2 server = Issue(names);
        using RSA key = server.GetRSAPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, "ca.pem"), Pem);
        File.WriteAllText(Path.Combine(folder, "cert.pem"), server.ExportCertificatePem());
        string keyFile = Path.Combine(folder, "key.pem");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(CertificateRequest request, RSA key, string usage, DateTimeOffset? notAfter)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 bare = request.Create(_certificate, now.AddDays(-1), notAfter ?? now.AddDays(200), RandomNumberGenerator.GetBytes(12));
        return bare.CopyWithPrivateKey(key);
    }
}
