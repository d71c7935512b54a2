using System.Net;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// The proxy of HTTPS_PROXY (HTTP_PROXY for a plain server, ALL_PROXY for both) with the exceptions of NO_PROXY, read when an account is
/// opened: .NET's own reading is done once a process, too early for what an administrator sets at the prompt.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private readonly Uri _proxy;
    private readonly string[] _exceptions;

    private EnvironmentProxy(Uri proxy, string[] exceptions)
    {
        _proxy = proxy;
        _exceptions = exceptions;
    }

    public ICredentials? Credentials { get; set; }

    /// <summary>The proxy for a server, or null where the environment names none that can be read.</summary>
    public static EnvironmentProxy? Read(Uri server, Func<string, string?> variable)
    {
        string name = server.Scheme == Uri.UriSchemeHttps ? "HTTPS_PROXY" : "HTTP_PROXY";
        string? text = Value(name, variable) ?? Value("ALL_PROXY", variable);
        if (text is null)
        {
            return null;
        }

        if (!Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out Uri? proxy))
        {
            return null;
        }

        string[] exceptions = (Value("NO_PROXY", variable) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new EnvironmentProxy(new UriBuilder(proxy) { UserName = "", Password = "" }.Uri, exceptions) { Credentials = FromUserInfo(proxy) };
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _proxy;

    public bool IsBypassed(Uri host) => host.IsLoopback || Array.Exists(_exceptions, exception => Matches(exception, host));

    /// <summary>A user name and password written into the proxy's address.</summary>
    internal static NetworkCredential? FromUserInfo(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
        {
            return null;
        }

        string[] parts = proxy.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static string? Value(string name, Func<string, string?> variable)
    {
        string? value = variable(name.ToLowerInvariant()) ?? variable(name);
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private static bool Matches(string exception, Uri host)
    {
        if (exception == "*")
        {
            return true;
        }

        string[] parts = exception.Split(':', 2);
        if (parts.Length == 2 && parts[1] != host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            return false;
        }

        string name = parts[0].TrimStart('*').TrimStart('.');
        return name.Length > 0
            && (host.IdnHost.Equals(name, StringComparison.OrdinalIgnoreCase)
                || host.IdnHost.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));
    }
}
