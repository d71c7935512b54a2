using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.Ldap.Transport;

/// <summary>Decides whether the server's certificate is taken, and remembers why not.</summary>
internal sealed class ServerTrust
{
    private readonly LdapOptions _options;
    private readonly X509Certificate2Collection? _authorities;
    private LdapException? _refusal;

    /// <exception cref="LdapException">The file of authorities cannot be read or holds none.</exception>
    public ServerTrust(LdapOptions options)
    {
        _options = options;
        if (options.CaCertificates is string path && !options.SkipCertificateCheck)
        {
            _authorities = Load(path);
        }
    }

    /// <summary>Why the certificate was refused, or null.</summary>
    public LdapException? Refusal => _refusal;

    public SslClientAuthenticationOptions CreateOptions() => new()
    {
        TargetHost = _options.Host,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = _authorities is null ? null : CreatePolicy(_authorities),
        RemoteCertificateValidationCallback = Check,

        // A server names the authorities it takes; the one certificate we have is shown whoever they are, so that the server says why it is refused.
        ClientCertificateContext = _options.ClientCertificate is { } own ? SslStreamCertificateContext.Create(own, null, offline: true) : null,
    };

    private static X509ChainPolicy CreatePolicy(X509Certificate2Collection authorities)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static X509Certificate2Collection Load(string path)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new LdapException(LdapErrorKind.CertificateNotTrusted, $"The file of authorities '{path}' cannot be read: {exception.Message}", exception);
        }

        return authorities.Count > 0 ? authorities
            : throw new LdapException(LdapErrorKind.CertificateNotTrusted, $"The file of authorities '{path}' holds no PEM certificate.");
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || _options.SkipCertificateCheck)
        {
            return true;
        }

        _refusal = errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || certificate is not X509Certificate2 server
            ? Refuse(LdapErrorKind.CertificateNotTrusted, "the server showed no certificate.")
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
                ? Refuse(LdapErrorKind.CertificateNotTrusted, DescribeChain(server, chain))
                : Refuse(LdapErrorKind.CertificateName, $"its certificate of '{server.Issuer}', {Dates(server)}, is for {Names(server)}, not for '{_options.Host}'; connect by a name that the certificate holds.");
        return false;
    }

    private LdapException Refuse(LdapErrorKind kind, string why) => new(kind, $"{_options.Server} is not trusted: {why}") { Server = _options.Server };

    private string DescribeChain(X509Certificate2 server, X509Chain? chain)
    {
        string faults = string.Join("; ", (chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim()).Where(text => text.Length > 0).Distinct());
        string remedy = _options.CaCertificates is string path
            ? $"its authority is not in '{path}'"
            : "its authority is not among the system's; name a file of authorities";
        bool dated = chain is not null && chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid));
        return $"certificate '{server.Subject}' for {Names(server)} of '{server.Issuer}', {Dates(server)}: {(dated ? "it is out of its dates" : remedy)} ({faults}).";
    }

    private static string Dates(X509Certificate2 server) => string.Create(
        CultureInfo.InvariantCulture, $"valid from {server.NotBefore.ToUniversalTime():yyyy-MM-dd} to {server.NotAfter.ToUniversalTime():yyyy-MM-dd}");

    private static string Names(X509Certificate2 server) => string.Join(", ", LdapServerCertificate.ReadNames(server).Select(name => $"'{name}'"));
}
