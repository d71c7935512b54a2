using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>What the settings of sign-on must keep to.</summary>
public static class SignOnRules
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Refuses options that cannot be: <c>SsoOptionInvalid</c>.</summary>
    public static void Check(SignOnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckAddress(options.BaseUrl, "The base URL");
        if (new Uri(options.BaseUrl!).Scheme != Uri.UriSchemeHttps)
        {
            throw Invalid($"The base URL {options.BaseUrl} is no https address: the page's cookies are for https alone.", "Give an address that begins with https://; a reverse proxy may end TLS.");
        }

        if (new Uri(options.BaseUrl!) is { Query.Length: > 0 } or { Fragment.Length: > 0 } or { AbsolutePath: not "/" })
        {
            throw Invalid($"The base URL {options.BaseUrl} has a path or a query.", "Give the host alone, such as https://sso.contoso.com.");
        }

        if (string.IsNullOrWhiteSpace(options.Label) || options.Label.Length > 80 || options.Label.Any(char.IsControl))
        {
            throw Invalid("The label is missing, longer than 80 characters or holds control characters.", "Give the name that people know, such as Contoso.");
        }

        if (options.EntityId is { } id && (id.Length is 0 or > 1024 || !Uri.TryCreate(id, UriKind.Absolute, out _)))
        {
            throw Invalid("The entity id is no URI of up to 1024 characters.", "Leave it out, or give a URI.");
        }

        if (options.SessionLifetime < TimeSpan.Zero || options.SessionLifetime > s_longest)
        {
            throw Invalid("The session's lifetime must be between none and a day.", "Give for example 2:00:00; 0 asks for the password each time.");
        }

        if (options.TrustedProxies.FirstOrDefault(static proxy => !System.Net.IPAddress.TryParse(proxy, out _)) is { } wrong)
        {
            throw Invalid($"'{wrong}' is no IP address.", "Give the addresses of the reverse proxies.");
        }

        if (options.LogoFile is { } logo && LogoType(logo) is null)
        {
            throw Invalid($"The logo {logo} is no PNG, JPEG, SVG or WebP by its name.", "Give a file that ends with .png, .jpg, .svg or .webp.");
        }
    }

    /// <summary>Refuses a service provider that cannot be: <c>SsoProviderInvalid</c>.</summary>
    public static void Check(ServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.Name.Length is 0 or > 40 || !provider.Name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw InvalidProvider(provider, "its name is not 1 to 40 letters, digits, dots and hyphens", "Give it a short name such as RingCentral.");
        }

        if (provider.EntityId.Length is 0 or > 1024 || provider.EntityId.Any(char.IsControl))
        {
            throw InvalidProvider(provider, "its entity id is missing or too long", "Take it from the provider's metadata.");
        }

        if (provider.AcsUrls.Count == 0)
        {
            throw InvalidProvider(provider, "it has no assertion consumer service", "Give -AcsUrl, or import its metadata.");
        }

        if (provider.AcsIndexes.Count > 0 && provider.AcsIndexes.Count != provider.AcsUrls.Count)
        {
            throw InvalidProvider(provider, "it has not as many indexes as assertion consumer services", "Import its metadata again.");
        }

        foreach (string url in provider.AcsUrls.Append(provider.LogoutUrl).OfType<string>())
        {
            CheckAddress(url, $"The address {url} of {provider.Name}");
        }

        if (provider.RelayState is { } state && (state.Length > SamlMessage.RelayStateLimit || state.Any(char.IsControl)))
        {
            throw InvalidProvider(provider, "its RelayState is too long, or holds control characters", "Give a shorter one, or none.");
        }

        foreach (string text in provider.Certificates)
        {
            CheckCertificate(provider, text);
        }

        if (provider.SignedRequests && provider.Certificates.Count == 0)
        {
            throw InvalidProvider(provider, "its requests must be signed, and none of its certificates is known", "Import its metadata, or leave the signed requests out.");
        }
    }

    /// <summary>The media type of a logo, by its name; null where it is none.</summary>
    public static string? LogoType(string path) => Path.GetExtension(path)?.ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        _ => null,
    };

    private static void CheckAddress(string? text, string what)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.UserInfo.Length > 0 || text.Length > 1024 || !Ascii.IsValid(text)
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            throw Invalid($"{what} is no https address of ASCII characters.", "Give an address that begins with https://, with the host's name as xn--…; http is for this machine's own loopback address alone.");
        }
    }

    private static void CheckCertificate(ServiceProvider provider, string text)
    {
        try
        {
            using X509Certificate2 certificate = CertificateText.Read(text);
            using RSA? key = certificate.GetRSAPublicKey();
            if (key is null || key.KeySize < SigningKey.LeastBits)
            {
                throw InvalidProvider(provider, "a certificate has no RSA key of 2048 bits or more", "Ask the provider for another one.");
            }
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            throw InvalidProvider(provider, "a certificate is no Base64 of a certificate", "Import the provider's metadata again.");
        }
    }

    private static RingCentralAdException Invalid(string message, string remedy) => new("SsoOptionInvalid", ErrorKind.InvalidInput, message, remedy);

    private static RingCentralAdException InvalidProvider(ServiceProvider provider, string what, string remedy) =>
        new("SsoProviderInvalid", ErrorKind.InvalidInput, $"The service provider '{provider.Name}' cannot be: {what}.", remedy, provider.Name);
}
