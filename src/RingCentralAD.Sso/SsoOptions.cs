using System.Net;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Sso;

/// <summary>How the service is started: places and addresses, no secret.</summary>
internal sealed record SsoOptions
{
    /// <summary>The hub.</summary>
    public string? Hub { get; init; }

    /// <summary>Where it listens: https://ADDRESS:PORT, or http:// on a loopback address behind a reverse proxy.</summary>
    public Uri Listen { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>The certificate: PEM with its chain, or PFX; null for http.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM of its private key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Where the password of the PFX or the key is.</summary>
    public string? CertificatePasswordFrom { get; init; }

    /// <summary>Reads a command line; throws <c>SsoArgumentInvalid</c>.</summary>
    public static SsoOptions Parse(IReadOnlyList<string> arguments)
    {
        SsoOptions options = new();
        for (int index = 0; index < arguments.Count; index += 2)
        {
            string value = index + 1 < arguments.Count ? arguments[index + 1] : throw Invalid($"{arguments[index]} has no value.");
            options = arguments[index] switch
            {
                "--hub" => options with { Hub = value },
                "--listen" => options with { Listen = Uri.TryCreate(value, UriKind.Absolute, out Uri? url) ? url : throw Invalid($"'{value}' is no address.") },
                "--certificate" => options with { Certificate = value },
                "--certificate-key" => options with { CertificateKey = value },
                "--certificate-password-from" => options with { CertificatePasswordFrom = value },
                _ => throw Invalid($"There is no option '{arguments[index]}'."),
            };
        }

        options.Check();
        return options;
    }

    /// <summary>The address and port.</summary>
    public IPEndPoint EndPoint => new(Listen.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Listen.DnsSafeHost), Listen.Port);

    private void Check()
    {
        bool secure = Listen.Scheme == Uri.UriSchemeHttps;
        if (Listen.Host != "localhost" && !IPAddress.TryParse(Listen.DnsSafeHost, out _))
        {
            throw Invalid($"{Listen} names no IP address.");
        }

        if (secure != (Certificate is not null) || (!secure && Listen.Scheme != Uri.UriSchemeHttp))
        {
            throw Invalid("A certificate belongs to https, and https to a certificate.");
        }

        if (!secure && !IPAddress.IsLoopback(EndPoint.Address))
        {
            throw Invalid("Without TLS the service listens on a loopback address alone, for a reverse proxy on this machine.");
        }
    }

    private static RingCentralAdException Invalid(string message) => new("SsoArgumentInvalid", ErrorKind.InvalidInput, message, "Start it with Start-RcSsoService.");
}
