using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The units by which systemd runs a schedule (systemd.service(5), systemd.timer(5)).</summary>
public static class SystemdUnits
{
    /// <summary>The units' name without its ending.</summary>
    public static string NameOf(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return $"ringcentralad-{schedule.Name}";
    }

    /// <summary>
    /// The service. A stop lets what is on its way end, as Ctrl+C does. Credentials are taken from where systemd keeps them (/etc/credstore,
    /// /etc/credstore.encrypted).
    /// </summary>
    public static string Service(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        StringBuilder text = new();
        text.Append("# Written by Register-RcSyncSchedule; Unregister-RcSyncSchedule takes it away.\n");
        text.Append("[Unit]\n");
        text.Append("Description=RingCentralAD sync ").Append(schedule.Name).Append('\n');
        text.Append("Wants=network-online.target\n");
        text.Append("After=network-online.target\n\n");
        text.Append("[Service]\n");
        text.Append("Type=oneshot\n");
        if (schedule is { RunAs: { } account, OfUser: false })
        {
            text.Append("User=").Append(account.Replace("%", "%%", StringComparison.Ordinal)).Append('\n');
        }

        foreach (string name in schedule.Credentials)
        {
            text.Append("LoadCredential=").Append(name).Append('\n');
        }

        text.Append("ExecStart=").AppendJoin(' ', ((string[])[schedule.Program, .. ScheduleCommand.Options, ScheduleCommand.Script(schedule)]).Select(Quoted)).Append('\n');
        text.Append("KillSignal=SIGINT\n");
        text.Append("TimeoutStopSec=5min\n");
        text.Append("NoNewPrivileges=yes\n");
        text.Append("UMask=0077\n");
        return text.ToString();
    }

    /// <summary>The timer: a time that passed while the machine was off is made up for once.</summary>
    public static string Timer(SyncSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return $"""
            # Written by Register-RcSyncSchedule; Unregister-RcSyncSchedule takes it away.
            [Unit]
            Description=RingCentralAD sync {schedule.Name}, every {schedule.Every:c}

            [Timer]
            OnCalendar={ScheduleTimes.Calendar(schedule.Every)}
            Persistent=yes
            AccuracySec=1s

            [Install]
            WantedBy=timers.target

            """.ReplaceLineEndings("\n");
    }

    /// <summary>A word of a command line as systemd reads it: neither a specifier (%) nor a variable ($) nor an escape is left in it.</summary>
    internal static string Quoted(string word) => '"' + word
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("%", "%%", StringComparison.Ordinal)
        .Replace("$", "$$", StringComparison.Ordinal) + '"';
}
