using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Sees that a server that takes the place of a lost one holds the same domain.</summary>
internal sealed class SameDomain
{
    private readonly LdapDomain _domain;

    public SameDomain(LdapDomain domain) => _domain = domain;

    public async Task CheckAsync(LdapConnection connection, CancellationToken cancellationToken)
    {
        string? key = null;
        try
        {
            LdapSearch search = new() { BaseDn = _domain.NamingContext, Scope = LdapScope.Base, Attributes = [_domain.Profile.KeyAttribute] };
            await foreach (LdapEntry entry in connection.SearchAsync(search, cancellationToken).ConfigureAwait(false))
            {
                key = EntryKey.Of(LdapSession.Raw(entry)) ?? $"ldap:{DnText.Key(_domain.NamingContext)}";
            }
        }
        catch (LdapException error)
        {
            throw LdapErrors.From(error, connection.Server);
        }

        if (key != _domain.Key)
        {
            throw new RingCentralAdException("DirectoryWrongDomain", ErrorKind.Conflict,
                $"{connection.Server} holds another domain than the server before it: {key ?? "none"} instead of {_domain.Key}.",
                "Name only servers of one domain for a directory.", connection.Server);
        }
    }
}
