using System.Net;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Where the service may listen: https with a certificate, or http on a loopback address behind a reverse proxy.</summary>
public static class SsoListening
{
    /// <summary>The address of what somebody wrote; throws <c>SsoArgumentInvalid</c> where the service could not listen there.</summary>
    /// <param name="listen">https or http, an IP address and a port.</param>
    /// <param name="hasCertificate">Whether there is a certificate.</param>
    public static Uri Parse(string listen, bool hasCertificate)
    {
        if (!Uri.TryCreate(listen, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw Invalid($"'{listen}' is no address that begins with https:// or http://.", "Give -Listen such as https://0.0.0.0:443 with -Certificate, or http://127.0.0.1:8080 behind a reverse proxy.", listen);
        }

        bool secure = url.Scheme == Uri.UriSchemeHttps;
        if (url.Host != "localhost" && !IPAddress.TryParse(url.DnsSafeHost, out _))
        {
            throw Invalid($"{url} names no IP address.", "Give -Listen an IP address of this machine, such as https://0.0.0.0:443 for all of them; the name that browsers know is the provider's base URL.", listen);
        }

        if (secure && !hasCertificate)
        {
            throw Invalid($"{url} is https, and there is no certificate.", "Add -Certificate, and -CertificateKey where the key is in a file of its own; or listen on http://127.0.0.1:8080 behind a reverse proxy.", listen);
        }

        if (!secure && hasCertificate)
        {
            throw Invalid($"{url} is http, and there is a certificate for it.", "Give -Listen an address that begins with https://, or leave -Certificate out.", listen);
        }

        return secure || IPAddress.IsLoopback(EndPoint(url).Address) ? url : throw Invalid(
            $"{url} is no loopback address, and without TLS passwords would cross the network in the clear.", "Listen on https:// with -Certificate; or on http://127.0.0.1:8080, for a reverse proxy on this machine.", listen);
    }

    /// <summary>The address and port.</summary>
    public static IPEndPoint EndPoint(Uri listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        return new IPEndPoint(listen.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(listen.DnsSafeHost), listen.Port);
    }

    private static RingCentralAdException Invalid(string message, string remedy, string listen) => new("SsoArgumentInvalid", ErrorKind.InvalidInput, message, remedy, listen);
}
