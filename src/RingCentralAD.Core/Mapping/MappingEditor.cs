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

    /// <summary>Saves mappings, all of them or none.</summary>
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

            await transaction.SaveAsync(mappings, cancellationToken).ConfigureAwait(false);
        },
        null,
        cancellationToken);

    /// <summary>Takes a mapping away; throws <c>MappingNotFound</c>.</summary>
    public Task RemoveAsync(MappingDirection direction, string directoryId, string target, CancellationToken cancellationToken = default) => _hub.WriteAsync(
        async transaction =>
        {
            int removed = await transaction.RemoveAsync(Key(direction, directoryId, target), cancellationToken).ConfigureAwait(false);
            if (removed == 0)
            {
                throw new RingCentralAdException("MappingNotFound", ErrorKind.NotFound, $"There is no mapping {direction} {target}.", "Get-AttributeMapping lists them.", target);
            }
        },
        null,
        cancellationToken);

    private static Filter<AttributeMapping> Key(MappingDirection direction, string directoryId, string target) =>
        new Filter<AttributeMapping>().Equal(row => row.Direction, direction).Equal(row => row.DirectoryId, directoryId).Equal(row => row.Target, target);
}
