using System.Security.Cryptography.X509Certificates;

namespace RingCentralAD.Ldap;

/// <summary>The certificate that a server showed.</summary>
/// <param name="Subject">Whom it is made out for, as a distinguished name.</param>
/// <param name="Issuer">Who made it out.</param>
/// <param name="Names">The DNS names and addresses that it is good for.</param>
/// <param name="NotBefore">From when it is good.</param>
/// <param name="NotAfter">Until when it is good.</param>
public sealed record LdapServerCertificate(string Subject, string Issuer, IReadOnlyList<string> Names, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    internal static LdapServerCertificate Of(X509Certificate2 certificate) => new(
        certificate.Subject, certificate.Issuer, ReadNames(certificate), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    internal static IReadOnlyList<string> ReadNames(X509Certificate2 certificate)
    {
        X509SubjectAlternativeNameExtension? names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null
            ? [certificate.GetNameInfo(X509NameType.DnsName, false)]
            : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(address => address.ToString())];
    }
}
