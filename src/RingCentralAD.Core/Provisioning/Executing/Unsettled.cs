using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Settles what an earlier run sent and never heard of; nothing is planned for these people before.</summary>
internal sealed class Unsettled(IHubStore hub, Settler settler, SingleWay single, AccountOutcome outcome, RunLog run)
{
    /// <returns>Those who turned out to be done, or who wait for a person's word.</returns>
    public async Task<IReadOnlyList<ProvisioningRecord>> SettleAsync(CancellationToken cancellationToken)
    {
        List<ProvisioningRecord> settled = [];
        IReadOnlyList<Operation> open = await hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.State, [OperationState.Sent, OperationState.Unknown]),
            cancellationToken).ConfigureAwait(false);

        // It counts for the run that found it done: the one that sent it never knew.
        Operation[] mine = [.. open.Select(operation => operation with { RunId = run.Id })];
        await foreach ((Operation operation, Settlement found) in settler.SettleAsync(mine, cancellationToken).ConfigureAwait(false))
        {
            // A number that is still owed stays planned: no difference of values would tell the next plan of it.
            OperationState notDone = operation.Kind == OperationKind.AssignNumber ? OperationState.Planned : OperationState.Superseded;
            (Operation ended, Extension? extension) = await single.SettledAsync(operation, found, notDone, cancellationToken).ConfigureAwait(false);
            if (ended.State is OperationState.Superseded or OperationState.Planned)
            {
                continue;
            }

            if (ended.State != OperationState.Done)
            {
                run.Count(ended.State.ToString());
            }

            HubUser? user = await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, ended.UserId), cancellationToken).ConfigureAwait(false);
            settled.Add(Plan.RecordOf(ended, user?.Name ?? ended.UserId, user?.Login, user?.Email, user?.Department, extension, ended.TargetKey is null ? null : outcome.DirectNumberOf(ended.TargetKey)));
        }

        return settled;
    }
}
