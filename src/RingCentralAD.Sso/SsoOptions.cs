using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

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
        string listen = options.Listen.OriginalString;
        for (int index = 0; index < arguments.Count; index += 2)
        {
            string value = index + 1 < arguments.Count ? arguments[index + 1] : throw Invalid($"{arguments[index]} has no value.");
            switch (arguments[index])
            {
                case "--hub":
                    options = options with { Hub = value };
                    break;
                case "--listen":
                    listen = value;
                    break;
                case "--certificate":
                    options = options with { Certificate = value };
                    break;
                case "--certificate-key":
                    options = options with { CertificateKey = value };
                    break;
                case "--certificate-password-from":
                    options = options with { CertificatePasswordFrom = value };
                    break;
                default:
                    throw Invalid($"There is no option '{arguments[index]}'.");
            }
        }

        return options with { Listen = SsoListening.Parse(listen, options.Certificate is not null) };
    }

    private static RingCentralAdException Invalid(string message) => new(
        "SsoArgumentInvalid", ErrorKind.InvalidInput, message, "Let Start-RcSsoService write the command line; a unit that was changed by hand is written anew by Start-RcSsoService -Register.");
}
