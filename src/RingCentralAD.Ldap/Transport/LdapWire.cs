using System.Net.Security;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Ldap.Protocol;

namespace RingCentralAD.Ldap.Transport;

/// <summary>A stream with a framer: whole messages in, bytes out. One reader and one writer at a time; who they are is the caller's business.</summary>
internal sealed class LdapWire(Stream stream, int maxMessageSize) : IDisposable
{
    private readonly LdapFramer _framer = new(maxMessageSize);
    private Stream _stream = stream;

    /// <summary>Waits for more bytes; false where the server has closed the connection.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        int count = await _stream.ReadAsync(_framer.GetMemory(), cancellationToken).ConfigureAwait(false);
        _framer.Advance(count);
        return count > 0;
    }

    public bool TryRead(out LdapMessage message)
    {
        bool whole = _framer.TryRead(out ReadOnlySpan<byte> bytes);
        message = whole ? LdapMessageReader.Read(bytes) : default;
        return whole;
    }

    /// <summary>What ties a bind to this very TLS connection (RFC 5929, tls-server-end-point); null without TLS.</summary>
    public ChannelBinding? ChannelBinding => (_stream as SslStream)?.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint);

    /// <summary>The octets of the same, as the GSS-API takes them.</summary>
    public byte[]? EndPointBinding => _stream is SslStream { RemoteCertificate: X509Certificate2 certificate } ? Transport.EndPointBinding.Of(certificate) : null;

    /// <summary>What the server showed; null without TLS.</summary>
    public LdapServerCertificate? Certificate => _stream is SslStream { RemoteCertificate: X509Certificate2 certificate } ? LdapServerCertificate.Of(certificate) : null;

    public bool InsideMessage => _framer.Pending > 0;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on over a stream that wraps the present one (TLS, sealing).</summary>
    /// <exception cref="LdapException">The server has sent more than it was asked, before protection began: somebody may have slipped it in.</exception>
    public async Task UpgradeAsync(Func<Stream, Task<Stream>> wrap)
    {
        if (InsideMessage)
        {
            throw LdapException.Protocol("it sent data ahead of the change to a protected connection.");
        }

        _stream = await wrap(_stream).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _framer.Dispose();
    }
}
