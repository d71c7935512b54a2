using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.Ldap;

/// <summary>Decides whether a server's certificate is trusted, and says exactly why not.</summary>
internal sealed class ServerCertificate
{
    private readonly LdapOptions _options;

    public ServerCertificate(LdapOptions options) => _options = options;

    /// <summary>Why the certificate was refused; null where it was not.</summary>
    public LdapException? Refusal { get; private set; }

    public SslClientAuthenticationOptions Options()
    {
        SslClientAuthenticationOptions options = new() { TargetHost = _options.Host, RemoteCertificateValidationCallback = Check };
        if (_options.CaCertificates is { } file)
        {
            X509Certificate2Collection trusted = [];
            try
            {
                trusted.ImportFromPemFile(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
            {
                throw new LdapException(LdapErrorKind.CertificateNotTrusted, $"The CA file {file} cannot be read: {error.Message}", error);
            }

            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(trusted);
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || _options.SkipCertificateCheck)
        {
            return true;
        }

        X509Certificate2? shown = certificate as X509Certificate2;
        string until = shown is null ? "" : string.Create(CultureInfo.InvariantCulture, $", valid until {shown.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        string about = shown is null ? "no certificate" : $"the certificate of '{shown.Subject}', issued by '{shown.Issuer}'{until}";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            string names = shown is null ? "" : string.Join(", ", shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension =>
                extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))));
            Refusal = new LdapException(LdapErrorKind.CertificateName, $"{_options.Server} was asked for as '{_options.Host}', but shows {about}, which names {(names.Length == 0 ? "no other" : names)}.");
        }
        else
        {
            string why = string.Join("; ", chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct() ?? []);
            Refusal = new LdapException(LdapErrorKind.CertificateNotTrusted, $"{_options.Server} shows {about}, which is not trusted: {why}.");
        }

        return false;
    }
}
