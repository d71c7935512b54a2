using System.Net;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>Makes the bottom of the three layers: connections that are kept, decompressed, proxied and trusted as set.</summary>
internal static class HandlerFactory
{
    public static SocketsHttpHandler Create(AccountSettings settings, AccountSecrets secrets, ServerTrust trust)
    {
        IWebProxy? proxy = Proxy(settings, secrets, Environment.GetEnvironmentVariable);
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseProxy = true,
            Proxy = proxy,
            DefaultProxyCredentials = settings.ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : Named(settings, secrets),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors);
        return handler;
    }

    /// <summary>The proxy that is set, else the environment's; null leaves it to the system's own setting.</summary>
    internal static IWebProxy? Proxy(AccountSettings settings, AccountSecrets secrets, Func<string, string?> variable)
    {
        IWebProxy? proxy = settings.Proxy is Uri set
            ? new WebProxy(new UriBuilder(set) { UserName = "", Password = "" }.Uri) { Credentials = EnvironmentProxy.FromUserInfo(set) }
            : EnvironmentProxy.Read(settings.Server, variable);
        if (proxy is not null)
        {
            proxy.Credentials = settings.ProxyUseDefaultCredentials
                ? CredentialCache.DefaultCredentials
                : Named(settings, secrets) ?? proxy.Credentials;
        }

        return proxy;
    }

    /// <summary>The proxy by which the server is reached, for people; null for none.</summary>
    internal static string? ProxyName(AccountSettings settings) =>
        (settings.Proxy ?? EnvironmentProxy.Read(settings.Server, Environment.GetEnvironmentVariable)?.GetProxy(settings.Server) ?? HttpClient.DefaultProxy.GetProxy(settings.Server)) is Uri proxy
        && proxy != settings.Server
            ? $"{proxy.Host}:{proxy.Port}"
            : null;

    private static NetworkCredential? Named(AccountSettings settings, AccountSecrets secrets) =>
        settings.ProxyUserName is string name ? new NetworkCredential(name, secrets.CopyProxyPassword()) : null;
}
