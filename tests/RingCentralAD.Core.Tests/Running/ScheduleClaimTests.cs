using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>Whose a schedule of a machine is: another hub's, another account's, or one that may still run, is not taken or forgotten without a word.</summary>
public sealed class ScheduleClaimTests : ScheduleFixture
{
    [Theory]
    [InlineData(ScheduleKind.Systemd)]
    [InlineData(ScheduleKind.Cron)]
    [InlineData(ScheduleKind.TaskScheduler)]
    public async Task Another_hubs_schedule_is_not_taken_unless_somebody_says_so(ScheduleKind kind)
    {
        SyncSchedule wanted = Sample with { Kind = kind, RunAs = "SYSTEM" };
        Machine.Answers = Machine.Tasks;
        SyncSchedule production = await Registration.PrepareAsync(wanted, cancellationToken: Stop);
        await Registration.RegisterAsync(production, cancellationToken: Stop);
        Dictionary<string, string> files = new(Machine.Files);

        await using IHubStore test = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(Folder, "test.db")), "Test", TimeProvider.System, Stop);
        ScheduleRegistration other = new(test, Machine, TimeProvider.System);
        SyncSchedule theirs = wanted with { Hub = test.Location, Files = production.Files };
        foreach (Func<Task> register in (Func<Task>[])[() => other.PrepareAsync(theirs, cancellationToken: Stop), () => other.RegisterAsync(theirs, cancellationToken: Stop)])
        {
            RingCentralAdException error = await FailAsync(register);
            Assert.Equal(("ScheduleExists", ErrorKind.Conflict), (error.ErrorId, error.Kind));
            Assert.Contains(kind == ScheduleKind.TaskScheduler ? @"\RingCentralAD\sync is there" : "ringcentralad-sync", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(files, Machine.Files);
        Assert.Empty(await ScheduleRegistration.ListAsync(test, Stop));

        // The hub that has it may register it anew; so may one whose registration broke off before its hub knew of it.
        await Registration.RegisterAsync(await Registration.PrepareAsync(wanted with { Every = TimeSpan.FromHours(1) }, cancellationToken: Stop), cancellationToken: Stop);
        await Hub.WriteAsync(transaction => transaction.SetAsync(new SyncSchedules(), Stop), null, Stop);
        await Registration.RegisterAsync(production, cancellationToken: Stop);

        // Taken over, it is the other hub's: the first one neither takes it back nor away without a word.
        await other.RegisterAsync(await other.PrepareAsync(theirs, force: true, Stop), force: true, Stop);
        Assert.Equal("ScheduleExists", (await FailAsync(() => Registration.PrepareAsync(wanted, cancellationToken: Stop))).ErrorId);
        Assert.Equal("ScheduleOfOtherHub", (await FailAsync(() => Registration.UnregisterAsync(production, forget: false, Stop))).ErrorId);
        await Registration.UnregisterAsync(production, forget: true, Stop);
        Assert.Contains(Machine.Files.Values, text => text.Contains(test.Location, StringComparison.Ordinal));
        await other.UnregisterAsync(theirs, forget: false, Stop);
        Assert.Empty(Machine.Files);
    }

    [Fact]
    public async Task A_copy_of_a_hub_leaves_the_schedule_to_the_hub_and_a_moved_one_keeps_it()
    {
        string at = Path.Combine(Folder, "first.db");
        await File.WriteAllTextAsync(at, "", Stop);
        SyncSchedule first = await Registration.PrepareAsync(Sample with { Hub = at }, cancellationToken: Stop);
        await Registration.RegisterAsync(first, cancellationToken: Stop);

        Assert.Equal("ScheduleOfOtherHub", (await FailAsync(() => Registration.UnregisterAsync(first, forget: false, Stop))).ErrorId);
        Assert.Equal("ScheduleExists", (await FailAsync(() => Registration.PrepareAsync(Sample with { Hub = Hub.Location }, cancellationToken: Stop))).ErrorId);
        Assert.Equal(2, Machine.Files.Count);

        File.Delete(at);
        SyncSchedule moved = await Registration.PrepareAsync(Sample with { Hub = Hub.Location }, cancellationToken: Stop);
        await Registration.RegisterAsync(moved, cancellationToken: Stop);
        await Registration.UnregisterAsync(moved, forget: false, Stop);
        Assert.Empty(Machine.Files);
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
        Assert.Equal((2, 1), (Machine.Files.Count, (await ScheduleRegistration.ListAsync(Hub, Stop)).Count));
        await Registration.UnregisterAsync(there, forget: true, Stop);

        // And the machine's own is not taken by an account.
        Machine.Files.Clear();
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
        Machine.Answers = Machine.Tasks;
        SyncSchedule schedule = await Registration.PrepareAsync(Sample with { Kind = kind, RunAs = "SYSTEM" }, cancellationToken: Stop);
        await Registration.RegisterAsync(schedule, cancellationToken: Stop);
        if (!there)
        {
            Machine.Files.Clear();
        }

        int files = Machine.Files.Count;
        Machine.Answers = (program, arguments) => arguments.Contains("disable") || arguments.Contains("/Delete") ? (1, "Interactive authentication required.")
            : arguments.Contains("is-active") ? (active, "")
            : Machine.Tasks(program, arguments);
        RingCentralAdException? error = await Record.ExceptionAsync(() => Registration.UnregisterAsync(schedule, forget: false, Stop)) as RingCentralAdException;
        Assert.Equal(refused ? "ScheduleRefused" : null, error?.ErrorId);
        Assert.Equal((refused ? files : 0, refused ? 1 : 0), (Machine.Files.Count, (await ScheduleRegistration.ListAsync(Hub, Stop)).Count));
    }
}
