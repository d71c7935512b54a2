using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>When what a session signed in with ends: the certificates of both sides, and in Active Directory the account's password.</summary>
internal static class LdapCredentialEnds
{
    private const string PasswordEnds = "msDS-UserPasswordExpiryTimeComputed";

    /// <summary>Reads them.</summary>
    public static async Task<IReadOnlyList<CredentialEnd>> ReadAsync(string systemId, LdapSession session, LdapDomain domain, DirectorySettings settings, CancellationToken cancellationToken)
    {
        List<CredentialEnd> ends = [];
        if (await session.ReadCertificateAsync(cancellationToken).ConfigureAwait(false) is { } certificate)
        {
            ends.Add(new CredentialEnd(HealthTopic.CertificateExpires, systemId, $"The certificate of {session.Server}", certificate.NotAfter) { OfServer = true });
        }

        if (settings.ClientCertificate is { } file && CertificateFile.EndOf(file) is { } end)
        {
            ends.Add(new CredentialEnd(HealthTopic.CertificateExpires, systemId, $"The client certificate {file}", end));
        }

        if (domain.Profile.IsActiveDirectory && settings.UserName is { Length: > 0 } account && await PasswordAsync(session, domain, account, cancellationToken).ConfigureAwait(false) is { } at)
        {
            ends.Add(new CredentialEnd(HealthTopic.PasswordExpires, systemId, $"The password of {account}", at));
        }

        return ends;
    }

    private static async Task<DateTimeOffset?> PasswordAsync(LdapSession session, LdapDomain domain, string account, CancellationToken cancellationToken)
    {
        // name, DOMAIN\name, name@realm, or a distinguished name: Active Directory signs all of them in.
        string name = account[(account.IndexOf('\\', StringComparison.Ordinal) + 1)..];
        LdapFilter filter = LdapFilter.Or([LdapFilter.Equal("userPrincipalName", name), LdapFilter.Equal("sAMAccountName", name.Split('@')[0]), LdapFilter.Equal("distinguishedName", account)]);
        LdapSearch search = new() { BaseDn = domain.NamingContext, Filter = LdapFilter.And(LdapFilter.Equal("objectClass", "user"), filter), Attributes = ["userPrincipalName", PasswordEnds] };
        List<RawEntry> found = [];
        await foreach (RawEntry entry in session.ReadAsync(search, new LdapSearchOutcome(), paged: false, cancellationToken).ConfigureAwait(false))
        {
            found.Add(entry);
        }

        RawEntry? own = found.Find(entry => string.Equals(entry.Text("userPrincipalName"), name, StringComparison.OrdinalIgnoreCase)) ?? (found.Count == 1 ? found[0] : null);

        return FileTime.Parse(own?.Text(PasswordEnds));
    }
}
