using System.Diagnostics;
using System.Xml.Linq;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>What is written for each scheduler, read back by the scheduler's own rules; and what registering does to a machine.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private const string Nasty = "/srv/it's 100% $HOME \"x\"\\y/hub.db";
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-schedule-").FullName;
    private readonly Machine _machine = new();
    private IHubStore _hub = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static SyncSchedule Sample => new()
    {
        Name = "sync",
        Host = Environment.MachineName,
        Kind = ScheduleKind.Systemd,
        Every = TimeSpan.FromMinutes(15),
        RunAs = "root",
        Hub = Nasty,
        Program = "/bin/sh",
        Module = "/opt/RingCentralAD/RingCentralAD.psd1",
        By = @"CONTOSO\ann",
        RegisteredAt = new DateTimeOffset(2026, 11, 30, 14, 20, 0, TimeSpan.FromHours(1)),
    };

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
    public async Task Systemd_finds_nothing_wrong_with_the_units()
    {
        if (!await HasAsync("systemd-analyze"))
        {
            Assert.Skip("There is no systemd-analyze here.");
        }

        SyncSchedule schedule = Sample with { Credentials = ["jwt", "secret"] };
        await File.WriteAllTextAsync(Path.Combine(_folder, "ringcentralad-sync.service"), SystemdUnits.Service(schedule), Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder, "ringcentralad-sync.timer"), SystemdUnits.Timer(schedule), Stop);
        (int code, string output) = await RunAsync("systemd-analyze", "verify", "--man=no", Path.Combine(_folder, "ringcentralad-sync.service"), Path.Combine(_folder, "ringcentralad-sync.timer"));
        Assert.DoesNotContain("ringcentralad", output, StringComparison.Ordinal);
        Assert.Equal(0, code);

        // A unit with a mistake is found: the check can fail.
        await File.WriteAllTextAsync(Path.Combine(_folder, "ringcentralad-sync.timer"), SystemdUnits.Timer(schedule).Replace("*:00/15", "*:00/x", StringComparison.Ordinal), Stop);
        Assert.Contains("ringcentralad-sync.timer", (await RunAsync("systemd-analyze", "verify", "--man=no", Path.Combine(_folder, "ringcentralad-sync.timer"))).Output, StringComparison.Ordinal);
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
        _machine.Answers = (program, _) => program == "systemd-run" ? (4, "Access denied for rcsync") : (0, "");
        RingCentralAdException failed = await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.TryAsync(schedule, Stop));
        Assert.Equal("ScheduleTrialFailed", failed.ErrorId);
        Assert.Contains("as rcsync with -WhatIf, as it would run, and ended with 4: Access denied for rcsync", failed.Message, StringComparison.Ordinal);
        Assert.StartsWith("systemd-run --wait --pipe --collect --quiet --property=User=rcsync /bin/sh -NoProfile -NonInteractive -Command Import-Module", Assert.Single(_machine.Ran), StringComparison.Ordinal);
        Assert.EndsWith(" -WhatIf).ExitCode", _machine.Ran[0], StringComparison.Ordinal);

        _machine.Ran.Clear();
        _machine.Answers = (_, _) => (0, "");
        foreach (int code in (int[])[0, 2, 3])
        {
            _machine.Answers = (program, _) => program == "systemd-run" ? (code, "") : (0, "");
            Assert.True(await Registration.TryAsync(schedule, Stop));
        }

        _machine.Ran.Clear();
        await Registration.RegisterAsync(schedule, cancellationToken: Stop);
        Assert.Equal(["systemctl daemon-reload", "systemctl enable --now ringcentralad-sync.timer"], _machine.Ran);
        Assert.Equal(SystemdUnits.Timer(schedule), _machine.Files["/etc/systemd/system/ringcentralad-sync.timer"]);
        Assert.Equal($"{schedule}", $"{Assert.Single(await ScheduleRegistration.ListAsync(_hub, Stop))}");

        // Registered anew, by something else: the old one is taken away, and the hub knows one.
        SyncSchedule cron = await Registration.PrepareAsync(Sample with { Kind = ScheduleKind.Cron, Every = TimeSpan.FromHours(1) }, cancellationToken: Stop);
        await Registration.RegisterAsync(cron, cancellationToken: Stop);
        Assert.Equal(["/etc/cron.d/ringcentralad-sync"], _machine.Files.Keys);
        Assert.Equal(ScheduleKind.Cron, Assert.Single(await ScheduleRegistration.ListAsync(_hub, Stop)).Kind);
        await Registration.UnregisterAsync(cron, forget: false, Stop);
        Assert.Empty(_machine.Files);
        Assert.Empty(await ScheduleRegistration.ListAsync(_hub, Stop));
    }

    [Fact]
    public async Task What_a_scheduler_refuses_is_said_and_not_kept()
    {
        SyncSchedule schedule = await Registration.PrepareAsync(Sample, cancellationToken: Stop);
        _machine.Answers = (_, _) => (1, "Interactive authentication required.");
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.RegisterAsync(schedule, cancellationToken: Stop));
        Assert.Equal(("ScheduleRefused", true), (error.ErrorId, error.Message.Contains("Interactive authentication required.", StringComparison.Ordinal)));
        Assert.Empty(await ScheduleRegistration.ListAsync(_hub, Stop));
    }

    [Fact]
    public async Task A_schedule_of_another_host_is_left_alone_or_forgotten()
    {
        SyncSchedule schedule = await Registration.PrepareAsync(Sample with { Host = "OTHER" }, cancellationToken: Stop);
        await Registration.RegisterAsync(schedule, cancellationToken: Stop);
        Assert.Equal("ScheduleOfOtherHost", (await Assert.ThrowsAsync<RingCentralAdException>(() => Registration.UnregisterAsync(schedule, forget: false, Stop))).ErrorId);
        _machine.Ran.Clear();
        await Registration.UnregisterAsync(schedule, forget: true, Stop);
        Assert.Equal((0, 2, 0), ((await ScheduleRegistration.ListAsync(_hub, Stop)).Count, _machine.Files.Count, _machine.Ran.Count));
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

    [Theory]
    [InlineData(ScheduleKind.Systemd)]
    [InlineData(ScheduleKind.Cron)]
    [InlineData(ScheduleKind.TaskScheduler)]
    public async Task Another_hubs_schedule_is_not_taken_unless_somebody_says_so(ScheduleKind kind)
    {
        SyncSchedule wanted = Sample with { Kind = kind, RunAs = "SYSTEM" };
        _machine.Answers = _machine.Tasks;
        SyncSchedule production = await Registration.PrepareAsync(wanted, cancellationToken: Stop);
        await Registration.RegisterAsync(production, cancellationToken: Stop);
        Dictionary<string, string> files = new(_machine.Files);

        await using IHubStore test = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "test.db")), "Test", TimeProvider.System, Stop);
        ScheduleRegistration other = new(test, _machine, TimeProvider.System);
        SyncSchedule theirs = wanted with { Hub = test.Location, Files = production.Files };
        foreach (Func<Task> register in (Func<Task>[])[() => other.PrepareAsync(theirs, cancellationToken: Stop), () => other.RegisterAsync(theirs, cancellationToken: Stop)])
        {
            RingCentralAdException error = await FailAsync(register);
            Assert.Equal(("ScheduleExists", ErrorKind.Conflict), (error.ErrorId, error.Kind));
            Assert.Contains(kind == ScheduleKind.TaskScheduler ? @"\RingCentralAD\sync is there" : "ringcentralad-sync", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(files, _machine.Files);
        Assert.Empty(await ScheduleRegistration.ListAsync(test, Stop));

        // The hub that has it may register it anew; so may one whose registration broke off before its hub knew of it.
        await Registration.RegisterAsync(await Registration.PrepareAsync(wanted with { Every = TimeSpan.FromHours(1) }, cancellationToken: Stop), cancellationToken: Stop);
        await _hub.WriteAsync(transaction => transaction.SetAsync(new SyncSchedules(), Stop), null, Stop);
        await Registration.RegisterAsync(production, cancellationToken: Stop);

        // Taken over, it is the other hub's: the first one neither takes it back nor away without a word.
        await other.RegisterAsync(await other.PrepareAsync(theirs, force: true, Stop), force: true, Stop);
        Assert.Equal("ScheduleExists", (await FailAsync(() => Registration.PrepareAsync(wanted, cancellationToken: Stop))).ErrorId);
        Assert.Equal("ScheduleOfOtherHub", (await FailAsync(() => Registration.UnregisterAsync(production, forget: false, Stop))).ErrorId);
        await Registration.UnregisterAsync(production, forget: true, Stop);
        Assert.Contains(_machine.Files.Values, text => text.Contains(test.Location, StringComparison.Ordinal));
        await other.UnregisterAsync(theirs, forget: false, Stop);
        Assert.Empty(_machine.Files);
    }

    [Fact]
    public async Task A_copy_of_a_hub_leaves_the_schedule_to_the_hub_and_a_moved_one_keeps_it()
    {
        string at = Path.Combine(_folder, "first.db");
        await File.WriteAllTextAsync(at, "", Stop);
        SyncSchedule first = await Registration.PrepareAsync(Sample with { Hub = at }, cancellationToken: Stop);
        await Registration.RegisterAsync(first, cancellationToken: Stop);

        Assert.Equal("ScheduleOfOtherHub", (await FailAsync(() => Registration.UnregisterAsync(first, forget: false, Stop))).ErrorId);
        Assert.Equal("ScheduleExists", (await FailAsync(() => Registration.PrepareAsync(Sample with { Hub = _hub.Location }, cancellationToken: Stop))).ErrorId);
        Assert.Equal(2, _machine.Files.Count);

        File.Delete(at);
        SyncSchedule moved = await Registration.PrepareAsync(Sample with { Hub = _hub.Location }, cancellationToken: Stop);
        await Registration.RegisterAsync(moved, cancellationToken: Stop);
        await Registration.UnregisterAsync(moved, forget: false, Stop);
        Assert.Empty(_machine.Files);
    }

    [Fact]
    public async Task What_another_account_registered_is_unregistered_by_it_first()
    {
        SyncSchedule mine = Sample with { RunAs = null, OfUser = true, By = ThisProcess.Account };
        SyncSchedule anns = mine with { By = @"CONTOSO\ann" };
        SyncSchedule there = await Registration.PrepareAsync(anns, cancellationToken: Stop);
        await Registration.RegisterAsync(there, cancellationToken: Stop);
        foreach (SyncSchedule wanted in (SyncSchedule[])[mine, Sample, Sample with { Kind = ScheduleKind.Cron }])
        {
            RingCentralAdException error = await FailAsync(() => Registration.PrepareAsync(wanted, force: true, Stop));
            Assert.Equal("ScheduleOfOtherAccount", error.ErrorId);
            Assert.Contains(@"as CONTOSO\ann first", error.Remedy, StringComparison.Ordinal);
        }

        Assert.Equal("ScheduleOfOtherAccount", (await FailAsync(() => Registration.UnregisterAsync(there, forget: false, Stop))).ErrorId);
        Assert.Equal((2, 1), (_machine.Files.Count, (await ScheduleRegistration.ListAsync(_hub, Stop)).Count));
        await Registration.UnregisterAsync(there, forget: true, Stop);

        // And the machine's own is not taken by an account.
        _machine.Files.Clear();
        await Registration.RegisterAsync(await Registration.PrepareAsync(Sample, cancellationToken: Stop), cancellationToken: Stop);
        Assert.Equal("ScheduleOfOtherAccount", (await FailAsync(() => Registration.PrepareAsync(mine, cancellationToken: Stop))).ErrorId);
    }

    [Theory]
    [InlineData(ScheduleKind.Systemd, true, 0, true)]
    [InlineData(ScheduleKind.Systemd, true, 3, true)]
    [InlineData(ScheduleKind.Systemd, false, 0, true)]
    [InlineData(ScheduleKind.Systemd, false, 1, true)]
    [InlineData(ScheduleKind.Systemd, false, 3, false)]
    [InlineData(ScheduleKind.Systemd, false, 4, false)]
    [InlineData(ScheduleKind.TaskScheduler, true, 0, true)]
    [InlineData(ScheduleKind.TaskScheduler, false, 0, false)]
    public async Task What_may_still_run_stays_in_the_hub(ScheduleKind kind, bool there, int active, bool refused)
    {
        _machine.Answers = _machine.Tasks;
        SyncSchedule schedule = await Registration.PrepareAsync(Sample with { Kind = kind, RunAs = "SYSTEM" }, cancellationToken: Stop);
        await Registration.RegisterAsync(schedule, cancellationToken: Stop);
        if (!there)
        {
            _machine.Files.Clear();
        }

        int files = _machine.Files.Count;
        _machine.Answers = (program, arguments) => arguments.Contains("disable") || arguments.Contains("/Delete") ? (1, "Interactive authentication required.")
            : arguments.Contains("is-active") ? (active, "")
            : _machine.Tasks(program, arguments);
        RingCentralAdException? error = await Record.ExceptionAsync(() => Registration.UnregisterAsync(schedule, forget: false, Stop)) as RingCentralAdException;
        Assert.Equal(refused ? "ScheduleRefused" : null, error?.ErrorId);
        Assert.Equal((refused ? files : 0, refused ? 1 : 0), (_machine.Files.Count, (await ScheduleRegistration.ListAsync(_hub, Stop)).Count));
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
        await NotificationRegistration.SetAsync(_hub, new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "credential:hook" }, Stop);
        await NotificationRegistration.SetAsync(
            _hub,
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

    public async ValueTask InitializeAsync() => _hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, "hub.db")), "Example", TimeProvider.System, Stop);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<RingCentralAdException> FailAsync(Func<Task> act) => Assert.ThrowsAsync<RingCentralAdException>(act);

    private Task ConnectAsync(AccountSettings account) => _hub.WriteAsync(
        async transaction => await transaction.SetAsync(await transaction.GetIdentityAsync(Stop) with { Account = account }, Stop), null, Stop);

    private ScheduleRegistration Registration => new(_hub, _machine, TimeProvider.System);

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

    /// <summary>A machine that keeps in mind what was done to it.</summary>
    private sealed class Machine : ISchedulePlatform
    {
        public Dictionary<string, string> Files { get; } = [];

        public List<string> Ran { get; } = [];

        public Func<string, IReadOnlyList<string>, (int, string)> Answers { get; set; } = (_, _) => (0, "");

        /// <summary>Answers as schtasks does: a task is there while its file is.</summary>
        public (int, string) Tasks(string program, IReadOnlyList<string> arguments) =>
            !arguments.Contains("/Query") ? (0, "") : Files.Values.FirstOrDefault() is { } task ? (0, task) : (1, "ERROR: The system cannot find the file specified.");

        public Task WriteAsync(string path, string text, CancellationToken cancellationToken)
        {
            Files[path] = text;
            return Task.CompletedTask;
        }

        public string? Read(string path) => Files.GetValueOrDefault(path);

        public void Delete(string path) => Files.Remove(path);

        public Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        {
            Ran.Add($"{program} {string.Join(' ', arguments)}");
            return Task.FromResult(Answers(program, arguments));
        }
    }
}
