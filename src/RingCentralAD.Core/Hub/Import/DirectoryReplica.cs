using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Brings the hub's replica of a directory's containers, groups and direct memberships up to date.</summary>
internal sealed class DirectoryReplica
{
    private const int BatchSize = 1000;
    private readonly IHubStore _hub;
    private readonly IDirectory _directory;
    private readonly DirectoryEntry _entry;
    private readonly RunLog _run;
    private readonly TimeProvider _time;

    public DirectoryReplica(IHubStore hub, IDirectory directory, DirectoryEntry entry, RunLog run, TimeProvider time)
    {
        _hub = hub;
        _directory = directory;
        _entry = entry;
        _run = run;
        _time = time;
    }

    /// <summary>Reads containers, then groups with their members; gives the scope as it now is.</summary>
    public async Task<Scope> RefreshAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string?> parents = await RefreshContainersAsync(cancellationToken).ConfigureAwait(false);
        await RefreshGroupsAsync(cancellationToken).ConfigureAwait(false);
        DirectorySettings settings = _entry.Settings;
        foreach (string key in settings.SearchBases.Where(key => !parents.ContainsKey(key)))
        {
            throw new RingCentralAdException(
                "ScopeContainerGone", ErrorKind.NotFound,
                $"A container in the scope of {_entry.Name} no longer exists (GUID {key}). Nobody was changed.",
                "Set the scope again with Set-AdDirectory -SearchBase.", _entry.Name);
        }

        HashSet<string>? members = null;
        if (settings.Groups.Count > 0)
        {
            GroupGraph graph = await GroupGraph.LoadAsync(_hub, cancellationToken).ConfigureAwait(false);
            members = [.. settings.Groups.SelectMany(group => graph.KeysBelow(_entry.Id, group))];
        }

        return new Scope(settings, parents, members);
    }

    private async Task<Dictionary<string, string?>> RefreshContainersAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, DirectoryContainer> known = (await _hub.ListAsync(
            new Filter<DirectoryContainer>().Equal(row => row.SystemId, _entry.Id), cancellationToken).ConfigureAwait(false))
            .ToDictionary(container => container.Key, StringComparer.Ordinal);
        Dictionary<string, string?> parents = new(StringComparer.Ordinal);
        List<DirectoryContainer> changed = [];
        await foreach (DirectoryContainer container in _directory.ReadContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            parents[container.Key] = container.ParentKey;
            if (!container.Equals(known.GetValueOrDefault(container.Key)))
            {
                changed.Add(container);
            }
        }

        string[] gone = [.. known.Keys.Where(key => !parents.ContainsKey(key))];
        if (changed.Count + gone.Length > 0)
        {
            await _hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(changed, cancellationToken).ConfigureAwait(false);
                    await transaction.RemoveAsync(
                        new Filter<DirectoryContainer>().Equal(row => row.SystemId, _entry.Id).In(row => row.Key, gone), cancellationToken).ConfigureAwait(false);
                },
                _run.Lease,
                cancellationToken).ConfigureAwait(false);
        }

        return parents;
    }

    private async Task RefreshGroupsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, HubGroup> known = (await _hub.ListAsync(
            new Filter<HubGroup>().Equal(row => row.SystemId, _entry.Id), cancellationToken).ConfigureAwait(false))
            .ToDictionary(group => group.Key, StringComparer.Ordinal);
        await foreach (DirectoryGroup group in _directory.ReadGroupsAsync(cancellationToken).ConfigureAwait(false))
        {
            known.Remove(group.Key, out HubGroup? before);
            await SaveGroupAsync(group, before, cancellationToken).ConfigureAwait(false);
        }

        // The read is complete: what is left no longer exists. Its rows stay, so that an assignment to it is explained, but it has no members.
        HubGroup[] gone = [.. known.Values.Where(group => group.State == AppUserState.Present).Select(group => group with { State = AppUserState.Gone })];
        if (gone.Length > 0)
        {
            await _hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(gone, cancellationToken).ConfigureAwait(false);
                    await transaction.RemoveAsync(
                        new Filter<GroupEdge>().Equal(row => row.SystemId, _entry.Id).In(row => row.GroupKey, [.. gone.Select(group => group.Key)]),
                        cancellationToken).ConfigureAwait(false);
                },
                _run.Lease,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SaveGroupAsync(DirectoryGroup group, HubGroup? before, CancellationToken cancellationToken)
    {
        HubGroup now = (before ?? new HubGroup { Id = Ids.New(_time), Name = group.Name, Kind = HubGroupKind.Imported }) with
        {
            Name = group.Name,
            SystemId = _entry.Id,
            Key = group.Key,
            Place = group.Place,
            PrimaryGroupId = group.PrimaryGroupId,
            Description = group.Description,
            State = AppUserState.Present,
        };
        HashSet<string> members = new(group.Members ?? [], StringComparer.Ordinal);
        List<string> gone = [];
        if (before is not null)
        {
            await foreach (GroupEdge edge in _hub.ReadAsync(
                new Filter<GroupEdge>().Equal(row => row.SystemId, _entry.Id).Equal(row => row.GroupKey, group.Key), cancellationToken).ConfigureAwait(false))
            {
                if (!members.Remove(edge.MemberKey))
                {
                    gone.Add(edge.MemberKey);
                }
            }
        }

        if (group.Members is null)
        {
            // The server gave no whole answer: the members are unknown, so what the hub holds stays.
            gone.Clear();
        }

        if (now.Equals(before) && members.Count == 0 && gone.Count == 0)
        {
            return;
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([now], cancellationToken).ConfigureAwait(false);
                foreach (string[] some in members.Chunk(BatchSize))
                {
                    await transaction.SaveAsync([.. some.Select(key => new GroupEdge(_entry.Id, group.Key, key))], cancellationToken).ConfigureAwait(false);
                }

                await transaction.RemoveAsync(
                    new Filter<GroupEdge>().Equal(row => row.SystemId, _entry.Id).Equal(row => row.GroupKey, group.Key).In(row => row.MemberKey, gone),
                    cancellationToken).ConfigureAwait(false);
            },
            _run.Lease,
            cancellationToken).ConfigureAwait(false);
    }
}
