using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The file by which cron runs a schedule (crontab(5), /etc/cron.d): the next time makes up for what was missed, since what is due is in the hub.</summary>
public static class CronLine
{
    /// <summary>The file's text: the times, the account, the command.</summary>
    public static string Of(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        string command = string.Join(' ', ((string[])[schedule.Program, .. ScheduleCommand.Options, ScheduleCommand.Script(schedule)]).Select(Quoted));
        return $"# Written by Register-RcSyncSchedule; Unregister-RcSyncSchedule takes it away.\n{ScheduleTimes.Cron(schedule.Every)} {schedule.RunAs ?? "root"} {command}\n";
    }

    /// <summary>A word as the shell reads it; a percent sign would end the command for cron, quoted or not.</summary>
    internal static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'".Replace("%", "\\%", StringComparison.Ordinal);
}
