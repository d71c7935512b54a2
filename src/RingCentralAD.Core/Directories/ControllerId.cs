using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Directories;

/// <summary>Which controller of the domain is at the other end of a connection: the invocation id, by which its change numbers count.</summary>
internal static class ControllerId
{
    /// <summary>The id; null where the server does not say it.</summary>
    public static async Task<string?> OfAsync(LdapConnection connection, CancellationToken cancellationToken)
    {
        RawEntry root = LdapSession.Raw(await connection.ReadRootDseAsync(cancellationToken).ConfigureAwait(false));
        if (root.Text("dsServiceName") is not { Length: > 0 } service)
        {
            return null;
        }

        string? id = null;
        LdapSearch search = new() { BaseDn = service, Scope = LdapScope.Base, Attributes = ["invocationId"] };
        try
        {
            await foreach (LdapEntry entry in connection.SearchAsync(search, cancellationToken).ConfigureAwait(false))
            {
                id = LdapSession.Raw(entry).Bytes("invocationId") is { } bytes ? EntryKey.Parse(bytes) : null;
            }
        }
        catch (LdapException error) when (error.Kind is LdapErrorKind.NoSuchObject or LdapErrorKind.InsufficientRights)
        {
            return null;
        }

        return id;
    }
}
