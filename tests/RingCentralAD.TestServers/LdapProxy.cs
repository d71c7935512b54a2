using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.TestServers;

/// <summary>One answer on its way from the server to the client.</summary>
/// <param name="Id">The request it answers.</param>
/// <param name="Tag">What it is: 0x64 an entry, 0x65 the end of a search, 0x61 the answer to a bind.</param>
/// <param name="Bytes">The whole message.</param>
/// <param name="Number">How many answers came through this proxy before it.</param>
public sealed record LdapProxyAnswer(int Id, byte Tag, byte[] Bytes, int Number);

/// <summary>
/// Stands between a client (LDAPS) and a server (plain) and understands what passes: a test decides for each answer what becomes of it.
/// </summary>
public sealed class LdapProxy : IAsyncDisposable
{
    public const byte Entry = 0x64;
    public const byte SearchDone = 0x65;

    private readonly X509Certificate2 _certificate;
    private readonly LoopbackListener _listener;
    private readonly string _host;
    private readonly int _port;
    private int _answers;
    private int _requests;

    public LdapProxy(TestAuthority authority, string host, int port)
    {
        (_host, _port) = (host, port);
        using X509Certificate2 issued = authority.Issue(["127.0.0.1"]);
        _certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        _listener = new(ServeAsync);
    }

    public string Server => $"127.0.0.1:{_listener.Port}";

    public int Connections { get; private set; }

    /// <summary>What the client gets instead of an answer; null cuts the connection. Without it everything passes.</summary>
    public Func<LdapProxyAnswer, CancellationToken, Task<IReadOnlyList<byte[]>?>>? Change { get; set; }

    /// <summary>Counts requests and answers from here on.</summary>
    public void Restart()
    {
        Interlocked.Exchange(ref _answers, 0);
        Interlocked.Exchange(ref _requests, 0);
    }

    /// <summary>Requests, for a client that sends each in a TLS record of its own.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public int Answers => Volatile.Read(ref _answers);

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        Connections++;
        using TcpClient server = new();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await using SslStream near = new(client.GetStream());
            await near.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, end.Token);
            await server.ConnectAsync(_host, _port, end.Token);
            Stream far = server.GetStream();
            Task up = Quietly(RequestsAsync(near, far, end.Token));
            Task down = Quietly(AnswersAsync(far, near, end.Token));
            await Task.WhenAny(up, down);
            await end.CancelAsync();
            await Task.WhenAll(up, down);
        }
        catch (Exception error) when (IsEnd(error))
        {
        }
    }

    private async Task RequestsAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            Interlocked.Increment(ref _requests);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private async Task AnswersAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        int start = 0, end = 0;
        while (true)
        {
            while (AsnDecoder.TryReadEncodedValue(buffer.AsSpan(start, end - start), AsnEncodingRules.BER, out _, out _, out _, out int whole))
            {
                byte[] message = buffer[start..(start + whole)];
                start += whole;
                IReadOnlyList<byte[]>? send = await DecideAsync(message, cancellationToken);
                foreach (byte[] each in send ?? [])
                {
                    await to.WriteAsync(each, cancellationToken);
                }

                if (send is null)
                {
                    return;
                }
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            await to.FlushAsync(cancellationToken);
            int count = await from.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (count == 0)
            {
                return;
            }

            end += count;
        }
    }

    private async Task<IReadOnlyList<byte[]>?> DecideAsync(byte[] message, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _answers) - 1;
        if (Change is not { } change)
        {
            return [message];
        }

        AsnReader fields = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        return await change(new LdapProxyAnswer((int)fields.ReadInteger(), fields.PeekEncodedValue().Span[0], message, number), cancellationToken);
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception error) when (IsEnd(error))
        {
        }
    }

    private static bool IsEnd(Exception error) =>
        error is IOException or OperationCanceledException or ObjectDisposedException or SocketException or AuthenticationException or InvalidOperationException;
}
