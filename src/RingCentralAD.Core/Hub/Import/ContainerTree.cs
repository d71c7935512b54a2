using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The containers of the replica, and what a change of some of them does to those below.</summary>
internal sealed class ContainerTree
{
    private readonly Dictionary<string, DirectoryContainer> _containers;
    private readonly Dictionary<string, DirectoryContainer> _before;
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    private ContainerTree(Dictionary<string, DirectoryContainer> containers)
    {
        _containers = containers;
        _before = new Dictionary<string, DirectoryContainer>(containers, StringComparer.Ordinal);
        Parents = containers.ToDictionary(pair => pair.Key, pair => pair.Value.ParentKey, StringComparer.Ordinal);
    }

    /// <summary>Each container's parent, by key.</summary>
    public Dictionary<string, string?> Parents { get; }

    /// <summary>Reads the replica's containers.</summary>
    public static async Task<ContainerTree> LoadAsync(IHubReader hub, string systemId, CancellationToken cancellationToken) => new(
        (await hub.ListAsync(new Filter<DirectoryContainer>().Equal(row => row.SystemId, systemId), cancellationToken).ConfigureAwait(false))
        .ToDictionary(container => container.Key, StringComparer.Ordinal));

    /// <summary>The container's name; null where the replica has none.</summary>
    public string? PlaceOf(string? key) => key is null ? null : _containers.GetValueOrDefault(key)?.Place;

    /// <summary>Takes a container over as the directory shows it.</summary>
    public void Set(DirectoryContainer container)
    {
        _shown.Add(container.Key);
        _containers[container.Key] = container;
        Parents[container.Key] = container.ParentKey;
    }

    /// <summary>Takes a container away.</summary>
    public void Remove(string key)
    {
        _containers.Remove(key);
        Parents.Remove(key);
    }

    /// <summary>Keys of all containers, for a complete read to be compared with.</summary>
    public IReadOnlyCollection<string> Keys => _containers.Keys;

    /// <summary>
    /// Gives the containers below a renamed or moved one their new names (the directory reports that one alone), and tells what is to be stored.
    /// </summary>
    public (IReadOnlyList<DirectoryContainer> Changed, IReadOnlyList<string> Gone, ImportCursor Work) Settle()
    {
        ILookup<string?, string> children = _containers.Values.ToLookup(container => container.ParentKey, container => container.Key, StringComparer.Ordinal);
        Stack<string> open = new(_containers.Values.Where(container => !container.Equals(_before.GetValueOrDefault(container.Key))).Select(container => container.Key));
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (open.TryPop(out string? key))
        {
            if (!seen.Add(key))
            {
                continue;
            }

            foreach (string child in children[key].Where(child => !seen.Contains(child)))
            {
                if (!_shown.Contains(child))
                {
                    _containers[child] = _containers[child] with { Place = Places.Below(_containers[child].Place, _containers[key].Place) };
                }

                open.Push(child);
            }
        }

        DirectoryContainer[] changed = [.. _containers.Values.Where(container => !container.Equals(_before.GetValueOrDefault(container.Key)))];
        string[] gone = [.. _before.Keys.Where(key => !_containers.ContainsKey(key))];
        DirectoryContainer[] renamed = [.. changed.Where(container => _before.ContainsKey(container.Key))];
        ImportCursor work = new()
        {
            Containers = [.. changed.Select(container => container.Key)],
            OldPlaces = [.. renamed.Select(container => _before[container.Key].Place)],
        };
        return (changed, gone, work);
    }
}
