using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Changes mappings: refuses what can never work, and remembers that everybody's values must be reckoned again.</summary>
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
        IReadOnlyList<HubAttribute> attributes = await _hub.ListAsync<HubAttribute>(cancellationToken: cancellationToken).ConfigureAwait(false);
        CheckTarget(mapping, attributes);
        BoundExpression expression;
        try
        {
            expression = MappingSchema.Bind(mapping.Direction, mapping.Expression, attributes);
        }
        catch (ExpressionException error)
        {
            throw MappingErrors.From(error, mapping.Expression, mapping.Target);
        }

        return await WarningsAsync(mapping, expression, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves a mapping.</summary>
    public Task SaveAsync(AttributeMapping mapping, TimeProvider time, CancellationToken cancellationToken = default) => _hub.WriteAsync(
        async transaction =>
        {
            await transaction.SaveAsync([mapping], cancellationToken).ConfigureAwait(false);
            await ReckonAgainAsync(transaction, mapping.Direction, cancellationToken).ConfigureAwait(false);
        },
        null,
        cancellationToken);

    /// <summary>Takes a mapping away; throws <c>MappingNotFound</c>.</summary>
    public Task RemoveAsync(MappingDirection direction, string directoryId, string target, TimeProvider time, CancellationToken cancellationToken = default) => _hub.WriteAsync(
        async transaction =>
        {
            int removed = await transaction.RemoveAsync(
                new Filter<AttributeMapping>().Equal(row => row.Direction, direction).Equal(row => row.DirectoryId, directoryId).Equal(row => row.Target, target), cancellationToken).ConfigureAwait(false);
            if (removed == 0)
            {
                throw new RingCentralAdException("MappingNotFound", ErrorKind.NotFound, $"There is no mapping {direction} {target}.", "Get-AttributeMapping lists them.", target);
            }

            await ReckonAgainAsync(transaction, direction, cancellationToken).ConfigureAwait(false);
        },
        null,
        cancellationToken);

    /// <summary>
    /// An inbound mapping changes everybody's values: the app users forget what was read last, so that the next import takes all of them over again.
    /// </summary>
    private static async Task ReckonAgainAsync(IHubTransaction transaction, MappingDirection direction, CancellationToken cancellationToken)
    {
        if (direction is MappingDirection.HubToRc or MappingDirection.HubToAd)
        {
            return;
        }

        List<AppUser> batch = [];
        await foreach (AppUser user in transaction.ReadAsync<AppUser>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if ((user.SystemId == Ids.RingCentral) == (direction == MappingDirection.RcToHub))
            {
                batch.Add(user with { Hash = "" });
            }
        }

        foreach (AppUser[] some in batch.Chunk(1000))
        {
            await transaction.SaveAsync(some, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void CheckTarget(AttributeMapping mapping, IReadOnlyList<HubAttribute> attributes)
    {
        IEnumerable<string>? allowed = mapping.Direction switch
        {
            MappingDirection.AdToHub or MappingDirection.RcToHub => attributes.Select(attribute => attribute.Name),
            MappingDirection.HubToRc => HubSchema.RingCentralTargets,
            _ => null,
        };
        if (allowed is not null && !allowed.Contains(mapping.Target, StringComparer.Ordinal))
        {
            throw new RingCentralAdException(
                "MappingTargetUnknown", ErrorKind.InvalidInput, $"{mapping.Direction} has no target '{mapping.Target}'.",
                mapping.Direction == MappingDirection.HubToRc ? $"RingCentral takes {string.Join(", ", HubSchema.RingCentralTargets)}." : "Get-HubAttribute lists the attributes; Add-HubAttribute adds one.", mapping.Target);
        }
    }

    private async Task<IReadOnlyList<string>> WarningsAsync(AttributeMapping mapping, BoundExpression expression, CancellationToken cancellationToken)
    {
        List<string> warnings = [.. expression.Warnings.Select(warning => warning.ToDisplay(mapping.Expression))];
        if (mapping.Direction == MappingDirection.AdToHub)
        {
            IReadOnlyList<DirectoryEntry> directories = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (DirectoryEntry entry in directories.Where(entry => entry.ReadAttributes.Count > 0 && (mapping.DirectoryId.Length == 0 || mapping.DirectoryId == entry.Id)))
            {
                string[] unread = [.. expression.References
                    .Select(reference => entry.Settings.Names.GetValueOrDefault(reference.Attribute, reference.Attribute))
                    .Where(name => !entry.ReadAttributes.Contains(name, StringComparer.OrdinalIgnoreCase))];
                if (unread.Length > 0)
                {
                    warnings.Add($"{string.Join(", ", unread)} was not read from {entry.Name} so far: run Import-AdUsers once; it reads it for everybody.");
                }
            }
        }

        if (mapping.Direction == MappingDirection.HubToAd)
        {
            IReadOnlyList<AttributeMapping> inbound = await _hub.ListAsync(new Filter<AttributeMapping>().Equal(row => row.Direction, MappingDirection.AdToHub), cancellationToken).ConfigureAwait(false);
            if (inbound.FirstOrDefault(other => other.Expression.Contains(mapping.Target, StringComparison.OrdinalIgnoreCase)) is { } reader)
            {
                warnings.Add($"The mapping {reader} reads {mapping.Target}: what is written there comes back into the hub.");
            }
        }

        return warnings;
    }
}
