using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Runs Invoke-RcSync on this machine again and again: by a timer of systemd, by cron, or by Windows' Task Scheduler.</summary>
/// <remarks>
/// <para>First the sync is tried as it will run, with -WhatIf: by the same PowerShell, as the same account, in a process of its own. Where hub, secrets,
/// directories or account cannot be reached like that, nothing is registered, and the error says what the trial said. A task of Windows for another
/// account cannot be tried from here, and a warning says so: start it once and look at its last result.</para>
/// <para>One timer does it all. What is due is in the hub: each directory's own schedule, the full import after -FullAt, the change windows. A time that
/// passed while the machine was off is made up for once. -FullAt, -Window, -TimeZone and -LeaversAlways are settings of the hub and hold for all its
/// hosts; see Set-AdDirectory and Set-RcSyncOption.</para>
/// <para>No password is stored. On Linux the sync runs as any account; it signs in to a directory by a keytab, or with secrets out of files, a vault or
/// systemd's credentials (/etc/credstore/NAME for credential:NAME). On Windows it runs as a group-managed service account, or as SYSTEM. Not as
/// root: systemd's user manager runs it, while the account is logged on or lingers (loginctl enable-linger).</para>
/// <para>-WhatIf shows what would be registered, and warns where it runs as root, where secrets are in environment variables (env:), which the trial has and
/// no scheduler has from this session, and where no cron runs. With -Verbose it shows the files.</para>
/// <para>A name is taken once on a machine. Where another hub has a schedule of this name here, it is refused: choose another -Name, or take it over with
/// -Force. One that another account registered is unregistered by that account first.</para>
/// <para>Exit codes other than 0 show as failed in the scheduler (systemctl --failed, Last Run Result); Invoke-RcSync says what they mean.</para>
/// </remarks>
/// <example>
/// <code>Register-RcSyncSchedule -Every 0:15 -FullAt 02:00 -RunAs 'CONTOSO\gmsa-rc$'</code>
/// <para>Windows: changes every quarter of an hour, everybody once a night, as a group-managed service account.</para>
/// </example>
/// <example>
/// <code>Register-RcSyncSchedule -Every 0:15 -FullAt 02:00 -RunAs rcsync -Window 'Mon-Fri 19:00-06:00' -LeaversAlways $true</code>
/// <para>Linux: as the account rcsync; changes at night only, leavers at any time.</para>
/// </example>
/// <example>
/// <code>Register-RcSyncSchedule -Every 1:00 -WhatIf -Verbose</code>
/// <para>Shows the files that would be written.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "RcSyncSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(SyncSchedule))]
public sealed class RegisterRcSyncScheduleCommand : ScheduleCmdlet
{
    /// <summary>How often, in hours and minutes: what divides an hour or a day evenly, such as 0:15 or 1:00; 15m or 1h are taken too. A number alone is refused.</summary>
    [Parameter(Mandatory = true, HelpMessage = "How often, in hours and minutes: what divides an hour or a day evenly, such as 0:15 or 1:00; 15m or 1h are taken too. A number alone is refused.")]
    [Duration]
    public TimeSpan Every { get; set; }

    /// <summary>The schedule's name on this machine.</summary>
    [Parameter(Position = 0)]
    [ValidatePattern("^[A-Za-z0-9_-]{1,40}$")]
    public string Name { get; set; } = "sync";

    /// <summary>The time of day after which one import a day is a full one, for all directories; an empty text asks for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? FullAt { get; set; }

    /// <summary>The account that runs it; without it the one that registers it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RunAs { get; set; }

    /// <summary>What runs it: Systemd, Cron or TaskScheduler; without it what is here.</summary>
    [Parameter]
    public ScheduleKind Kind { get; set; }

    /// <summary>The change windows; an empty list for any time.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[] Window { get; set; } = [];

