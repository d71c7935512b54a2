using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace RingCentralAD.TestServers;

/// <summary>How an SMTP server of a test protects its connections.</summary>
public enum SmtpServerMode
{
    /// <summary>STARTTLS is required, and an account.</summary>
    StartTls,

    /// <summary>TLS from the first byte, and an account.</summary>
    Tls,

    /// <summary>Neither TLS nor an account.</summary>
    Plain,
}

/// <summary>A mail as the server got it, taken apart by Python's own mail library.</summary>
/// <param name="Receivers">Whom the envelope names.</param>
/// <param name="Sender">Who the envelope says sends.</param>
/// <param name="Subject">The subject, decoded.</param>
/// <param name="Headers">The names of all headers.</param>
/// <param name="Plain">The plain text.</param>
/// <param name="Html">The HTML.</param>
public sealed record ReceivedMail(IReadOnlyList<string> Receivers, string Sender, string Subject, IReadOnlyList<string> Headers, string Plain, string Html);

/// <summary>A real SMTP server (aiosmtpd, Debian's python3-aiosmtpd) on a free loopback port.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "sync@contoso.com";
    public const string Password = "Tr0ub4dor&3";
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import asyncio, email, email.policy, json, os, ssl, sys, threading
        from aiosmtpd.smtp import SMTP, AuthResult
        port, mode, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
        count = 0
        class Handler:
            async def handle_DATA(self, server, session, envelope):
                global count
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                part = lambda kind: (mail.get_body((kind,)).get_content() if mail.get_body((kind,)) else '')
                with open(os.path.join(folder, 'draft'), 'w') as file:
                    json.dump({'Receivers': envelope.rcpt_tos, 'Sender': envelope.mail_from, 'Subject': mail['Subject'], 'Headers': mail.keys(), 'Plain': part('plain'), 'Html': part('html')}, file)
                os.rename(os.path.join(folder, 'draft'), os.path.join(folder, '%04d.json' % count))
                count += 1
                return '250 OK'
        def authenticate(server, session, envelope, mechanism, data):
            good = data.login == os.environ['SMTP_USER'].encode() and data.password == os.environ['SMTP_PASSWORD'].encode()
            return AuthResult(success=good, handled=good)
        async def main():
            context = None
            if mode != 'Plain':
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(os.path.join(folder, 'cert.pem'), os.path.join(folder, 'key.pem'))
            account = dict(auth_required=True, authenticator=authenticate)
            make = {
                'Plain': lambda: SMTP(Handler()),
                'StartTls': lambda: SMTP(Handler(), tls_context=context, require_starttls=True, **account),
                'Tls': lambda: SMTP(Handler(), auth_require_tls=False, **account),
            }[mode]
            await asyncio.get_running_loop().create_server(make, '127.0.0.1', port, ssl=context if mode == 'Tls' else None)
            await asyncio.Event().wait()
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        asyncio.run(main())
        """;

    private readonly ServerProcess _process;
    private readonly TestAuthority _authority;

    private SmtpServer(ServerProcess process, TestAuthority authority, string folder, int port) => (_process, _authority, Folder, Port) = (process, authority, folder, port);

    /// <summary>Why it cannot be run here, with the package to install; null where it can.</summary>
    public static string? WhyNot => File.Exists("/usr/lib/python3/dist-packages/aiosmtpd/__init__.py") ? null : "aiosmtpd not found; install: apt-get install --no-install-recommends python3-aiosmtpd";

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What it got, and its certificates.</summary>
    public string Folder { get; }

    /// <summary>The file of the authority that its certificate is from.</summary>
    public string CaFile => Path.Combine(Folder, "ca.pem");

    /// <summary>The mails that came so far.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file => JsonSerializer.Deserialize<ReceivedMail>(File.ReadAllText(file))!)];

    /// <summary>Starts one.</summary>
    public static async Task<SmtpServer> StartAsync(SmtpServerMode mode, CancellationToken cancellationToken = default)
    {
        if (WhyNot is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        string folder = Directory.CreateTempSubdirectory("rcad-smtp-").FullName;
        TestAuthority authority = new();
        authority.WriteFiles(folder, "127.0.0.1");
        string script = Path.Combine(folder, "server.py");
        await File.WriteAllTextAsync(script, Script, cancellationToken);
        int port = LoopbackPort.Free();
        ServerProcess process = ServerProcess.Start(
            Python, [script, port.ToString(CultureInfo.InvariantCulture), mode.ToString(), folder], new Dictionary<string, string> { ["SMTP_USER"] = User, ["SMTP_PASSWORD"] = Password });
        SmtpServer server = new(process, authority, folder, port);
        try
        {
            await process.WaitUntilAsync(() => Task.FromResult(Answers(port)), cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Answers(int port)
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
