using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Ends the links of extensions that are gone from RingCentral, under the guard. The row stays with its person as Gone, so that the
/// extension is made again only on the administrator's word.
/// </summary>
public static class GoneExtensions
{
    /// <summary>The count of a run under which provisioning keeps the links that it ended.</summary>
    public const string Counted = "Gone";

    /// <summary>Ends the links unless the guard objects; gives its objection.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="gone">Extensions that RingCentral does not know any more.</param>
    /// <param name="action">The count under which the guard keeps what this kind of run takes away.</param>
    /// <param name="kind">The kind of run.</param>
    /// <param name="more">People whom this run took, or takes, otherwise.</param>
    /// <param name="acceptGuard">A person has accepted it.</param>
    /// <param name="run">The run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string?> EndLinksAsync(
        IHubStore hub, IReadOnlyList<AppUser> gone, RunKind kind, string action, int more, bool acceptGuard, RunLog run, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(gone);
        ArgumentNullException.ThrowIfNull(run);
        if (gone.Count == 0)
        {
            return null;
        }

        AppUser[] linked = [.. gone.Where(user => user.UserId is not null)];
        long holders = await Guard.HoldersAsync(hub, cancellationToken).ConfigureAwait(false);
        string? stopped = acceptGuard || linked.Length == 0
            ? null
            : await Guard.CheckAsync(hub, kind, action, linked.Length + more, holders + more, time, cancellationToken).ConfigureAwait(false);
        HubChanges changes = new(time);
        foreach (AppUser extension in gone)
        {
            if (stopped is null)
            {
                changes.AppUsers[(extension.SystemId, extension.Key)] = extension with { State = AppUserState.Gone, ReadAt = time.GetUtcNow() };
            }

            if (extension.UserId is { } id)
            {
                changes.Touch(id, [Ids.RingCentral]);
            }
        }

        await hub.WriteAsync(transaction => changes.SaveAsync(transaction, cancellationToken), run.Lease, cancellationToken).ConfigureAwait(false);
        return stopped;
    }
}
