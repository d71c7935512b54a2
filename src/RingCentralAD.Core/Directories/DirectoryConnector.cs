using System.Net;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Opens a directory of any kind.</summary>
public static class DirectoryConnector
{
    /// <summary>Opens it.</summary>
    /// <param name="systemId">The directory's id in the hub.</param>
    /// <param name="kind">What stands behind it.</param>
    /// <param name="settings">How it is reached.</param>
    /// <param name="credential">Who signs in; null for Kerberos with whoever is logged on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IDirectory> OpenAsync(
        string systemId, DirectoryKind kind, DirectorySettings settings, NetworkCredential? credential, TimeProvider time, CancellationToken cancellationToken = default) =>
        kind == DirectoryKind.Ldif
            ? await LdifDirectory.OpenAsync(systemId, settings, time, cancellationToken).ConfigureAwait(false)
            : await LdapDirectory.OpenAsync(systemId, settings, credential, time, cancellationToken).ConfigureAwait(false);
}
