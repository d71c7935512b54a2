using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.TestServers;

/// <summary>One request as a fake server sees it.</summary>
/// <param name="Id">The message's number.</param>
/// <param name="Tag">The operation's first octet, such as 0x63 for a search.</param>
/// <param name="Bytes">The whole message.</param>
public sealed record FakeLdapRequest(int Id, byte Tag, byte[] Bytes);

/// <summary>The server's end of one connection.</summary>
public sealed class FakeLdapSession(Stream stream, CancellationToken stopped)
{
    private Stream _stream = stream;

    public CancellationToken Stopped => stopped;

    /// <summary>The next request.</summary>
    /// <exception cref="EndOfStreamException">The client has closed the connection.</exception>
    public async Task<FakeLdapRequest> ReadAsync()
    {
        using MemoryStream message = new();
        byte[] octet = new byte[1];
        Asn1Tag tag = default;
        int start = 0, length = 0, whole = 0;
        do
        {
            await _stream.ReadExactlyAsync(octet, stopped);
            message.Write(octet);
        }
        while (!AsnDecoder.TryReadEncodedValue(message.ToArray(), AsnEncodingRules.BER, out tag, out start, out length, out whole));
        byte[] bytes = message.ToArray();
        AsnReader fields = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        int id = (int)fields.ReadInteger();
        return new(id, fields.PeekEncodedValue().Span[0], bytes);
    }

    public async Task SendAsync(params byte[][] messages)
    {
        foreach (byte[] message in messages)
        {
            await _stream.WriteAsync(message, stopped);
        }

        await _stream.FlushAsync(stopped);
    }

    /// <summary>Says nothing until the client gives up or the test is over.</summary>
    public async Task StallAsync()
    {
        byte[] sink = new byte[4096];
        while (await _stream.ReadAsync(sink, stopped) > 0)
        {
        }
    }

    /// <summary>Goes on under TLS.</summary>
    /// <exception cref="IOException">The client has refused the certificate.</exception>
    public async Task SecureAsync(X509Certificate2 certificate)
    {
        SslStream tls = new(_stream);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopped);
        }
        catch (AuthenticationException exception)
        {
            throw new IOException("The client ended the handshake.", exception);
        }

        _stream = tls;
    }
}
