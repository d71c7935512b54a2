using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Who is in which group, effectively: direct edges of the replica followed to any depth and through circles,
/// primary groups, local members and members of other directories of the hub included. Keys are numbered, so that 50,000 people in many groups fit in a few megabytes.
/// </summary>
public sealed class GroupGraph
{
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);
    private readonly List<string?> _users = [];
    private readonly Dictionary<int, List<int>> _members = [];
    private readonly Dictionary<string, int> _groupNodes = new(StringComparer.Ordinal);
    private readonly List<HubGroup> _groups = [];
    private HashSet<string> _everyone = [];

    private GroupGraph()
    {
    }

    /// <summary>All groups that exist now.</summary>
    public IReadOnlyList<HubGroup> Groups => _groups;

    /// <summary>Reads groups, edges and the people's keys from the hub.</summary>
    public static async Task<GroupGraph> LoadAsync(IHubReader hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        GroupGraph graph = new();
        Dictionary<(string System, long Rid), int> primaryGroups = [];
        await foreach (HubGroup group in hub.ReadAsync<HubGroup>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (group.State == AppUserState.Gone)
            {
                continue;
            }

            graph._groups.Add(group);
            int node = group.Kind == HubGroupKind.Imported ? graph.Node(group.SystemId, group.Key) : graph.Node("", group.Id);
            graph._groupNodes[group.Id] = node;
            if (group.PrimaryGroupId is { } rid)
            {
                primaryGroups[(group.SystemId, rid)] = node;
            }
        }

        await foreach (GroupEdge edge in hub.ReadAsync<GroupEdge>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            graph.Add(graph.Node(edge.SystemId, edge.GroupKey), graph.Node(edge.SystemId, edge.MemberKey));
        }

        await foreach (AppUserLink link in hub.ReadAsync(new Filter<AppUserLink>().NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            if (link.State == AppUserState.Gone || link.SystemId == Ids.RingCentral)
            {
                continue;
            }

            int node = graph.Node(link.SystemId, link.Key);
            graph._users[node] = link.UserId;
            if (link.PrimaryGroupId is { } rid && primaryGroups.TryGetValue((link.SystemId, rid), out int group))
            {
                graph.Add(group, node);
            }
        }

        await foreach (LocalMember member in hub.ReadAsync<LocalMember>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            int node = graph.Node("user", member.UserId);
            graph._users[node] = member.UserId;
            graph.Add(graph.Node("", member.GroupId), node);
        }

        await graph.JoinDirectoriesAsync(hub, cancellationToken).ConfigureAwait(false);
        return graph;
    }

    /// <summary>The hub users in a group, by id; for Everyone all who are active now.</summary>
    public async Task<IReadOnlySet<string>> MembersAsync(IHubReader hub, string groupId, CancellationToken cancellationToken = default)
    {
        if (_everyone.Count == 0 && _groups.Find(group => group.Id == groupId)?.Kind == HubGroupKind.Everyone)
        {
            IReadOnlyList<HubUserStanding> active = await hub.ListAsync(new Filter<HubUserStanding>().Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false);
            _everyone = [.. active.Select(user => user.Id)];
        }

        return UsersOf(groupId);
    }

    /// <summary>The hub users in a group, by id; empty for a group that no longer exists.</summary>
    public IReadOnlySet<string> UsersOf(string groupId)
    {
        if (_groups.Find(group => group.Id == groupId)?.Kind == HubGroupKind.Everyone)
        {
            return _everyone;
        }

        HashSet<string> users = new(StringComparer.Ordinal);
        if (_groupNodes.TryGetValue(groupId, out int start))
        {
            Walk(start, node =>
            {
                if (_users[node] is { } user)
                {
                    users.Add(user);
                }
            });
        }

        return users;
    }

    /// <summary>The groups of every hub user, effectively; Everyone left out.</summary>
    public IReadOnlyDictionary<string, List<HubGroup>> GroupsByUser() => GroupsByUser(static _ => true);

    /// <summary>The same, for some of the groups.</summary>
    public IReadOnlyDictionary<string, List<HubGroup>> GroupsByUser(Func<HubGroup, bool> wanted)
    {
        Dictionary<string, List<HubGroup>> groups = new(StringComparer.Ordinal);
        foreach (HubGroup group in _groups.Where(group => group.Kind != HubGroupKind.Everyone && wanted(group)).OrderBy(group => group.Name, StringComparer.Ordinal).ThenBy(group => group.Id, StringComparer.Ordinal))
        {
            foreach (string user in UsersOf(group.Id))
            {
                if (!groups.TryGetValue(user, out List<HubGroup>? list))
                {
                    groups[user] = list = [];
                }

                list.Add(group);
            }
        }

        return groups;
    }

    /// <summary>The keys of the people and groups below a directory's group.</summary>
    public IReadOnlySet<string> KeysBelow(string systemId, string groupKey)
    {
        HashSet<int> reached = [];
        if (_nodes.TryGetValue(Name(systemId, groupKey), out int start))
        {
            Walk(start, node => reached.Add(node));
        }

        string prefix = systemId + "\n";
        return _nodes.Where(pair => reached.Contains(pair.Value) && pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => pair.Key[prefix.Length..])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Finds members whom their group's directory does not hold among the people and groups of the others: by key, else by name.</summary>
    private async Task JoinDirectoriesAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        HashSet<int> own = [.. _groupNodes.Values, .. _users.Index().Where(user => user.Item is not null).Select(user => user.Index)];
        (string Key, int Node)[] unknown = [.. _nodes.Where(node => !own.Contains(node.Value)).Select(node => (node.Key[(node.Key.IndexOf('\n', StringComparison.Ordinal) + 1)..], node.Value))];
        if (unknown.Length == 0)
        {
            return;
        }

        Dictionary<string, int> known = new(StringComparer.Ordinal);
        foreach ((string name, int node) in _nodes.Where(node => own.Contains(node.Value)))
        {
            known.TryAdd(name[(name.IndexOf('\n', StringComparison.Ordinal) + 1)..], node);
        }

        if (unknown.Any(member => ForeignMember.Is(member.Key)))
        {
            foreach (HubGroup group in _groups.Where(group => group.Place is not null))
            {
                known.TryAdd(ForeignMember.KeyOf(group.Place!), _groupNodes[group.Id]);
            }

            await foreach (AppUserPlace person in hub.ReadAsync(new Filter<AppUserPlace>().Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false))
            {
                if (person.SystemId != Ids.RingCentral && _nodes.TryGetValue(Name(person.SystemId, person.Key), out int node))
                {
                    known.TryAdd(ForeignMember.KeyOf(person.Place), node);
                }
            }
        }

        foreach ((string key, int node) in unknown)
        {
            if (known.TryGetValue(key, out int member))
            {
                Add(node, member);
            }
        }
    }

    private static string Name(string systemId, string key) => $"{systemId}\n{key}";

    private void Walk(int start, Action<int> visit)
    {
        HashSet<int> seen = [start];
        Stack<int> open = new([start]);
        while (open.TryPop(out int node))
        {
            visit(node);
            foreach (int member in _members.GetValueOrDefault(node) ?? [])
            {
                if (seen.Add(member))
                {
                    open.Push(member);
                }
            }
        }
    }

    private void Add(int group, int member)
    {
        if (!_members.TryGetValue(group, out List<int>? list))
        {
            _members[group] = list = [];
        }

        list.Add(member);
    }

    private int Node(string systemId, string key)
    {
        string name = Name(systemId, key);
        if (!_nodes.TryGetValue(name, out int node))
        {
            node = _users.Count;
            _nodes[name] = node;
            _users.Add(null);
        }

        return node;
    }
}