    /// <summary>The time zone whose clock the windows mean, such as Europe/Berlin.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Deactivate people who leave outside the windows too.</summary>
    [Parameter]
    [TrueOrFalse]
    [ArgumentCompleter(typeof(TrueOrFalseCompleter))]
    public bool LeaversAlways { get; set; }

    /// <summary>The PowerShell that runs it, by its path; without it the one that runs this, or pwsh.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PowerShell { get; set; }

    /// <summary>Takes the place of another hub's schedule of this name on this machine: it is then no longer synced by it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        _ = Change(await hub.GetAsync<SyncOptions>(StopToken));
        TimeOnly? fullAt = DirectorySchedule.TimeOfDay(FullAt ?? "");
        ScheduleKind kind = IsGiven(nameof(Kind)) ? Kind : SchedulePlatform.Kind;
        bool ofUser = kind != ScheduleKind.TaskScheduler && !Environment.IsPrivilegedProcess;
        ScheduleRegistration registration = new(hub, new SchedulePlatform(), Time);
        SyncSchedule schedule = await registration.PrepareAsync(
            new SyncSchedule
            {
                Name = Name,
                Host = Environment.MachineName,
                Kind = kind,
                Every = Every,
                RunAs = RunAs ?? (kind == ScheduleKind.TaskScheduler || ofUser ? null : Environment.UserName),
                OfUser = ofUser,
                Hub = ScheduledHub(hub),
                Program = PowerShell is null ? ThisPowerShell() : GetUnresolvedProviderPathFromPSPath(PowerShell),
                Module = ThisModule,
                By = ThisProcess.Account,
            },
            Force,
            StopToken);
        foreach ((string path, string text) in ScheduleRegistration.FilesOf(schedule))
        {
            WriteVerbose($"{path}\n{text}");
        }

        foreach (string warning in await registration.WarningsAsync(schedule, StopToken))
        {
            WriteWarning(warning);
        }

        if (!ShouldProcess($"{await IdentityAsync()}: {schedule} as {schedule.RunAs ?? Environment.UserName}{Settings()}", "Register the schedule"))
        {
            return;
        }

        await TryOutAsync(registration, schedule);

        // The windows first: a timer may fire as soon as it is there.
        if (IsGiven(nameof(Window)) || IsGiven(nameof(TimeZone)) || IsGiven(nameof(LeaversAlways)))
        {
            await SyncSettings.ChangeAsync(hub, Change, StopToken);
        }

        if (FullAt is not null)
        {
            await DirectorySchedule.SetFullAtAsync(hub, fullAt, StopToken);
        }

        await registration.RegisterAsync(schedule, Force, StopToken);

        if (!(await IdentityAsync()).ProvisioningConfirmed)
        {
            WriteWarning("The first full provisioning of this hub is not confirmed yet: scheduled runs hold it until Invoke-RcSync or Invoke-RcProvisioning was answered once at the prompt, or with -ConfirmFirstRun.");
        }

        WriteObject(schedule);
    }

    /// <summary>The settings of the hub that come with it, as ShouldProcess shows them.</summary>
    private string Settings()
    {
        List<string> said = [];
        if (FullAt is not null)
        {
            said.Add(FullAt.Length == 0 ? "no full import by the clock" : $"a full import a day after {FullAt}");
        }

        if (IsGiven(nameof(Window)))
        {
            said.Add(Window.Length == 0 ? "changes at any time" : $"changes {string.Join(", ", Window)}");
        }

        if (TimeZone is not null)
        {
            said.Add($"by the clock of {TimeZone}");
        }

        if (IsGiven(nameof(LeaversAlways)))
        {
            said.Add(LeaversAlways ? "leavers at any time" : "leavers in the windows alone");
        }

        return string.Concat(said.Select(static word => $"; {word}"));
    }

    private SyncOptions Change(SyncOptions options) =>
        SyncSettings.Change(options, IsGiven(nameof(Window)) ? Window : null, TimeZone, IsGiven(nameof(LeaversAlways)) ? LeaversAlways : null, Time);
}
