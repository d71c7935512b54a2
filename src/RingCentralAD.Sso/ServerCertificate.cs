using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

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

    /// <summary>When the certificate ends that is shown now.</summary>
    public DateTimeOffset NotAfter => Context.TargetCertificate.NotAfter.ToUniversalTime();

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
        X509Certificate2Collection all = TlsCertificateFile.Read(_options.Certificate!, _options.CertificateKey, _password);
        X509Certificate2 own = all[0];
        all.RemoveAt(0);
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }
}
