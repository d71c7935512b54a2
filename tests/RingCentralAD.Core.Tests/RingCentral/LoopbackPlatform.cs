using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RingCentralAD.TestServers;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>An HTTPS server on the loopback address with a certificate of an authority of its own: signs in and says who the account is.</summary>
internal sealed class LoopbackPlatform : IAsyncDisposable
{
    private readonly SslStreamCertificateContext _certificate;
    private readonly LoopbackListener _listener;

    /// <param name="name">The name that the certificate is made for.</param>
    /// <param name="notAfter">When it ends; in two days unless given.</param>
    /// <param name="intermediate">An authority between the root and the server, which the server sends along.</param>
    public LoopbackPlatform(string name, DateTimeOffset? notAfter = null, bool intermediate = false)
    {
        (Authority, _certificate) = Certificates(name, notAfter ?? DateTimeOffset.UtcNow.AddDays(2), intermediate);
        _listener = new(ServeAsync);
    }

    /// <summary>The authority's certificate in PEM.</summary>
    public string Authority { get; }

    public int Port => _listener.Port;

    public int Connections { get; private set; }

    /// <summary>What to do with the connection instead of answering an API call: cut it after the request has come.</summary>
    public bool CutsCalls { get; set; }

    public List<string> Heads { get; } = [];

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private static (string Authority, SslStreamCertificateContext Server) Certificates(string name, DateTimeOffset notAfter, bool intermediate)
    {
        DateTimeOffset start = DateTimeOffset.UtcNow.AddYears(-1);
        using X509Certificate2 root = Authorities("CN=Inspecting Proxy Authority", null);
        using X509Certificate2 between = intermediate ? Authorities("CN=Inspecting Proxy Unit", root) : X509CertificateLoader.LoadCertificate(root.RawData);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest server = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 signed = server.Create(intermediate ? between : root, start, notAfter, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        X509Certificate2 loaded = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
        X509Certificate2Collection along = intermediate ? [X509CertificateLoader.LoadCertificate(between.RawData)] : [];
        return (root.ExportCertificatePem(), SslStreamCertificateContext.Create(loaded, along, offline: true));
    }

    private static X509Certificate2 Authorities(string name, X509Certificate2? issuer)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        DateTimeOffset start = DateTimeOffset.UtcNow.AddYears(-2);
        DateTimeOffset end = DateTimeOffset.UtcNow.AddYears(2);
        if (issuer is null)
        {
            return request.CreateSelfSigned(start, end);
        }

        using X509Certificate2 signed = request.Create(issuer, start.AddDays(1), end.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            await using SslStream tls = new(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate }, stop);
            Connections++;
            while (await HeadAsync(tls, stop) is string head)
            {
                Heads.Add(head);
                await BodyAsync(tls, head, stop);
                if (CutsCalls && head.Contains("/extension", StringComparison.Ordinal))
                {
                    return;
                }

                await tls.WriteAsync(Answer(head), stop);
            }
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // The client did not trust us.
        }
    }

    private static async Task BodyAsync(Stream stream, string head, CancellationToken stop)
    {
        string? line = head.Split("\r\n").FirstOrDefault(one => one.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        if (line is not null)
        {
            await stream.ReadExactlyAsync(new byte[int.Parse(line[15..], CultureInfo.InvariantCulture)], stop);
        }
    }

    private static byte[] Answer(string head)
    {
        string body = head.Contains("/oauth/token", StringComparison.Ordinal)
            ? """{"access_token":"abc","token_type":"bearer","expires_in":3600,"scope":"ReadAccounts","session_id":"1"}"""
            : """{"id":"1","companyName":"Loopback"}""";
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n"), .. bytes];
    }

    internal static async Task<string?> HeadAsync(Stream stream, CancellationToken stop)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, stop) > 0)
        {
            head.Add(one[0]);
            if (head.Count > 3 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n')
            {
                return Encoding.ASCII.GetString([.. head]);
            }
        }

        return null;
    }
}
