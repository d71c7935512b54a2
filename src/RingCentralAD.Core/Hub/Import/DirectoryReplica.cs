using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Brings the hub's replica of a directory's containers up to date, and its groups by <see cref="GroupReplica"/>.</summary>
internal sealed class DirectoryReplica
{
    private readonly IHubStore _hub;
    private readonly ImportState _state;
    private readonly IScopeFilter? _filter;

    public DirectoryReplica(IHubStore hub, ImportState state, IScopeFilter? filter)
    {
        (_hub, _state, _filter) = (hub, state, filter);
        Groups = new GroupReplica(hub, state, ScopeReadsGroups);
    }

    /// <summary>The groups.</summary>
    public GroupReplica Groups { get; }

    /// <summary>The containers; null until they were needed.</summary>
    public ContainerTree? Containers { get; private set; }

    /// <summary>Whether memberships decide about the scope.</summary>
    public bool ScopeReadsGroups => _state.Entry.Settings.Groups.Count > 0 || _filter?.ReadsGroups == true;

    /// <summary>Reads containers, then groups with their members, as a whole.</summary>
    public async Task RefreshAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        await RefreshContainersAsync(directory, cancellationToken).ConfigureAwait(false);
        await RefreshGroupsAsync(directory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads groups with their members, as a whole. What goes wrong is said to be about them: people may be read at the same time.</summary>
    public async Task RefreshGroupsAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            await Groups.RefreshAsync(directory, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.Kind == ErrorKind.Unavailable)
        {
            throw new RingCentralAdException(
                error.ErrorId, error.Kind, $"The groups of {_state.Entry.Name} could not be read to their end. {error.Message}", error.Remedy, error.Target, error.InnerException ?? error);
        }
    }

    /// <summary>
    /// Reads all of it where the replica does not know the groups of the scope: that an account may see more than before is no change that a
    /// directory tells of.
    /// </summary>
    public async Task CompleteAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        if (await ScopeGroupCheck.FindAsync(_hub, _state.Entry, cancellationToken).ConfigureAwait(false) is not null)
        {
            await RefreshAsync(directory, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds out which containers and groups are gone where the directory does not tell: there are few of them, so that it costs little.</summary>
    public async Task CompareAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        await RefreshContainersAsync(directory, cancellationToken).ConfigureAwait(false);
        await Groups.CompareAsync((IDirectoryChanges)directory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the import where the replica does not know the groups of the scope.</summary>
    /// <exception cref="RingCentralAdException"><c>ScopeGroupGone</c>, <c>ScopeGroupUnreadable</c>.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await ScopeGroupCheck.FindAsync(_hub, _state.Entry, cancellationToken).ConfigureAwait(false) is { } error)
        {
            throw error;
        }
    }

    /// <summary>Reads containers as a whole.</summary>
    public async Task RefreshContainersAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        ContainerTree tree = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> unseen = new(tree.Keys, StringComparer.Ordinal);
        await foreach (DirectoryContainer container in directory.ReadContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            unseen.Remove(container.Key);
            tree.Set(container);
        }

        foreach (string key in unseen)
        {
            tree.Remove(key);
        }

        await SaveContainersAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The containers of the replica, to be looked at or changed.</summary>
    public async Task<ContainerTree> ContainersAsync(CancellationToken cancellationToken) =>
        Containers ??= await ContainerTree.LoadAsync(_hub, _state.Entry.Id, cancellationToken).ConfigureAwait(false);

    /// <summary>Stores changed containers together with what they ask for.</summary>
    public async Task SaveContainersAsync(CancellationToken cancellationToken)
    {
        ContainerTree tree = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<DirectoryContainer> changed, IReadOnlyList<string> gone, ImportCursor work) = tree.Settle();
        if (changed.Count + gone.Count == 0)
        {
            return;
        }

        if (!_state.ReadsNames)
        {
            work = work with { OldPlaces = [] };
        }

        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync(changed, cancellationToken).ConfigureAwait(false);
                await transaction.RemoveAsync(
                    new Filter<DirectoryContainer>().Equal(row => row.SystemId, _state.Entry.Id).In(row => row.Key, gone), cancellationToken).ConfigureAwait(false);
                await _state.AddAsync(transaction, work, cancellationToken).ConfigureAwait(false);
            },
            _state.Run.Lease,
            cancellationToken).ConfigureAwait(false);
        Containers = null;
    }

    /// <summary>The scope as it is now.</summary>
    /// <exception cref="RingCentralAdException"><c>ScopeContainerGone</c>, <c>ScopeGroupGone</c>, <c>ScopeGroupUnreadable</c>.</exception>
    public async Task<Scope> ScopeAsync(CancellationToken cancellationToken)
    {
        ContainerTree tree = await ContainersAsync(cancellationToken).ConfigureAwait(false);
        foreach (string key in _state.Entry.Settings.SearchBases.Where(key => !tree.Parents.ContainsKey(key)))
        {
            throw new RingCentralAdException(
                "ScopeContainerGone", ErrorKind.NotFound,
                $"A container in the scope of {_state.Entry.Name} no longer exists (GUID {key}). Nobody was changed.",
                "Set the scope again with Set-AdDirectory -SearchBase.", _state.Entry.Name);
        }

        await CheckAsync(cancellationToken).ConfigureAwait(false);
        ScopeGroups? groups = ScopeReadsGroups ? new ScopeGroups(_hub, _state.Entry.Id, Groups.Leaving) : null;
        return new Scope(_state.Entry.Settings, tree.Parents, groups, _filter);
    }
}
