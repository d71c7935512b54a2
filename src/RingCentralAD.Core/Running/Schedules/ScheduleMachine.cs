using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Schedules as this machine's schedulers have them: looked for, started, taken away.</summary>
internal sealed class ScheduleMachine(ISchedulePlatform platform)
{
    // systemctl is-active: not active, or no such unit. Anything else is active, or nobody who could be asked.
    private const int Inactive = 3;
    private const int NoSuchUnit = 4;

    /// <summary>What is there under the schedule's name, whoever's it is: a file's text, a task's XML; null for nothing.</summary>
    public async Task<string?> FindAsync(SyncSchedule schedule, CancellationToken cancellationToken)
    {
        if (schedule.Kind != ScheduleKind.TaskScheduler)
        {
            return schedule.Files.Select(platform.Read).OfType<string>().FirstOrDefault();
        }

        (int code, string output) = await platform.RunAsync("schtasks.exe", ["/Query", "/TN", TaskXml.NameOf(schedule), "/XML"], cancellationToken).ConfigureAwait(false);
        return code == 0 ? output : null;
    }

    /// <summary>Writes its files and starts it.</summary>
    public async Task StartAsync(SyncSchedule schedule, CancellationToken cancellationToken)
    {
        foreach ((string path, string text) in ScheduleRegistration.FilesOf(schedule))
        {
            await platform.WriteAsync(path, text, cancellationToken).ConfigureAwait(false);
        }

        switch (schedule.Kind)
        {
            case ScheduleKind.Systemd:
                await MustAsync("systemctl", [.. User(schedule), "daemon-reload"], cancellationToken).ConfigureAwait(false);
                await MustAsync("systemctl", [.. User(schedule), "enable", "--now", Timer(schedule)], cancellationToken).ConfigureAwait(false);
                break;
            case ScheduleKind.TaskScheduler:
                await MustAsync(
                    "schtasks.exe",
                    ["/Create", "/F", "/TN", TaskXml.NameOf(schedule), "/XML", schedule.Files[0], "/RU", schedule.RunAs!, .. schedule.RunAs!.EndsWith('$') ? (string[])["/RP", ""] : []], cancellationToken).ConfigureAwait(false);
                break;
            default:
                // cron looks at its folder by itself.
                break;
        }
    }

    /// <summary>Stops it and takes its files away; throws <c>ScheduleRefused</c> and leaves the files where it may still run.</summary>
    public async Task TakeAwayAsync(SyncSchedule schedule, CancellationToken cancellationToken)
    {
        if (schedule.Kind == ScheduleKind.Systemd)
        {
            await StopTimerAsync(schedule, cancellationToken).ConfigureAwait(false);
        }
        else if (schedule.Kind == ScheduleKind.TaskScheduler)
        {
            (int code, string output) = await platform.RunAsync("schtasks.exe", ["/Delete", "/F", "/TN", TaskXml.NameOf(schedule)], cancellationToken).ConfigureAwait(false);
            if (code != 0 && await FindAsync(schedule, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw Refused("schtasks.exe /Delete", code, output, "The task is still there: run it as an administrator.");
            }
        }

        foreach (string path in schedule.Files)
        {
            platform.Delete(path);
        }

        if (schedule.Kind == ScheduleKind.Systemd)
        {
            // It is stopped and its files are gone: where this fails, systemd forgets it at its next start.
            await platform.RunAsync("systemctl", [.. User(schedule), "daemon-reload"], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StopTimerAsync(SyncSchedule schedule, CancellationToken cancellationToken)
    {
        (int code, string output) = await platform.RunAsync("systemctl", [.. User(schedule), "disable", "--now", Timer(schedule)], cancellationToken).ConfigureAwait(false);
        if (code == 0)
        {
            return;
        }

        // A unit that somebody took away by hand cannot be disabled, and need not be.
        bool there = await FindAsync(schedule, cancellationToken).ConfigureAwait(false) is not null;
        if (there || (await platform.RunAsync("systemctl", [.. User(schedule), "is-active", Timer(schedule)], cancellationToken).ConfigureAwait(false)).ExitCode is not (Inactive or NoSuchUnit))
        {
            throw Refused("systemctl disable", code, output, "The timer may still run: take it away as the account that registered it, or as root.");
        }
    }

    private async Task MustAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        (int code, string output) = await platform.RunAsync(program, arguments, cancellationToken).ConfigureAwait(false);
        if (code != 0)
        {
            throw Refused($"{program} {arguments[0]}", code, output, "Register the schedule as root or as an administrator, or choose another -Kind.");
        }
    }

    private static string[] User(SyncSchedule schedule) => schedule.OfUser ? ["--user"] : [];

    private static string Timer(SyncSchedule schedule) => $"{SystemdUnits.NameOf(schedule)}.timer";

    private static RingCentralAdException Refused(string what, int code, string output, string remedy) =>
        new("ScheduleRefused", ErrorKind.Denied, $"{what} ended with {code}: {output.Trim()}", remedy, what);
}
