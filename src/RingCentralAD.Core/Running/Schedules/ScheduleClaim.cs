using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Whether a hub may register a schedule on this machine, or take one away: never another hub's, never one that another account's manager goes on with.</summary>
/// <param name="machine">The machine.</param>
/// <param name="hub">Where the hub is.</param>
internal sealed class ScheduleClaim(ScheduleMachine machine, string hub)
{
    /// <summary>Throws <c>ScheduleOfOtherAccount</c>, and <c>ScheduleExists</c> unless it is taken over.</summary>
    /// <param name="schedule">What is to be registered.</param>
    /// <param name="before">What the hub has under this name on this host; null for nothing.</param>
    /// <param name="force">What another hub has there is taken over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CheckNewAsync(SyncSchedule schedule, SyncSchedule? before, bool force, CancellationToken cancellationToken)
    {
        if (before is not null && (before.OfUser != schedule.OfUser || IsOfOther(before, schedule.By)))
        {
            throw OfOtherAccount(before);
        }

        if (!force && await machine.FindAsync(schedule, cancellationToken).ConfigureAwait(false) is { } there && !IsOurs(there, schedule, before))
        {
            string name = schedule.Kind == ScheduleKind.TaskScheduler ? TaskXml.NameOf(schedule) : schedule.Files[0];
            throw new RingCentralAdException(
                "ScheduleExists", ErrorKind.Conflict, $"{name} is there already, of another hub or of a registration that broke off.",
                "Choose another -Name, or unregister it there; -Force takes it over, and what it syncs is then no longer synced by it.", name);
        }
    }

    /// <summary>Throws <c>ScheduleOfOtherAccount</c> and <c>ScheduleOfOtherHub</c>.</summary>
    /// <param name="schedule">What is to be taken away.</param>
    /// <param name="account">Who does it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CheckOldAsync(SyncSchedule schedule, string account, CancellationToken cancellationToken)
    {
        if (IsOfOther(schedule, account))
        {
            throw OfOtherAccount(schedule);
        }

        if (IsElsewhere(schedule) && File.Exists(schedule.Hub))
        {
            throw OfOtherHub(schedule, $"syncs the hub at {schedule.Hub}, of which this one is a copy", $"Unregister it there (-Hub '{schedule.Hub}'), or add -Forget");
        }

        if (await machine.FindAsync(schedule, cancellationToken).ConfigureAwait(false) is { } there && !ScheduleOwner.Syncs(schedule.Kind, there, schedule.Hub))
        {
            throw OfOtherHub(schedule, "is another hub's by now", "Add -Forget");
        }
    }

    // A hub that was moved is known by its old place, where none is any more.
    private bool IsOurs(string there, SyncSchedule schedule, SyncSchedule? before) => ScheduleOwner.Syncs(schedule.Kind, there, schedule.Hub)
        || before is not null && IsElsewhere(before) && !File.Exists(before.Hub) && ScheduleOwner.Syncs(schedule.Kind, there, before.Hub);

    private bool IsElsewhere(SyncSchedule schedule) =>
        Path.IsPathRooted(schedule.Hub) && !string.Equals(schedule.Hub, hub, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static bool IsOfOther(SyncSchedule schedule, string account) => schedule.OfUser && schedule.By != account;

    private static RingCentralAdException OfOtherAccount(SyncSchedule before) => new(
        "ScheduleOfOtherAccount", ErrorKind.Conflict, $"The schedule {before.Name} on {before.Host} was registered by {before.By} {(before.OfUser ? "for that account alone" : "for the machine")}, and goes on beside another.",
        $"Run Unregister-RcSyncSchedule {before.Name} as {before.By} first; where that account is no more, add -Forget.", before.Name);

    private static RingCentralAdException OfOtherHub(SyncSchedule schedule, string what, string remedy) => new(
        "ScheduleOfOtherHub", ErrorKind.Conflict, $"The schedule {schedule.Name} on {schedule.Host} {what}.", $"{remedy}: this hub then no longer lists it, and it goes on.", schedule.Name);
}
