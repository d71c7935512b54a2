using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What a server showed that was not trusted.</summary>
internal sealed record TlsRefusal(string Subject, string Issuer, DateTimeOffset NotAfter, SslPolicyErrors Errors, string Chain);

/// <summary>
/// Whom to trust: the system's certificate authorities and, besides, those of a file (for a proxy that inspects TLS).
/// A wrong host name or an expired certificate is refused whoever signed it.
/// </summary>
internal sealed class ServerTrust : IDisposable
{
    private readonly X509Certificate2Collection _added;

    private ServerTrust(X509Certificate2Collection added) => _added = added;

    /// <summary>The last certificate that was refused.</summary>
    public TlsRefusal? Refusal { get; private set; }

    /// <summary>Reads the file (PEM with one or more certificates, or DER); null for none.</summary>
    public static ServerTrust Load(string? file)
    {
        X509Certificate2Collection added = [];
        if (file is null)
        {
            return new ServerTrust(added);
        }

        try
        {
            if (File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                added.ImportFromPemFile(file);
            }
            else
            {
                added.Add(X509CertificateLoader.LoadCertificateFromFile(file));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new RingCentralAdException(
                RingCentralErrorIds.CaCertificate,
                ErrorKind.InvalidInput,
                $"The CA certificate file '{file}' cannot be used: {error.Message}",
                "Give a file with the certificate authority's certificate in PEM or DER form that you may read.",
                file,
                error);
        }

        return new ServerTrust(added);
    }

    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 shown)
        {
            Refusal = new TlsRefusal("no certificate", "nobody", default, errors, "");
            return false;
        }

        if (errors == SslPolicyErrors.RemoteCertificateChainErrors && _added.Count > 0 && LeadsToAdded(shown, chain))
        {
            return true;
        }

        string status = string.Join(", ", chain?.ChainStatus.Select(one => one.Status.ToString()).Distinct() ?? []);
        X509Certificate2 top = chain?.ChainElements.LastOrDefault()?.Certificate ?? shown;
        Refusal = new TlsRefusal(shown.Subject, top.Issuer, shown.NotAfter, errors, status);
        return false;
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _added)
        {
            certificate.Dispose();
        }
    }

    private bool LeadsToAdded(X509Certificate2 shown, X509Chain? presented)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_added);
        // An inspecting proxy's authority publishes no revocation list.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // What the server sent along, and what the first try at a chain found.
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        foreach (X509ChainElement element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(shown);
    }
}
