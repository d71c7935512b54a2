namespace RingCentralAD.Core.Model;

/// <summary>The schedules of a hub, on all its hosts.</summary>
internal sealed record SyncSchedules
{
    public IReadOnlyList<SyncSchedule> All { get; init; } = [];
}
