using System.Collections;
using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>Completes the numbers of the last runs.</summary>
public class RunCompleter : HubCompleter
{
    private protected virtual Filter<Run> Wanted => new();

    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
    [
        .. (await hub.ListAsync(Wanted.OrderBy(row => row.StartedAt, descending: true).Take(200)))
            .Select(run => (run.Number?.ToString(CultureInfo.InvariantCulture) ?? run.Id, string.Create(CultureInfo.InvariantCulture, $"{run.Kind}, {run.State}, {run.StartedAt:yyyy-MM-dd HH:mm} UTC"))),
    ];
}

/// <summary>Completes the numbers of the last write-backs.</summary>
public sealed class WriteBackRunCompleter : RunCompleter
{
    private protected override Filter<Run> Wanted => new Filter<Run>().Equal(row => row.Kind, RunKind.WriteBack);
}

/// <summary>Completes the ids of operations that wait for a word.</summary>
public sealed class HeldOperationCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
    [
        .. (await hub.ListAsync(new Filter<Operation>().Equal(row => row.State, OperationState.Held).Take(200)))
            .Where(static operation => operation.Shown == OperationState.Held)
            .Select(operation => (operation.Id, $"{operation.Kind}: {operation.Reason}")),
    ];
}

/// <summary>Completes the names of people, groups and numbers whose write-back is suspended.</summary>
public sealed class SuspensionCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await hub.ListAsync<WriteBackSuspension>()).Select(suspension => (suspension.Name, suspension.Describe()))];
}

/// <summary>Completes the names of schedules.</summary>
public sealed class ScheduleCompleter : HubCompleter
{
    private protected override async Task<IReadOnlyList<(string Value, string ToolTip)>> CandidatesAsync(IHubReader hub, IDictionary bound) =>
        [.. (await ScheduleRegistration.ListAsync(hub)).Select(schedule => (schedule.Name, $"{schedule.Kind} on {schedule.Host}"))];
}
