using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The certificate of the service's web server, in files: a PEM with its chain and a key, or a PFX.</summary>
public static class TlsCertificateFile
{
    /// <summary>The certificate with its key, first, and the chain; throws <c>SsoCertificateInvalid</c>.</summary>
    /// <param name="certificate">The PEM or PFX.</param>
    /// <param name="key">The PEM of the key; null where it is in the certificate's file.</param>
    /// <param name="password">Of the PFX or the key; null where it has none.</param>
    public static X509Certificate2Collection Read(string certificate, string? key, string? password)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            X509Certificate2Collection all = IsPfx(certificate) ? X509CertificateLoader.LoadPkcs12CollectionFromFile(certificate, password) : Pem(certificate, key ?? certificate, password);
            X509Certificate2 own = all.First(static one => one.HasPrivateKey);
            all.Remove(own);
            all.Insert(0, own);
            return all;
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw Invalid(certificate, error);
        }
    }

    /// <summary>Tries whether it can be used, as far as that goes without the password; throws <c>SsoCertificateInvalid</c>.</summary>
    internal static void Check(string certificate, string? key, bool hasPassword)
    {
        if (!hasPassword)
        {
            foreach (X509Certificate2 one in Read(certificate, key, null))
            {
                one.Dispose();
            }

            return;
        }

        foreach (string file in new[] { certificate, key }.OfType<string>())
        {
            try
            {
                File.OpenHandle(file).Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw Invalid(file, error);
            }
        }
    }

    private static bool IsPfx(string file) => Path.GetExtension(file).ToLowerInvariant() is ".pfx" or ".p12";

    private static X509Certificate2Collection Pem(string certificate, string key, string? password)
    {
        using X509Certificate2 read = password is null ? X509Certificate2.CreateFromPemFile(certificate, key) : X509Certificate2.CreateFromEncryptedPemFile(certificate, password, key);

        // Windows signs only with a key that came out of a PFX.
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(certificate);
        all.RemoveAt(0);
        all.Insert(0, own);
        return all;
    }

    private static RingCentralAdException Invalid(string file, Exception error) => new(
        "SsoCertificateInvalid", ErrorKind.Security, $"The certificate {file} cannot be used: {error.Message}", "Give -Certificate a PEM with its chain and -CertificateKey its key, or a PFX.", file, error);
}
