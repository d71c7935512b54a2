using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Which write-back runs wrote something: each sync leaves a run, also where nothing was to be written.</summary>
public static class WriteBackHistory
{
    private static readonly WriteBackAction[] s_writes = [WriteBackAction.Fill, WriteBackAction.Replace, WriteBackAction.Clear];

    /// <summary>What to say of a run that wrote nothing, with the last one of its directory that did; null where the run wrote something.</summary>
    public static async Task<string?> NothingWrittenAsync(IHubReader hub, Run run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(run);
        if (await HasWrittenAsync(hub, run, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        string what = run.Counts.ContainsKey(nameof(WriteBackAction.Restore)) ? "gave back what was there before, and wrote nothing itself" : "wrote nothing";
        Filter<Run> others = new Filter<Run>().Equal(row => row.Kind, RunKind.WriteBack).Equal(row => row.SystemId, run.SystemId).OrderBy(row => row.StartedAt, descending: true);
        await foreach (Run other in hub.ReadAsync(others, cancellationToken).ConfigureAwait(false))
        {
            if (other.Id != run.Id && await HasWrittenAsync(hub, other, cancellationToken).ConfigureAwait(false))
            {
                string name = NameOf(other);
                return $"Run {NameOf(run)} {what}; the last one that wrote something is run {name}: Undo-PhoneWriteBack {name}.";
            }
        }

        return $"Run {NameOf(run)} {what}, and no other run wrote into this directory: nothing is to be undone.";
    }

    private static string NameOf(Run run) => run.Number?.ToString(CultureInfo.InvariantCulture) ?? run.Id;

    /// <summary>By its counts; of a run that did not come to its end, by what it sent.</summary>
    private static async Task<bool> HasWrittenAsync(IHubReader hub, Run run, CancellationToken cancellationToken) =>
        s_writes.Any(action => run.Counts.GetValueOrDefault(action.ToString()) > 0)
        || (run.State != RunState.Completed && await hub.FindAsync(
            new Filter<Operation>().Equal(row => row.RunId, run.Id).Equal(row => row.Kind, OperationKind.WriteBack)
                .In(row => row.State, [OperationState.Done, OperationState.Sent, OperationState.Unknown]), cancellationToken).ConfigureAwait(false) is not null);
}
