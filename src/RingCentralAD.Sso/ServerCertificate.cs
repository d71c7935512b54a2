using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Sso;

/// <summary>The certificate of the web server, read again when its file changes: it may be renewed every few weeks.</summary>
internal sealed class ServerCertificate
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMinutes(1);
    private readonly SsoOptions _options;
    private readonly string? _password;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext _context;
    private DateTime _written;
    private long _looked;

    /// <summary>Reads it; throws <c>SsoCertificateInvalid</c>.</summary>
    public ServerCertificate(SsoOptions options, string? password, TimeProvider time)
    {
        (_options, _password, _time) = (options, password, time);
        (_written, _looked) = (File.GetLastWriteTimeUtc(options.Certificate!), time.GetTimestamp());
        _context = Read();
    }

    /// <summary>The certificate with its chain, as of now; the one before where the new file cannot be read.</summary>
    public SslStreamCertificateContext Context
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_looked) >= s_lookEvery)
                {
                    _looked = _time.GetTimestamp();
                    if (File.GetLastWriteTimeUtc(_options.Certificate!) is var written && written != _written)
                    {
                        Renew(written);
                    }
                }

                return _context;
            }
        }
    }

    private void Renew(DateTime written)
    {
        try
        {
            (_context, _written) = (Read(), written);
        }
        catch (RingCentralAdException)
        {
            // It is being replaced; the next look finds it whole.
        }
    }

    private SslStreamCertificateContext Read()
    {
        try
        {
            bool pfx = Path.GetExtension(_options.Certificate!).ToLowerInvariant() is ".pfx" or ".p12";
            X509Certificate2Collection all = pfx ? X509CertificateLoader.LoadPkcs12CollectionFromFile(_options.Certificate!, _password) : Pem();
            X509Certificate2 own = all.First(static certificate => certificate.HasPrivateKey);
            all.Remove(own);
            return SslStreamCertificateContext.Create(own, all, offline: true);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new RingCentralAdException(
                "SsoCertificateInvalid", ErrorKind.Security, $"The certificate {_options.Certificate} cannot be used: {error.Message}", "Give -Certificate a PEM with its chain and -CertificateKey its key, or a PFX.", _options.Certificate, error);
        }
    }

    private X509Certificate2Collection Pem()
    {
        string key = _options.CertificateKey ?? _options.Certificate!;
        using X509Certificate2 read = _password is null
            ? X509Certificate2.CreateFromPemFile(_options.Certificate!, key)
            : X509Certificate2.CreateFromEncryptedPemFile(_options.Certificate!, _password, key);

        // Windows signs only with a key that came out of a PFX.
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(_options.Certificate!);
        all.RemoveAt(0);
        all.Insert(0, own);
        return all;
    }
}
