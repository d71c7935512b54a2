using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// When provisioning itself deactivated people's extensions: only what it took from people it may delete. The last word counts: who was
/// reactivated since, was not deactivated.
/// </summary>
internal static class Deactivations
{
    /// <summary>The time by person and extension.</summary>
    public static async Task<IReadOnlyDictionary<(string UserId, string ExtensionId), DateTimeOffset>> OfAsync(IHubReader hub, IReadOnlyCollection<string> userIds, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), DateTimeOffset> times = [];
        if (userIds.Count == 0)
        {
            return times;
        }

        IReadOnlyList<Operation> operations = await hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, OperationState.Done).In(row => row.UserId, userIds), cancellationToken).ConfigureAwait(false);
        foreach (Operation operation in operations.Where(operation => operation.TargetKey is not null).OrderBy(operation => operation.DoneAt))
        {
            if (operation.Kind == OperationKind.Deactivate)
            {
                times[(operation.UserId, operation.TargetKey!)] = operation.DoneAt!.Value;
            }
            else if (operation.Kind == OperationKind.Reactivate)
            {
                times.Remove((operation.UserId, operation.TargetKey!));
            }
        }

        return times;
    }
}
