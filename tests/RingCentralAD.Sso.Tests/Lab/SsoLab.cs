using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Running.SignOn;
using RingCentralAD.TestServers;

namespace RingCentralAD.Sso.Tests;

/// <summary>A hub with an identity provider, and its service on a loopback port behind a certificate of its own authority. The clock is real time until a test moves it.</summary>
internal sealed class SsoLab : IAsyncDisposable
{
    public const string AnnId = "ann-id";
    private readonly TestAuthority _authority = new();
    private WebApplication? _app;
    private bool _shared;
    private string _certificate = "";

    private SsoLab(int port) => Port = port;

    public string Folder { get; } = Directory.CreateTempSubdirectory("rcad-sso-").FullName;

    public FakeTimeProvider Time { get; private init; } = null!;

    /// <summary>The service's clock: <see cref="Time"/>, or real time where passwords are really checked.</summary>
    public TimeProvider Clock { get; private init; } = null!;

    public IHubStore Hub { get; private set; } = null!;

    /// <summary>Checks passwords: by <see cref="Credentials"/>, or against a domain.</summary>
    public ICredentialCheck Check { get; private init; } = null!;

    public FakeCredentials Credentials { get; private init; } = null!;

    public MemoryLog Log { get; } = new();

    public int Port { get; }

    public string Url => $"https://localhost:{Port}";

    public SecretPlaces Secrets { get; } = new(static (_, _) => null);

    /// <summary>Starts it with these service providers.</summary>
    public static async Task<SsoLab> StartAsync(IReadOnlyList<ServiceProvider> providers, CancellationToken stop, Func<SignOnOptions, SignOnOptions>? change = null)
    {
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
        FakeCredentials credentials = new();
        SsoLab lab = new(LoopbackPort.Free()) { Time = time, Clock = time, Credentials = credentials, Check = credentials };
        lab.Hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(lab.Folder, "hub.db")), "Contoso", lab.Time, stop);
        lab.Hub.Log = lab.Log;
        SignOnOptions options = new() { BaseUrl = lab.Url, Label = "Contoso & Söhne" };
        await SignOnRegistration.CreateAsync(lab.Hub, change?.Invoke(options) ?? options, providers, Path.Combine(lab.Folder, "keys"), lab.Time, stop);
        await lab.AddAsync(AnnId, "ann", "ann@contoso.com", CredentialOutcome.Ok, stop);
        await lab.ServeAsync(stop);
        return lab;
    }

    /// <summary>Starts it on a hub that imported a domain, whose controller checks the passwords.</summary>
    public static async Task<SsoLab> StartAsync(SignOnDomain domain, IReadOnlyList<ServiceProvider> providers, CancellationToken stop)
    {
        SsoLab lab = new(LoopbackPort.Free()) { Clock = TimeProvider.System, Check = domain.Check(), _shared = true };
        lab.Hub = domain.Hub;
        lab.Hub.Log = lab.Log;
        SignOnOptions options = new() { BaseUrl = lab.Url, Label = "Contoso & Söhne" };
        if ((await domain.Hub.GetAsync<SignOnKeys>(stop)).All.Count == 0)
        {
            await SignOnRegistration.CreateAsync(lab.Hub, options, [], Path.Combine(domain.Folder, "keys"), lab.Clock, stop);
        }

        await SignOnRegistration.SetAsync(lab.Hub, options, stop);
        foreach (ServiceProvider provider in providers)
        {
            await SignOnRegistration.SetAsync(lab.Hub, provider, stop);
        }

        await lab.ServeAsync(stop);
        return lab;
    }

    /// <summary>Adds a person to the hub and to those whose password is known.</summary>
    public async Task AddAsync(string id, string name, string? mail, CredentialOutcome outcome, CancellationToken stop)
    {
        HubUser user = new()
        {
            Id = id,
            Status = HubUserStatus.Active,
            Profile = new AttributeSet([new("login", $"{name}@contoso.com"), new("firstName", "Ann"), new("lastName", "<O'Brien & Søn>"), .. mail is null ? [] : (KeyValuePair<string, object?>[])[new("email", mail)]]),
            CreatedAt = Time.GetUtcNow(),
            UpdatedAt = Time.GetUtcNow(),
        };
        await Hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([user], stop);
                await transaction.SaveAsync([new Assignment { Id = $"assigned-{id}", UserId = id, CreatedAt = Time.GetUtcNow() }], stop);
            },
            null, stop);
        Credentials.People[name] = (id, outcome);
    }

    /// <summary>Starts another instance on the same hub.</summary>
    public Task<WebApplication> BuildAsync(int port, CancellationToken stop) => SsoHost.BuildAsync(
        new SsoOptions { Listen = new Uri($"https://127.0.0.1:{port}"), Certificate = Certificate() }, Hub, Secrets, _ => Check, Clock, stop);

    /// <summary>A browser without scripts: keeps cookies, follows nothing.</summary>
    /// <param name="cookies">Keeps cookies.</param>
    /// <param name="from">The loopback address that it comes from.</param>
    public HttpClient Browser(bool cookies = true, string from = "127.0.0.1") => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = cookies,
        ConnectCallback = async (context, stop) =>
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate },
    })
    {
        BaseAddress = new Uri(Url),
    };

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_shared)
        {
            Hub.Log = null;
        }
        else
        {
            await Hub.DisposeAsync();
        }

        _authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        _app = await BuildAsync(Port, stop);
        await _app.StartAsync(stop);
    }

    private string Certificate()
    {
        string path = Path.Combine(Folder, "server.pem");
        if (!File.Exists(path))
        {
            using X509Certificate2 certificate = _authority.Issue(["localhost", "127.0.0.1"]);
            _certificate = certificate.GetCertHashString();
            File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n{_authority.Pem}");
        }

        return path;
    }
}
