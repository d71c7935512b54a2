using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// What is left of a write-back that died on its way: it was let through as a whole, so that the next one finishes it without another word. A run
/// sends nothing before the guard and the person let it through; one that died at its question has sent nothing, and nothing of it is agreed.
/// </summary>
internal static class AgreedWrites
{
    /// <summary>The changes that were planned and never sent, by person.</summary>
    public static async Task<IReadOnlySet<(string UserId, AttributeChange Change)>> ReadAsync(IHubReader hub, string directoryId, CancellationToken cancellationToken)
    {
        HashSet<(string, AttributeChange)> agreed = [];
        IReadOnlyList<Operation> open = await hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, directoryId).Equal(row => row.Kind, OperationKind.WriteBack).Equal(row => row.State, OperationState.Planned), cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, Operation> run in open.GroupBy(operation => operation.RunId, StringComparer.Ordinal))
        {
            if (await hub.CountAsync(new Filter<Operation>().Equal(row => row.RunId, run.Key).Greater(row => row.Attempts, 0), cancellationToken).ConfigureAwait(false) > 0)
            {
                agreed.UnionWith(run.SelectMany(operation => operation.Changes, (operation, change) => (operation.UserId, change)));
            }
        }

        return agreed;
    }
}
