using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Finds, from indexes alone, the few people of a directory about whom something is to be decided: their entry says that they should not
/// be active and they are, or the other way round.
/// </summary>
internal sealed class Standings
{
    private const int BatchSize = 500;
    private readonly IHubReader _hub;
    private readonly DirectoryEntry _entry;
    private readonly HashSet<string> _deactivated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _unfit = new(StringComparer.Ordinal);

    private Standings(IHubReader hub, DirectoryEntry entry) => (_hub, _entry) = (hub, entry);

    /// <summary>Hub users who are not deactivated though their entry says so, with the reason: Gone before Disabled before OutOfScope.</summary>
    public IReadOnlyDictionary<string, string> Leaving => _unfit.Where(pair => !_deactivated.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Keys of entries that are gone, and of which it is not settled what follows.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Reads them.</summary>
    public static async Task<Standings> LoadAsync(IHubReader hub, DirectoryEntry entry, CancellationToken cancellationToken)
    {
        Standings standings = new(hub, entry);
        await foreach (HubUserStanding user in hub.ReadAsync(new Filter<HubUserStanding>().Equal(row => row.Status, HubUserStatus.Deactivated), cancellationToken).ConfigureAwait(false))
        {
            standings._deactivated.Add(user.Id);
        }

        await standings.AddAsync(Of(AppUserState.Present, true).Equal(row => row.InScope, false), entry.Settings.WhenOutOfScope == OutOfScopeAction.Deactivate ? "OutOfScope" : "", cancellationToken).ConfigureAwait(false);
        await standings.AddAsync(Of(AppUserState.Present, false), "Disabled", cancellationToken).ConfigureAwait(false);
        await standings.AddAsync(Of(AppUserState.Gone, null), "Gone", cancellationToken).ConfigureAwait(false);
        await standings.AddAsync(Of(AppUserState.Missing, null), "Gone", cancellationToken).ConfigureAwait(false);
        await standings.AddAsync(In(AppUserState.Missing).Equal(row => row.UserId, null), "Gone", cancellationToken).ConfigureAwait(false);
        foreach (string kept in standings._unfit.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).ToArray())
        {
            // Out of scope, and kept: neither leaves nor returns.
            standings._deactivated.Remove(kept);
            standings._unfit.Remove(kept);
        }

        return standings;

        Filter<AppUserStanding> In(AppUserState state) => new Filter<AppUserStanding>().Equal(row => row.SystemId, entry.Id).Equal(row => row.State, state).AnyOrder();

        Filter<AppUserStanding> Of(AppUserState state, bool? enabled)
        {
            Filter<AppUserStanding> owned = In(state).NotNull(row => row.UserId);
            return enabled is { } wanted ? owned.Equal(row => row.Enabled, wanted) : owned;
        }
    }

    /// <summary>Deactivated hub users whose entry in this directory is there, enabled and in scope.</summary>
    public async Task<IReadOnlyList<string>> ReturningAsync(CancellationToken cancellationToken)
    {
        List<string> returning = [];
        foreach (string?[] ids in _deactivated.Where(id => !_unfit.ContainsKey(id)).Chunk(BatchSize))
        {
            await foreach (AppUserStanding person in _hub.ReadAsync(
                new Filter<AppUserStanding>().Equal(row => row.SystemId, _entry.Id).In(row => row.UserId, ids), cancellationToken).ConfigureAwait(false))
            {
                if (person is { State: AppUserState.Present, Enabled: true, InScope: true })
                {
                    returning.Add(person.UserId!);
                }
            }
        }

        return returning;
    }

    private async Task AddAsync(Filter<AppUserStanding> filter, string reason, CancellationToken cancellationToken)
    {
        await foreach (AppUserStanding person in _hub.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (person.UserId is not null)
            {
                _unfit[person.UserId] = reason;
            }

            if (person.State == AppUserState.Missing)
            {
                Missing.Add(person.Key);
            }
        }
    }
}
