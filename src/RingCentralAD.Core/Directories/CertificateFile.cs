using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.Core.Directories;

/// <summary>Looks into a file with a certificate.</summary>
internal static class CertificateFile
{
    /// <summary>When the certificate ends; null where there is none that can be read.</summary>
    public static DateTimeOffset? EndOf(string path)
    {
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
