using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// The groups of the people who are looked at, upwards from each person, read for a batch at a time: what it costs depends on those
/// people and their groups, not on the directory.
/// </summary>
internal sealed class ScopeGroups
{
    private readonly IHubReader _hub;
    private readonly string _systemId;
    private readonly IReadOnlySet<GroupEdge> _leaving;
    private readonly Dictionary<string, string[]> _above = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _all = new(StringComparer.Ordinal);
    private ILookup<string, string> _direct = Array.Empty<GroupEdge>().ToLookup(edge => edge.MemberKey, edge => edge.GroupKey);
    private Dictionary<long, string>? _byRid;
    private Dictionary<string, string> _places = [];

    /// <param name="hub">The hub.</param>
    /// <param name="systemId">The directory.</param>
    /// <param name="leaving">Memberships that are stored, and that the directory no longer shows.</param>
    public ScopeGroups(IHubReader hub, string systemId, IReadOnlySet<GroupEdge> leaving) => (_hub, _systemId, _leaving) = (hub, systemId, leaving);

    /// <summary>Reads what is asked about these people afterwards.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<AppUser> people, CancellationToken cancellationToken)
    {
        if (_byRid is null)
        {
            IReadOnlyList<HubGroup> groups = await _hub.ListAsync(
                new Filter<HubGroup>().Equal(row => row.SystemId, _systemId).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false);
            _byRid = groups.Where(group => group.PrimaryGroupId is not null).DistinctBy(group => group.PrimaryGroupId).ToDictionary(group => group.PrimaryGroupId!.Value, group => group.Key);
            _places = groups.ToDictionary(group => group.Key, group => group.Place ?? "", StringComparer.Ordinal);
        }

        _direct = await EdgesAsync([.. people.Select(person => person.Key)], cancellationToken).ConfigureAwait(false);
        string[] open = [.. people.SelectMany(person => (string[])[.. _direct[person.Key], .. Primary(person)]).Distinct(StringComparer.Ordinal).Where(key => !_above.ContainsKey(key))];
        while (open.Length > 0)
        {
            ILookup<string, string> edges = await EdgesAsync(open, cancellationToken).ConfigureAwait(false);
            foreach (string key in open)
            {
                _above[key] = [.. edges[key]];
            }

            open = [.. open.SelectMany(key => _above[key]).Distinct(StringComparer.Ordinal).Where(key => !_above.ContainsKey(key))];
        }
    }

    /// <summary>What was read before is outdated.</summary>
    public void Forget()
    {
        _above.Clear();
        _all.Clear();
        _byRid = null;
    }

    /// <summary>Whether the person is in one of the groups, nested or by the primary group.</summary>
    public bool IsInAny(AppUser person, IReadOnlyList<string> groups) =>
        _direct[person.Key].Concat(Primary(person)).Any(group => groups.Any(wanted => AllOf(group).Contains(wanted)));

    /// <summary>The distinguished names of the groups that name the person, as <c>memberOf</c> has them: without the primary group.</summary>
    public IReadOnlyList<string> Direct(AppUser person) => [.. _direct[person.Key].Select(key => _places.GetValueOrDefault(key)).OfType<string>()];

    /// <summary>The same with the groups above them.</summary>
    public IReadOnlyList<string> InChain(AppUser person) =>
        [.. _direct[person.Key].SelectMany(AllOf).Distinct(StringComparer.Ordinal).Select(key => _places.GetValueOrDefault(key)).OfType<string>()];

    private string[] Primary(AppUser person) => person.PrimaryGroupId is { } rid && _byRid!.TryGetValue(rid, out string? key) ? [key] : [];

    private HashSet<string> AllOf(string group)
    {
        if (_all.TryGetValue(group, out HashSet<string>? known))
        {
            return known;
        }

        HashSet<string> seen = new(StringComparer.Ordinal) { group };
        Stack<string> open = new([group]);
        while (open.TryPop(out string? key))
        {
            foreach (string above in _above.GetValueOrDefault(key, []))
            {
                if (seen.Add(above))
                {
                    open.Push(above);
                }
            }
        }

        return _all[group] = seen;
    }

    private async Task<ILookup<string, string>> EdgesAsync(IReadOnlyList<string> members, CancellationToken cancellationToken) => (await _hub.ListAsync(
        new Filter<GroupEdge>().Equal(row => row.SystemId, _systemId).In(row => row.MemberKey, members), cancellationToken).ConfigureAwait(false))
        .Where(edge => !_leaving.Contains(edge)).ToLookup(edge => edge.MemberKey, edge => edge.GroupKey, StringComparer.Ordinal);
}
