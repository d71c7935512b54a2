using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Ends the rows of runs whose process died: what they did is counted from their operations, so that the guard's rolling day knows of it.
/// </summary>
internal static class DeadRuns
{
    /// <summary>Ends them; the caller holds the stage's lease, so nobody else is at work on it.</summary>
    public static async Task CloseAsync(IHubStore hub, RunKind kind, RunLog current, TimeProvider time, CancellationToken cancellationToken)
    {
        IReadOnlyList<Run> running = await hub.ListAsync(
            new Filter<Run>().Equal(row => row.Kind, kind).Equal(row => row.State, RunState.Running), cancellationToken).ConfigureAwait(false);
        foreach (Run dead in running.Where(run => run.Id != current.Id))
        {
            IReadOnlyList<Operation> operations = await hub.ListAsync(new Filter<Operation>().Equal(row => row.RunId, dead.Id), cancellationToken).ConfigureAwait(false);
            Run closed = dead with
            {
                State = RunState.Interrupted,
                EndedAt = time.GetUtcNow(),
                Message = "its process died",
                Counts = operations
                    .Where(operation => operation.State is OperationState.Done or OperationState.Failed)
                    .GroupBy(operation => operation.State == OperationState.Done ? operation.Kind.ToString() : operation.State.ToString())
                    .ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal),
            };
            await hub.WriteAsync(transaction => transaction.SaveAsync([closed], cancellationToken), current.Lease, cancellationToken).ConfigureAwait(false);
        }
    }
}
