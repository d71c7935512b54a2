using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The command line of a schedule: PowerShell, and the script that it runs. It holds no secret: those are named by their places in the hub.</summary>
public static class ScheduleCommand
{
    /// <summary>The arguments that come before the script.</summary>
    public static IReadOnlyList<string> Options { get; } = ["-NoProfile", "-NonInteractive", "-Command"];

    /// <summary>The script; its exit code is the sync's.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="switches">Switches of Invoke-RcSync, each with a blank before it.</param>
    public static string Script(SyncSchedule schedule, string switches = " -Wait")
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return $"Import-Module {PromptText.Quoted(schedule.Module)}; exit ({Sync(schedule.Hub)}{switches}).ExitCode";
    }

    /// <summary>The sync of a hub, before its switches.</summary>
    public static string Sync(string hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return $"Invoke-RcSync -Hub {PromptText.Quoted(hub)}";
    }

    /// <summary>
    /// What tries the schedule as it will run: a what-if by the same program, the same account, with the same credentials. Null where this host can
    /// start nothing as that account without its password.
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="me">The account that registers it.</param>
    public static (string Program, IReadOnlyList<string> Arguments)? Trial(SyncSchedule schedule, string me)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        bool other = schedule.RunAs is { } account && !string.Equals(account, me, StringComparison.OrdinalIgnoreCase);
        string[] sync = [.. Options, Script(schedule, " -WhatIf")];
        return schedule.Kind switch
        {
            ScheduleKind.Systemd =>
            (
                "systemd-run",
                [
                    .. schedule.OfUser ? (string[])["--user"] : [], "--wait", "--pipe", "--collect", "--quiet",
                    .. schedule is { RunAs: { } user, OfUser: false } ? (string[])[$"--property=User={user}"] : [],
                    .. schedule.Credentials.Select(name => $"--property=LoadCredential={name}"),
                    // systemd puts variables in for a $ in arguments; two are one.
                    schedule.Program, .. sync.Select(static word => word.Replace("$", "$$", StringComparison.Ordinal)),
                ]
            ),
            ScheduleKind.Cron when other => ("runuser", ["-u", schedule.RunAs!, "--", schedule.Program, .. sync]),
            _ when other => null,
            _ => (schedule.Program, sync),
        };
    }
}
