using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Makes and opens hubs.</summary>
public static class HubStore
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes a hub where none is: a file for its owner alone, or a schema in a PostgreSQL database.</summary>
    /// <exception cref="RingCentralAdException">HubExists, HubFolderNotFound, HubOnNetworkShare, HubDenied, HubUnavailable, HubSignInFailed.</exception>
    public static async Task<IHubStore> CreateAsync(HubLocation location, TimeProvider time, CancellationToken cancellationToken = default) =>
        await CreateAsync(location, time, null, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes a hub and fills it in the transaction that makes its tables: it is there whole, or not at all.</summary>
    internal static async Task<RelationalStore> CreateAsync(
        HubLocation location, TimeProvider time, Func<Session, Task>? fill, Replacement? replacement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(time);
        return location.IsFile
            ? await SqliteStore.CreateAsync(location.Path, time, SqliteOptions.Default, SchemaSteps.All, cancellationToken, fill).ConfigureAwait(false)
            : await PostgresStore.CreateAsync(location, time, s_patience, SchemaSteps.All, cancellationToken, fill, replacement).ConfigureAwait(false);
    }

    /// <summary>Opens a hub and brings its schema up to this program's version.</summary>
    /// <exception cref="RingCentralAdException">
    /// HubNotFound, HubNotADatabase, HubTooNew, HubDamaged, HubOnNetworkShare, HubDenied, HubUnavailable, HubSignInFailed.
    /// </exception>
    public static async Task<IHubStore> OpenAsync(HubLocation location, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(time);
        return location.IsFile
            ? await SqliteStore.OpenAsync(location.Path, time, SqliteOptions.Default, SchemaSteps.All, cancellationToken).ConfigureAwait(false)
            : await PostgresStore.OpenAsync(location, time, s_patience, SchemaSteps.All, cancellationToken).ConfigureAwait(false);
    }
}
