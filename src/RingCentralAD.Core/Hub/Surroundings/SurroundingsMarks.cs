using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Marks the people for whom the mappings out to a system see something else than when they were last reckoned.</summary>
public static class SurroundingsMarks
{
    private const int BatchSize = 500;

    /// <summary>Marks them; reads nobody where the mappings ask for nothing beyond the profile.</summary>
    public static async Task TouchAsync(
        IHubStore hub, HubSurroundings surroundings, MappingAsks asks, string systemId, RunLog run, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(surroundings);
        ArgumentNullException.ThrowIfNull(run);
        if (asks == MappingAsks.None)
        {
            return;
        }

        foreach (string[] ids in (await People.LinkedAsync(hub, cancellationToken).ConfigureAwait(false)).Chunk(BatchSize))
        {
            Dictionary<string, HubUser> users = await People.UsersAsync(hub, ids, cancellationToken).ConfigureAwait(false);
            ILookup<string, AppUser> appUsers = await People.AppUsersAsync(hub, ids, cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<string, PersonSurroundings> now = await surroundings.OfAsync(users.Values, appUsers, cancellationToken).ConfigureAwait(false);
            HashSet<SeenSurroundings> before = [.. await hub.ListAsync(
                new Filter<SeenSurroundings>().Equal(row => row.SystemId, systemId).In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false)];
            SeenSurroundings[] changed =
            [
                .. now.Select(person => new SeenSurroundings(systemId, person.Key, SurroundingsFingerprint.Of(person.Value, asks))).Where(seen => !before.Contains(seen)),
            ];
            if (changed.Length > 0)
            {
                await hub.WriteAsync(
                    async transaction =>
                    {
                        await transaction.SaveAsync(changed, cancellationToken).ConfigureAwait(false);
                        await transaction.SaveAsync([.. changed.Select(seen => new TouchedMark(systemId, seen.UserId, Ids.New(time)))], cancellationToken).ConfigureAwait(false);
                    },
                    run.Lease,
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
