using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>An HTTPS server on the loopback address with a certificate of an authority of its own: signs in and says who the account is.</summary>
internal sealed class LoopbackPlatform : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;

    public LoopbackPlatform(string name, DateTimeOffset? notAfter = null)
    {
        (Authority, _certificate) = Certificates(name, notAfter ?? DateTimeOffset.UtcNow.AddDays(2));
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The authority's certificate in PEM.</summary>
    public string Authority { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections { get; private set; }

    /// <summary>What to do with the connection instead of answering an API call: cut it after the request has come.</summary>
    public bool CutsCalls { get; set; }

    public List<string> Heads { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _certificate.Dispose();
        _stop.Dispose();
    }

    private static (string Authority, X509Certificate2 Server) Certificates(string name, DateTimeOffset notAfter)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authority = new("CN=Inspecting Proxy Authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        DateTimeOffset start = DateTimeOffset.UtcNow.AddYears(-2);
        using X509Certificate2 root = authority.CreateSelfSigned(start, DateTimeOffset.UtcNow.AddYears(2));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest server = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 signed = server.Create(root, start, notAfter, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return (root.ExportCertificatePem(), X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null));
    }

    private async Task ServeAsync()
    {
        List<Task> clients = [];
        try
        {
            while (true)
            {
                clients.Add(ClientAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ClientAsync(TcpClient client)
    {
        using TcpClient owned = client;
        try
        {
            await using SslStream tls = new(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            Connections++;
            while (await HeadAsync(tls, _stop.Token) is string head)
            {
                Heads.Add(head);
                await BodyAsync(tls, head);
                if (CutsCalls && head.Contains("/extension", StringComparison.Ordinal))
                {
                    return;
                }

                await tls.WriteAsync(Answer(head), _stop.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or did not trust us.
        }
    }

    private async Task BodyAsync(Stream stream, string head)
    {
        string? line = head.Split("\r\n").FirstOrDefault(one => one.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        if (line is not null)
        {
            await stream.ReadExactlyAsync(new byte[int.Parse(line[15..], CultureInfo.InvariantCulture)], _stop.Token);
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
