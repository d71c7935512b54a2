using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>Changes mappings and refuses what can never work. The next run sees that the rules changed and reckons everybody again.</summary>
public sealed class MappingEditor
{
    private readonly IHubStore _hub;

    /// <summary>Makes the editor.</summary>
    public MappingEditor(IHubStore hub) => _hub = hub;

    /// <summary>Checks a mapping before it is saved; gives what an administrator should be warned of.</summary>
    /// <exception cref="RingCentralAdException">ExpressionSyntax, ExpressionUnknownAttribute, MappingTargetUnknown …</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(AttributeMapping mapping, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return (await MappingRules.LoadAsync(_hub, cancellationToken).ConfigureAwait(false)).Check(mapping);
    }

    /// <summary>
    /// The saved mapping of this target; null where there is none. A directory takes the names of its attributes in any case, so that another way of
    /// writing one means the same mapping.
    /// </summary>
    public Task<AttributeMapping?> FindAsync(MappingDirection direction, string directoryId, string target, CancellationToken cancellationToken = default) =>
        FindAsync(_hub, direction, directoryId, target, cancellationToken);

    /// <summary>Saves mappings, all of them or none; one that is there keeps the way in which its target is written.</summary>
    /// <param name="mappings">The mappings to save.</param>
    /// <param name="removed">Mappings to take away in the same transaction.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task SaveAsync(IReadOnlyCollection<AttributeMapping> mappings, IReadOnlyCollection<AttributeMapping>? removed = null, CancellationToken cancellationToken = default) => _hub.WriteAsync(
        async transaction =>
        {
            foreach (AttributeMapping old in removed ?? [])
            {
                await transaction.RemoveAsync(Key(old.Direction, old.DirectoryId, old.Target), cancellationToken).ConfigureAwait(false);
            }

            List<AttributeMapping> rows = [];
            foreach (AttributeMapping mapping in mappings)
            {
                AttributeMapping? saved = await FindAsync(transaction, mapping.Direction, mapping.DirectoryId, mapping.Target, cancellationToken).ConfigureAwait(false);
                rows.Add(mapping with { Target = saved?.Target ?? mapping.Target });
            }

            await transaction.SaveAsync(rows, cancellationToken).ConfigureAwait(false);
        },
        null,
        cancellationToken);

    /// <summary>Takes a mapping away; throws <c>MappingNotFound</c>.</summary>
    public Task RemoveAsync(MappingDirection direction, string directoryId, string target, CancellationToken cancellationToken = default) => _hub.WriteAsync(
        async transaction =>
        {
            AttributeMapping saved = await FindAsync(transaction, direction, directoryId, target, cancellationToken).ConfigureAwait(false)
                ?? throw new RingCentralAdException("MappingNotFound", ErrorKind.NotFound, $"There is no mapping {direction} {target}.", "Get-AttributeMapping lists them.", target);
            await transaction.RemoveAsync(Key(direction, directoryId, saved.Target), cancellationToken).ConfigureAwait(false);
        },
        null,
        cancellationToken);

    private static async Task<AttributeMapping?> FindAsync(IHubReader hub, MappingDirection direction, string directoryId, string target, CancellationToken cancellationToken)
    {
        if (direction != MappingDirection.HubToAd)
        {
            return await hub.FindAsync(Key(direction, directoryId, target), cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<AttributeMapping> saved = await hub.ListAsync(
            new Filter<AttributeMapping>().Equal(row => row.Direction, direction).Equal(row => row.DirectoryId, directoryId), cancellationToken).ConfigureAwait(false);
        return saved.FirstOrDefault(row => row.Target == target) ?? saved.FirstOrDefault(row => string.Equals(row.Target, target, StringComparison.OrdinalIgnoreCase));
    }

    private static Filter<AttributeMapping> Key(MappingDirection direction, string directoryId, string target) =>
        new Filter<AttributeMapping>().Equal(row => row.Direction, direction).Equal(row => row.DirectoryId, directoryId).Equal(row => row.Target, target);
}
