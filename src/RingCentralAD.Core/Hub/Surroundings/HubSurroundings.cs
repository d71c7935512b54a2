using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Gathers what mappings see of people beyond their profiles, as far as the mappings ask for it.</summary>
public sealed class HubSurroundings
{
    private readonly IHubReader _hub;
    private readonly SystemNames _names;
    private readonly MappingAsks _asks;
    private readonly IReadOnlyDictionary<string, List<HubGroup>> _groups;
    private readonly HubGroup[] _everyone;
    private readonly Dictionary<(string System, string Place), string> _keys;

    private HubSurroundings(
        IHubReader hub, SystemNames names, MappingAsks asks, IReadOnlyDictionary<string, List<HubGroup>> groups, HubGroup[] everyone, Dictionary<(string System, string Place), string> keys)
    {
        _hub = hub;
        _names = names;
        _asks = asks;
        _groups = groups;
        _everyone = everyone;
        _keys = keys;
    }

    /// <summary>Reads what all people's surroundings are made of; nothing where nothing is asked for.</summary>
    public static Task<HubSurroundings> LoadAsync(IHubReader hub, SystemNames names, MappingAsks asks, CancellationToken cancellationToken = default) =>
        LoadAsync(hub, names, asks, static _ => true, cancellationToken);

    /// <summary>The same, with only some of the groups to be seen.</summary>
    internal static async Task<HubSurroundings> LoadAsync(IHubReader hub, SystemNames names, MappingAsks asks, Func<HubGroup, bool> seen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        IReadOnlyDictionary<string, List<HubGroup>> groups = new Dictionary<string, List<HubGroup>>();
        HubGroup[] everyone = [];
        if (asks.HasFlag(MappingAsks.Groups))
        {
            GroupGraph graph = await GroupGraph.LoadAsync(hub, cancellationToken).ConfigureAwait(false);
            groups = graph.GroupsByUser(seen);
            everyone = [.. graph.Groups.Where(group => group.Kind == HubGroupKind.Everyone)];
        }

        Dictionary<(string, string), string> keys = [];
        if (asks.HasFlag(MappingAsks.People))
        {
            await foreach (AppUserPlace place in hub.ReadAsync<AppUserPlace>(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (place.SystemId != Ids.RingCentral && place.State == AppUserState.Present)
                {
                    keys[(place.SystemId, PlaceKey(place.Place))] = place.Key;
                }
            }
        }

        return new HubSurroundings(hub, names, asks, groups, everyone, keys);
    }

    /// <summary>The surroundings of these people, by hub user id.</summary>
    /// <param name="users">The people.</param>
    /// <param name="appUsers">All their app users.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, PersonSurroundings>> OfAsync(
        IReadOnlyCollection<HubUser> users, ILookup<string, AppUser> appUsers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        Dictionary<string, AppUser[]> entries = users.ToDictionary(
            user => user.Id,
            user => appUsers[user.Id].Where(app => app.SystemId != Ids.RingCentral && app.State == AppUserState.Present).OrderBy(app => app.SystemId, StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
        RelatedPeople related = _asks.HasFlag(MappingAsks.People)
            ? await RelatedPeople.LoadAsync(_hub, entries.Values.SelectMany(own => own), Find, cancellationToken).ConfigureAwait(false)
            : RelatedPeople.None;
        return users.ToDictionary(
            user => user.Id,
            user => new PersonSurroundings(user, _names)
            {
                MemberOf = [.. _everyone, .. _groups.GetValueOrDefault(user.Id) ?? []],
                Entries = entries[user.Id],
                Manager = related.Of(entries[user.Id], "manager"),
                Assistant = related.Of(entries[user.Id], "assistant"),
            },
            StringComparer.Ordinal);
    }

    private string? Find(string system, string place) => _keys.GetValueOrDefault((system, PlaceKey(place)));

    // A server writes a reference as it writes the entry's own name; only letter case may differ.
    private static string PlaceKey(string place) => place.ToUpperInvariant();
}
