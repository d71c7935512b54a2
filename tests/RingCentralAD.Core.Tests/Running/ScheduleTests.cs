using System.Diagnostics;
using System.Xml.Linq;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>What is written for each scheduler, read back by the scheduler's own rules; and what registering does to a machine.</summary>
public sealed class ScheduleTests : ScheduleFixture
{
    [Theory]
    [InlineData(1, "*-*-* *:00/01:00", "* * * * *")]
    [InlineData(15, "*-*-* *:00/15:00", "*/15 * * * *")]
    [InlineData(60, "*-*-* 00/01:00:00", "0 * * * *")]
    [InlineData(240, "*-*-* 00/04:00:00", "0 */4 * * *")]
    [InlineData(1440, "*-*-* 00:00:00", "0 0 * * *")]
    public async Task Times_are_those_that_the_scheduler_understands(int minutes, string calendar, string cron)
    {
        SyncSchedule schedule = Sample with { Every = TimeSpan.FromMinutes(minutes) };
        Assert.Contains($"\nOnCalendar={calendar}\n", SystemdUnits.Timer(schedule), StringComparison.Ordinal);
        Assert.StartsWith($"{cron} root '/bin/sh' ", CronLine.Of(schedule).Split('\n')[1], StringComparison.Ordinal);
        if (await HasAsync("systemd-analyze"))
        {
            // As systemd itself reads it: the two next times are so far from each other.
            string[] next = [.. (await RunAsync("systemd-analyze", "calendar", "--base-time=2026-11-30 08:00:30", "--iterations=2", calendar)).Output.Split('\n')
                .Where(line => line.Contains("Next elapse:", StringComparison.Ordinal) || line.Contains("Iter. #2:", StringComparison.Ordinal)).Select(line => line.Split(' ')[^2])];
            Assert.Equal(minutes == 1440 ? TimeSpan.Zero : TimeSpan.FromMinutes(minutes), TimeSpan.Parse(next[1], System.Globalization.CultureInfo.InvariantCulture) - TimeSpan.Parse(next[0], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("0:07")]
    [InlineData("0:00:30")]
    [InlineData("1:30")]
    [InlineData("5:00")]
    [InlineData("2.00:00")]
    [InlineData("0:00")]
    public async Task What_divides_neither_hour_nor_day_is_refused(string every) => Assert.Equal(
        "ScheduleInvalid", (await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.PrepareAsync(Sample with { Every = TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture) }, cancellationToken: Stop))).ErrorId);

    [Fact]
    public async Task What_is_refused_is_told_the_right_form()
    {
        RingCentralAdException error = await FailAsync(() => Registration.PrepareAsync(Sample with { Every = TimeSpan.FromMinutes(7) }, cancellationToken: Stop));
        Assert.StartsWith("00:07:00 divides", error.Message, StringComparison.Ordinal);
        Assert.Contains("0:15", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_and_variables_of_this_session_are_warned_of()
    {
        await ConnectAsync(new AccountSettings { ClientId = "c", ClientSecretFrom = "env:RC_SECRET", JwtFrom = "file:/etc/rc/jwt" });
        Assert.Contains("(RC_SECRET)", Assert.Single(await Registration.WarningsAsync(Sample with { RunAs = null, OfUser = true }, Stop)), StringComparison.Ordinal);
        Assert.Equal(2, (await Registration.WarningsAsync(Sample with { Kind = ScheduleKind.Cron }, Stop)).Count);
        await ConnectAsync(new AccountSettings { ClientId = "c", ClientSecretFrom = "file:/etc/rc/secret", JwtFrom = "file:/etc/rc/jwt" });
        Assert.Empty(await Registration.WarningsAsync(Sample with { RunAs = "rcsync" }, Stop));
    }

    [Fact]
    public async Task A_cron_that_does_not_run_is_warned_of()
    {
        SyncSchedule schedule = Sample with { Kind = ScheduleKind.Cron, RunAs = "rcsync" };
        Assert.Empty(await Registration.WarningsAsync(schedule, Stop));
        Machine.Processes.Clear();
        Assert.StartsWith("No cron runs on this machine", Assert.Single(await Registration.WarningsAsync(schedule, Stop)), StringComparison.Ordinal);
        Assert.Empty(await Registration.WarningsAsync(schedule with { Kind = ScheduleKind.Systemd }, Stop));
    }

    [Fact]
    public void Processes_of_this_machine_are_seen()
    {
        SchedulePlatform platform = new();
        using System.Diagnostics.Process me = System.Diagnostics.Process.GetCurrentProcess();
        Assert.True(platform.IsRunning("no-such-process", me.ProcessName));
        Assert.False(platform.IsRunning("no-such-process"));
    }

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_the_units()
    {
        if (!await HasAsync("systemd-analyze"))
        {
            Assert.Skip("There is no systemd-analyze here.");
        }

        SyncSchedule schedule = Sample with { Credentials = ["jwt", "secret"] };
        await File.WriteAllTextAsync(Path.Combine(Folder, "ringcentralad-sync.service"), SystemdUnits.Service(schedule), Stop);
        await File.WriteAllTextAsync(Path.Combine(Folder, "ringcentralad-sync.timer"), SystemdUnits.Timer(schedule), Stop);
        (int code, string output) = await RunAsync("systemd-analyze", "verify", "--man=no", Path.Combine(Folder, "ringcentralad-sync.service"), Path.Combine(Folder, "ringcentralad-sync.timer"));
        Assert.DoesNotContain("ringcentralad", output, StringComparison.Ordinal);
        Assert.Equal(0, code);

        // A unit with a mistake is found: the check can fail.
        await File.WriteAllTextAsync(Path.Combine(Folder, "ringcentralad-sync.timer"), SystemdUnits.Timer(schedule).Replace("*:00/15", "*:00/x", StringComparison.Ordinal), Stop);
        Assert.Contains("ringcentralad-sync.timer", (await RunAsync("systemd-analyze", "verify", "--man=no", Path.Combine(Folder, "ringcentralad-sync.timer"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_names_account_and_credentials_and_no_secret()
    {
        string service = SystemdUnits.Service(Sample with { RunAs = "rcsync", Credentials = ["jwt"] });
        Assert.Contains("\nUser=rcsync\nLoadCredential=jwt\nExecStart=\"/bin/sh\" \"-NoProfile\" \"-NonInteractive\" \"-Command\" \"Import-Module", service, StringComparison.Ordinal);
        Assert.Contains("/srv/it''s 100%% $$HOME \\\"x\\\"\\\\y/hub.db", service, StringComparison.Ordinal);
        Assert.DoesNotContain("User=", SystemdUnits.Service(Sample with { RunAs = null }), StringComparison.Ordinal);
        Assert.DoesNotContain("User=", SystemdUnits.Service(Sample with { OfUser = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_reads_crons_command_as_it_was_meant()
    {
        // cron gives the shell what is left when \% has become %.
        string command = CronLine.Of(Sample).Split('\n')[1].Split(' ', 7)[6].Replace("\\%", "%", StringComparison.Ordinal);
        Assert.StartsWith("'/bin/sh' ", command, StringComparison.Ordinal);
        (int code, string output) = await RunAsync("/bin/sh", "-c", $"printf '%s\\n' {command}");
        Assert.Equal(0, code);
        Assert.Equal(["/bin/sh", "-NoProfile", "-NonInteractive", "-Command", ScheduleCommand.Script(Sample)], output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void The_task_has_the_structure_that_Microsoft_publishes()
    {
        SyncSchedule schedule = Sample with { Kind = ScheduleKind.TaskScheduler, RunAs = @"CONTOSO\gmsa-rc$", Hub = @"C:\Program Data\it's\hub.db", Program = @"C:\Program Files\PowerShell\7\pwsh.exe" };
        XElement task = XElement.Parse(TaskXml.Of(schedule));
        Assert.Equal("http://schemas.microsoft.com/windows/2004/02/mit/task", task.Name.NamespaceName);
        Assert.Equal(
            [
                "Task version=1.3", "Task/RegistrationInfo/URI=\\RingCentralAD\\sync", "Task/RegistrationInfo/Date=2026-11-30T13:20:00Z", "Task/RegistrationInfo/Author=CONTOSO\\ann",
                "Task/RegistrationInfo/Description=RingCentralAD sync. Written by Register-RcSyncSchedule; Unregister-RcSyncSchedule takes it away.",
                "Task/Triggers/CalendarTrigger/Enabled=true", "Task/Triggers/CalendarTrigger/StartBoundary=2026-11-30T00:00:00", "Task/Triggers/CalendarTrigger/Repetition/Interval=PT15M",
                "Task/Triggers/CalendarTrigger/Repetition/Duration=P1D", "Task/Triggers/CalendarTrigger/Repetition/StopAtDurationEnd=false", "Task/Triggers/CalendarTrigger/ScheduleByDay/DaysInterval=1",
                "Task/Principals/Principal id=Author", "Task/Principals/Principal/UserId=CONTOSO\\gmsa-rc$", "Task/Principals/Principal/LogonType=Password", "Task/Principals/Principal/RunLevel=LeastPrivilege",
                "Task/Settings/MultipleInstancesPolicy=IgnoreNew", "Task/Settings/DisallowStartIfOnBatteries=false", "Task/Settings/StopIfGoingOnBatteries=false", "Task/Settings/AllowHardTerminate=true",
                "Task/Settings/StartWhenAvailable=true", "Task/Settings/RunOnlyIfNetworkAvailable=false", "Task/Settings/Enabled=true", "Task/Settings/Hidden=false", "Task/Settings/ExecutionTimeLimit=PT0S", "Task/Settings/Priority=7",
                "Task/Actions Context=Author", "Task/Actions/Exec/Command=C:\\Program Files\\PowerShell\\7\\pwsh.exe",
                "Task/Actions/Exec/Arguments=-NoProfile -NonInteractive -Command \"Import-Module '/opt/RingCentralAD/RingCentralAD.psd1'; exit (Invoke-RcSync -Hub 'C:\\Program Data\\it''s\\hub.db' -Wait).ExitCode\"",
            ],
            Lines(task, "").ToArray());
        TaskStructure.Check(task);
        Assert.DoesNotContain("LogonType", TaskXml.Of(schedule with { RunAs = "SYSTEM" }), StringComparison.Ordinal);
        Assert.DoesNotContain("Repetition", TaskXml.Of(schedule with { Every = TimeSpan.FromDays(1) }), StringComparison.Ordinal);
        TaskStructure.Check(XElement.Parse(TaskXml.Of(schedule with { RunAs = "SYSTEM", Every = TimeSpan.FromDays(1) })));

        // The check can fail: an element that is not of the structure, or not where it belongs.
        task.Descendants().Single(element => element.Name.LocalName == "Repetition").AddBeforeSelf(new XElement(task.Name.Namespace + "RandomDelay", "PT1M"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TaskStructure.Check(task));
    }

    [Fact]
    public async Task Registering_tries_first_and_keeps_it_in_the_hub()
    {
        SyncSchedule schedule = await Registration.PrepareAsync(Sample with { RunAs = "rcsync" }, cancellationToken: Stop);
        Assert.Equal(["/etc/systemd/system/ringcentralad-sync.service", "/etc/systemd/system/ringcentralad-sync.timer"], schedule.Files);
        Machine.Answers = (program, _) => program == "systemd-run" ? (4, "Access denied for rcsync") : (0, "");
        RingCentralAdException failed = await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.TryAsync(schedule, Stop));
        Assert.Equal("ScheduleTrialFailed", failed.ErrorId);
        Assert.Contains("as rcsync with -WhatIf, as it would run, and ended with 4: Access denied for rcsync", failed.Message, StringComparison.Ordinal);
        Assert.StartsWith("systemd-run --wait --pipe --collect --quiet --property=User=rcsync /bin/sh -NoProfile -NonInteractive -Command Import-Module", Assert.Single(Machine.Ran), StringComparison.Ordinal);
        Assert.EndsWith(" -WhatIf).ExitCode", Machine.Ran[0], StringComparison.Ordinal);

        Machine.Ran.Clear();
        Machine.Answers = (_, _) => (0, "");
        foreach (int code in (int[])[0, 2, 3])
        {
            Machine.Answers = (program, _) => program == "systemd-run" ? (code, "What if: Performing the operation \"Run the sync\" on target \"Contoso\".\n") : (0, "");
            Assert.True(await Registration.TryAsync(schedule, Stop));
        }

        // A program that is no PowerShell ends well, whatever it is told, and may repeat it.
        foreach (string said in (string[])["", string.Join(' ', ScheduleCommand.Trial(schedule, "root")!.Value.Arguments)])
        {
            Machine.Answers = (program, _) => (0, said);
            failed = await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.TryAsync(schedule, Stop));
            Assert.Equal("ScheduleTrialFailed", failed.ErrorId);
            Assert.Contains($"/bin/sh ended with 0 without having run it{(said.Length > 0 ? $": {said}" : "; it said nothing.")}", failed.Message, StringComparison.Ordinal);
            Assert.Contains("-PowerShell", failed.Remedy, StringComparison.Ordinal);
        }

        Machine.Ran.Clear();
        await Registration.RegisterAsync(schedule, cancellationToken: Stop);
        Assert.Equal(["systemctl daemon-reload", "systemctl enable --now ringcentralad-sync.timer"], Machine.Ran);
        Assert.Equal(SystemdUnits.Timer(schedule), Machine.Files["/etc/systemd/system/ringcentralad-sync.timer"]);
        Assert.Equal($"{schedule}", $"{Assert.Single(await ScheduleRegistration.ListAsync(Hub, Stop))}");

        // Registered anew, by something else: the old one is taken away, and the hub knows one.
        SyncSchedule cron = await Registration.PrepareAsync(Sample with { Kind = ScheduleKind.Cron, Every = TimeSpan.FromHours(1) }, cancellationToken: Stop);
        await Registration.RegisterAsync(cron, cancellationToken: Stop);
        Assert.Equal(["/etc/cron.d/ringcentralad-sync"], Machine.Files.Keys);
        Assert.Equal(ScheduleKind.Cron, Assert.Single(await ScheduleRegistration.ListAsync(Hub, Stop)).Kind);
        await Registration.UnregisterAsync(cron, forget: false, Stop);
        Assert.Empty(Machine.Files);
        Assert.Empty(await ScheduleRegistration.ListAsync(Hub, Stop));
    }

    [Fact]
    public async Task What_a_scheduler_refuses_is_said_and_not_kept()
    {
        SyncSchedule schedule = await Registration.PrepareAsync(Sample, cancellationToken: Stop);
        Machine.Answers = (_, _) => (1, "Interactive authentication required.");
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.RegisterAsync(schedule, cancellationToken: Stop));
        Assert.Equal(("ScheduleRefused", true), (error.ErrorId, error.Message.Contains("Interactive authentication required.", StringComparison.Ordinal)));
        Assert.Empty(await ScheduleRegistration.ListAsync(Hub, Stop));
    }

    [Fact]
    public async Task A_schedule_of_another_host_is_left_alone_or_forgotten()
    {
        SyncSchedule schedule = await Registration.PrepareAsync(Sample with { Host = "OTHER" }, cancellationToken: Stop);
        await Registration.RegisterAsync(schedule, cancellationToken: Stop);
        Assert.Equal("ScheduleOfOtherHost", (await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.UnregisterAsync(schedule, forget: false, Stop))).ErrorId);
        Machine.Ran.Clear();
        await Registration.UnregisterAsync(schedule, forget: true, Stop);
        Assert.Equal((0, 2, 0), ((await ScheduleRegistration.ListAsync(Hub, Stop)).Count, Machine.Files.Count, Machine.Ran.Count));
    }

    [Theory]
    [InlineData(ScheduleKind.TaskScheduler, @"CONTOSO\ann", false, "its password to be stored")]
    [InlineData(ScheduleKind.TaskScheduler, null, false, "needs an account")]
    [InlineData(ScheduleKind.Cron, null, true, "belongs to root")]
    [InlineData(ScheduleKind.Systemd, "somebody.else", true, "cannot register a schedule for somebody.else")]
    [InlineData(ScheduleKind.Cron, "rc sync", false, "cannot hold")]
    [InlineData(ScheduleKind.Systemd, "root\nExecStartPre=/bin/false", false, "cannot hold")]
    public async Task What_cannot_run_is_refused(ScheduleKind kind, string? account, bool ofUser, string why)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.PrepareAsync(Sample with { Kind = kind, RunAs = account, OfUser = ofUser }, cancellationToken: Stop));
        Assert.Equal("ScheduleInvalid", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("sync\nExecStartPre=/bin/false")]
    [InlineData("sync\n")]
    [InlineData("%n")]
    [InlineData("a name of more than forty letters is too long")]
    public async Task A_name_that_a_unit_cannot_have_is_refused_wherever_it_comes_from(string name)
    {
        foreach (ScheduleKind kind in Enum.GetValues<ScheduleKind>())
        {
            Assert.Equal("ScheduleInvalid", (await FailAsync(() => Registration.PrepareAsync(Sample with { Name = name, Kind = kind, RunAs = "SYSTEM" }, cancellationToken: Stop))).ErrorId);
        }
    }

    [Theory]
    [InlineData("x:/etc/shadow")]
    [InlineData("jwt\nExecStartPre=/bin/false")]
    [InlineData("jwt\n")]
    [InlineData("../jwt")]
    public async Task A_hub_puts_no_line_and_no_path_into_roots_unit(string name)
    {
        await ConnectAsync(new AccountSettings { ClientId = "x", JwtFrom = $"credential:{name}" });
        Assert.Equal("SecretPlaceInvalid", (await FailAsync(() => Registration.PrepareAsync(Sample, cancellationToken: Stop))).ErrorId);
    }

    [Fact]
    public async Task Credentials_of_the_hubs_secrets_are_given_to_the_service_and_to_no_other_scheduler()
    {
        await ConnectAsync(new AccountSettings { ClientId = "x", JwtFrom = "credential:jwt", ClientSecretFrom = "credential:secret" });
        SyncSchedule schedule = await Registration.PrepareAsync(Sample, cancellationToken: Stop);
        Assert.Equal(["secret", "jwt"], schedule.Credentials);
        Assert.Contains("--property=LoadCredential=jwt", ScheduleCommand.Trial(schedule, "root")!.Value.Arguments);
        Assert.Equal("ScheduleInvalid", (await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.PrepareAsync(Sample with { Kind = ScheduleKind.Cron }, cancellationToken: Stop))).ErrorId);

        // A scheduled run sends notifications too.
        await NotificationRegistration.SetAsync(Hub, new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "credential:hook" }, Stop);
        await NotificationRegistration.SetAsync(
            Hub,
            new Notification { Name = "mail", Kind = NotificationKind.Mail, SmtpServer = "mail.example.com", From = "a@example.com", To = ["b@example.com"], UserName = "a", PasswordFrom = "credential:smtp" }, Stop);
        Assert.Equal(["secret", "jwt", "hook", "smtp"], (await Registration.PrepareAsync(Sample, cancellationToken: Stop)).Credentials);
    }

    [Fact]
    public void Each_kind_is_tried_as_its_account()
    {
        Assert.Equal("/bin/sh", ScheduleCommand.Trial(Sample with { Kind = ScheduleKind.Cron }, "root")!.Value.Program);
        (string program, IReadOnlyList<string> arguments) = ScheduleCommand.Trial(Sample with { Kind = ScheduleKind.Cron, RunAs = "rcsync" }, "root")!.Value;
        Assert.Equal(("runuser", "-u rcsync -- /bin/sh"), (program, string.Join(' ', arguments.Take(4))));
        Assert.Contains("'/srv/it''s 100% $$HOME ", ScheduleCommand.Trial(Sample, "root")!.Value.Arguments[^1], StringComparison.Ordinal);
        Assert.Contains("'/srv/it''s 100% $HOME ", ScheduleCommand.Trial(Sample with { Kind = ScheduleKind.Cron }, "root")!.Value.Arguments[^1], StringComparison.Ordinal);
        Assert.Equal("--user", ScheduleCommand.Trial(Sample with { OfUser = true }, "root")!.Value.Arguments[0]);
        Assert.Null(ScheduleCommand.Trial(Sample with { Kind = ScheduleKind.TaskScheduler, RunAs = @"CONTOSO\gmsa-rc$" }, "ann"));
    }

    private static IEnumerable<string> Lines(XElement element, string above)
    {
        string path = above + element.Name.LocalName;
        if (element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).ToArray() is { Length: > 0 } attributes)
        {
            yield return $"{path} {string.Join(' ', attributes.Select(attribute => $"{attribute.Name.LocalName}={attribute.Value}"))}";
        }

        if (!element.HasElements)
        {
            yield return $"{path}={element.Value}";
        }

        foreach (string line in element.Elements().SelectMany(child => Lines(child, path + "/")))
        {
            yield return line;
        }
    }

    private static async Task<bool> HasAsync(string program) => (await RunAsync("/bin/sh", "-c", $"command -v {program}")).Code == 0;

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Stop);
        string output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, output + await errors);
    }
}
