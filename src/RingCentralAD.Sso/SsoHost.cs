using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Sso;

/// <summary>Puts the service together.</summary>
internal static class SsoHost
{
    private const int MaxBody = 256 * 1024;
    private const int MaxLine = 32 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>The service, ready to be started; throws where the hub has no identity provider or a key cannot be read.</summary>
    /// <param name="options">How it is started.</param>
    /// <param name="hub">The hub; stays the caller's.</param>
    /// <param name="secrets">Fetches secrets from their places.</param>
    /// <param name="credentials">Makes what checks passwords, with the secrets of the marks as they are at each time; the service disposes it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<WebApplication> BuildAsync(SsoOptions options, IHubStore hub, ISecretSource secrets, Func<Func<IReadOnlyList<byte[]>>, ICredentialCheck> credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        SignOnStates states = new(hub, secrets, time);
        SignOnState state = await states.GetAsync(cancellationToken);
        ServerCertificate? certificate = options.Certificate is null ? null : new ServerCertificate(options, await PasswordAsync(options, secrets, cancellationToken), time);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(SsoHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Configure(server, options, certificate));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.Services.AddSystemd().AddWindowsService(static service => service.ServiceName = "RingCentralAD-Sso");
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("RingCentralAD.Sso", LogLevel.Information).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error).AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical).AddJsonConsole();
        builder.Services.AddSingleton<IDataProtectionProvider>(KeyedProtection.Of(() => states.Protection));
        builder.Services.AddAntiforgery(Form);
        builder.Services.AddRequestTimeouts(static timeouts => timeouts.DefaultPolicy = new() { Timeout = s_patience });
        builder.Services.Configure<FormOptions>(static form => (form.ValueCountLimit, form.KeyLengthLimit, form.ValueLengthLimit, form.BufferBodyLengthLimit) = (16, 64, MaxBody, MaxBody));
        builder.Services.AddSingleton(hub).AddSingleton(time).AddSingleton(_ => states).AddSingleton(_ => credentials(() => states.Protection));
        builder.Services.AddSingleton<Tickets>().AddSingleton<SamlMarks>().AddSingleton<Pages>().AddSingleton<SignInFlow>().AddSingleton<LogoutFlow>();
        builder.Services.AddSingleton(services => new SignOnAudit(hub) { Also = Journal(services.GetRequiredService<ILoggerFactory>().CreateLogger("RingCentralAD.Sso")) });
        if (certificate is not null)
        {
            builder.Services.AddSingleton(certificate);
        }

        WebApplication app = builder.Build();
        UseProxies(app, state.Options.TrustedProxies);
        Guarding.Use(app, new Uri(state.Options.BaseUrl!));
        app.UseRequestTimeouts();
        app.UseRouting();
        Endpoints.Map(app);
        return app;
    }

    private static void Configure(KestrelServerOptions server, SsoOptions options, ServerCertificate? certificate)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = MaxBody;
        server.Limits.MaxRequestLineSize = MaxLine;
        server.Limits.MaxRequestHeadersTotalSize = MaxLine;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        server.Limits.MaxConcurrentConnections = 5_000;
        server.Listen(SsoListening.EndPoint(options.Listen), listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Context }),
                });
            }
        });
    }

    private static void Form(AntiforgeryOptions form)
    {
        form.Cookie.Name = Cookies.Form;
        form.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        form.Cookie.SameSite = SameSiteMode.Lax;
        form.Cookie.Path = "/";
        form.FormFieldName = "token";
        form.SuppressXFrameOptionsHeader = true;
    }

    // Nobody's word on the browser's address counts but that of the proxies that were named.
    private static void UseProxies(WebApplication app, IReadOnlyList<string> proxies)
    {
        if (proxies.Count > 0)
        {
            ForwardedHeadersOptions forwarded = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = proxies.Count };
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (string proxy in proxies)
            {
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            }

            app.UseForwardedHeaders(forwarded);
        }
    }

    private static Action<string, IReadOnlyList<(string Name, object? Value)>> Journal(ILogger log) => (what, facts) =>
    {
        if (log.IsEnabled(LogLevel.Information))
        {
            log.Log(LogLevel.Information, 0, new JournalEntry(what, facts), null, static (entry, _) => entry.ToString());
        }
    };

    private static async Task<string?> PasswordAsync(SsoOptions options, ISecretSource secrets, CancellationToken cancellationToken)
    {
        if (options.CertificatePasswordFrom is null)
        {
            return null;
        }

        using System.Security.SecureString password = await secrets.GetAsync(options.CertificatePasswordFrom, cancellationToken);
        return new NetworkCredential("", password).Password;
    }
}

/// <summary>A line of the service's own log: its words, and facts by name.</summary>
internal sealed class JournalEntry(string what, IEnumerable<(string Name, object? Value)> facts)
    : List<KeyValuePair<string, object?>>(facts.Where(static fact => fact.Value is not null).Select(static fact => new KeyValuePair<string, object?>(fact.Name, fact.Value)))
{
    /// <inheritdoc />
    public override string ToString() => what;
}
