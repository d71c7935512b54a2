using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>The whole sync in one: what it does, what it says, and what a stage that cannot run, or is held, does to the others.</summary>
public sealed class SyncTests
{
    private static readonly SyncRequest s_confirmed = new() { ConfirmFirstRun = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_of_it_then_nothing_then_one_change()
    {
        Company company = Company.Of(12);
        await using Cycle cycle = await NewAsync(company);
        SyncSummary summary = await cycle.SyncAsync();
        Assert.Equal((SyncOutcome.Clean, 0, 0), (summary.Outcome, summary.ExitCode, summary.Failures));
        Assert.Equal(
            ["Import company: nothing to do", "Provisioning RingCentral: 12 fill", "ReadBack RingCentral: nothing to do", "WriteBack company: 12 fill"],
            summary.Stages.Select(stage => $"{stage}"));
        Assert.All(summary.Stages, stage => Assert.NotNull(stage.RunNumber));
        Assert.Equal(12, LdifText.Applied(cycle.Changes, "telephoneNumber").Count(pair => pair.Value is not null));
        Assert.Equal(company.People.Select(person => cycle.PhoneOf(cycle.ExtensionOf(person.Sam))).Order(), LdifText.Applied(cycle.Changes, "telephoneNumber").Values.OfType<string>().Order());

        string changes = cycle.Changes;
        cycle.Simulator.RequestLog.Clear();
        summary = await cycle.SyncAsync(new SyncRequest());
        Assert.Equal((SyncOutcome.Clean, true), (summary.Outcome, summary.Stages.All(stage => stage.Counts.Count == 0)));
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal(changes, cycle.Changes);

        // The account's extensions are listed once a sync, not once a stage.
        Assert.Equal(1, cycle.Simulator.RequestLog.Count("listExtensions"));

        company.Change("p003", person => person with { Department = "Moved" });
        await cycle.ReplaceAsync(company);
        summary = await cycle.SyncAsync(new SyncRequest());
        Assert.Equal(["Import company: 1 updated", "Provisioning RingCentral: 1 update", "ReadBack RingCentral: nothing to do", "WriteBack company: nothing to do"], summary.Stages.Select(stage => $"{stage}"));
        Assert.Single(cycle.Simulator.RequestLog.Writes);
    }

    [Fact]
    public async Task What_if_sees_each_stage_after_the_one_before_and_changes_nothing()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await NewAsync(company);
        await cycle.SyncAsync();
        company.Add(new Person("new1")).Add(new Person("new2")).Change("p004", person => person with { Department = "Moved" });
        company.Change("p005", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        cycle.Simulator.RequestLog.Clear();
        (string hub, string account, string changes) = (HubDump.Of(cycle.HubPath), cycle.Simulator.State.Dump(), cycle.Changes);
        byte[] file = await File.ReadAllBytesAsync(cycle.HubPath, Stop);

        SyncSummary told = await cycle.SyncAsync(new SyncRequest { WhatIf = true });

        Assert.Equal((hub, account, changes), (HubDump.Of(cycle.HubPath), cycle.Simulator.State.Dump(), cycle.Changes));
        Assert.Equal(file, await File.ReadAllBytesAsync(cycle.HubPath, Stop));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(cycle.HubPath)!, "*-trial-*"));
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal(
            ["Import company: 2 created, 1 deactivated, 1 updated", "Provisioning RingCentral: 1 deactivate, 2 fill, 1 update", "ReadBack RingCentral: nothing to do", "WriteBack company: nothing to do"],
            told.Stages.Select(stage => $"{stage}"));
        Assert.All(told.Stages, stage => Assert.Null(stage.RunNumber));

        // The run does what was told; numbers of new accounts were not known before.
        SyncSummary done = await cycle.SyncAsync(new SyncRequest());
        Assert.Equal(told.Stages.Take(3).Select(stage => $"{stage}"), done.Stages.Take(3).Select(stage => $"{stage}"));
        Assert.Equal("WriteBack company: 2 fill", $"{done.Stages[3]}");
    }

    [Fact]
    public async Task What_if_of_the_very_first_run_asks_nobody()
    {
        await using Cycle cycle = await NewAsync(Company.Of(5));
        string hub = HubDump.Of(cycle.HubPath);
        CycleHost host = new(cycle);
        SyncSummary told = await cycle.SyncAsync(new SyncRequest { WhatIf = true }, host);
        Assert.Equal((SyncOutcome.Clean, "Provisioning RingCentral: 5 fill"), (told.Outcome, $"{told.Stages[1]}"));
        Assert.Empty(host.Asked);
        Assert.Equal(hub, HubDump.Of(cycle.HubPath));
    }

    [Fact]
    public async Task Each_stage_can_be_left_out()
    {
        Company company = Company.Of(6);
        await using Cycle cycle = await NewAsync(company);
        company.Add(new Person("new1"));
        await cycle.ReplaceAsync(company);

        SyncSummary summary = await cycle.SyncAsync(s_confirmed with { SkipImport = true, SkipProvisioning = true, SkipReadBack = true, SkipWriteBack = true });
        Assert.Equal(SyncOutcome.Clean, summary.Outcome);
        Assert.All(summary.Stages, stage => Assert.Equal((SyncStageState.LeftOut, null), (stage.State, stage.RunId)));
        Assert.Equal(6, await cycle.Hub.CountAsync<HubUser>(cancellationToken: Stop));

        summary = await cycle.SyncAsync(s_confirmed with { SkipImport = true });
        Assert.Equal(["Import company: LeftOut", "Provisioning RingCentral: 6 fill", "ReadBack RingCentral: nothing to do", "WriteBack company: 6 fill"], summary.Stages.Select(stage => $"{stage}"));

        cycle.Simulator.RequestLog.Clear();
        CycleHost host = new(cycle);
        summary = await cycle.SyncAsync(s_confirmed with { SkipProvisioning = true, SkipReadBack = true }, host);
        Assert.Equal(["Import company: 1 created", "Provisioning RingCentral: LeftOut", "ReadBack RingCentral: LeftOut", "WriteBack company: nothing to do"], summary.Stages.Select(stage => $"{stage}"));
        Assert.Empty(cycle.Simulator.RequestLog.Entries);
        Assert.DoesNotContain(Ids.RingCentral, host.Opened);

        string changes = cycle.Changes;
        summary = await cycle.SyncAsync(s_confirmed with { SkipWriteBack = true });
        Assert.Equal(["Import company: nothing to do", "Provisioning RingCentral: 1 fill", "ReadBack RingCentral: nothing to do", "WriteBack company: LeftOut"], summary.Stages.Select(stage => $"{stage}"));
        Assert.Equal(changes, cycle.Changes);
    }

    [Fact]
    public async Task A_directory_is_imported_when_its_time_has_come_or_when_all_are_asked_for()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
        await using Cycle cycle = await NewAsync(Company.Of(3), time);
        DirectoryEntry entry = await cycle.EntryAsync();
        await cycle.SaveAsync(entry with { Settings = entry.Settings with { ImportEvery = TimeSpan.FromHours(1) } });
        Assert.Equal(SyncStageState.Completed, (await cycle.SyncAsync()).Stages[0].State);
        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal((SyncStageState.NotDue, SyncStageState.Completed), States(await cycle.SyncAsync()));
        Assert.Equal(SyncStageState.Completed, (await cycle.SyncAsync(new SyncRequest { All = true })).Stages[0].State);
        Assert.Equal(SyncStageState.Completed, (await cycle.SyncAsync(new SyncRequest { Full = true })).Stages[0].State);
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(SyncStageState.Completed, (await cycle.SyncAsync()).Stages[0].State);

        static (SyncStageState, SyncStageState) States(SyncSummary summary) => (summary.Stages[0].State, summary.Stages[1].State);
    }

    [Theory]
    [InlineData(15, 15 * 60 - 5, 1)]
    [InlineData(15, 13 * 60, 0)]
    [InlineData(5, 5 * 60 - 5, 1)]
    [InlineData(5, 4 * 60 + 25, 0)]
    [InlineData(24 * 60, 24 * 60 * 60 - 5, 1)]
    [InlineData(24 * 60, 24 * 60 * 60 - 70, 0)]
    public async Task A_schedule_as_often_as_the_directorys_imports_each_time(int minutes, int seconds, int due)
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
        await using Cycle cycle = await NewAsync(Company.Of(3), time);
        DirectoryEntry entry = await cycle.EntryAsync();
        await cycle.SaveAsync(entry with { Settings = entry.Settings with { ImportEvery = TimeSpan.FromMinutes(minutes) } });
        await cycle.SyncAsync();

        // The import was tried some seconds after the timer fired; the timer fires to the second.
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(due, (await DirectorySchedule.DueAsync(cycle.Hub, [await cycle.EntryAsync()], time, Stop)).Count);
    }

    [Fact]
    public async Task Questions_that_nobody_answers_hold_and_their_switch_answers_them()
    {
        await using Cycle cycle = await NewAsync(Company.Of(4));
        CycleHost host = new(cycle);
        SyncSummary summary = await cycle.SyncAsync(new SyncRequest(), host);
        Assert.Equal((SyncOutcome.Stopped, 3), (summary.Outcome, summary.ExitCode));
        SyncStage held = summary.Stages[1];
        Assert.Equal((SyncStageState.Stopped, "QuestionUnanswered", 4), (held.State, held.ErrorId, held.Counts["Held"]));
        Assert.Contains("-ConfirmFirstRun", held.Remedy, StringComparison.Ordinal);
        Assert.Equal(("Provisioning RingCentral waits for confirmation.", held.Remedy), (summary.Reason, summary.Remedy));
        HealthFinding stopped = Assert.Single(await HubHealth.ReadAsync(cycle.Hub, cycle.Time, Stop), static finding => finding.Topic == HealthTopic.GuardStopped);
        Assert.Equal("Provisioning RingCentral was stopped: the first full provisioning waits for confirmation.", stopped.Message);
        Assert.Contains("-ConfirmFirstRun", stopped.Remedy, StringComparison.Ordinal);
        Assert.Equal(SyncStageState.Completed, summary.Stages[2].State);
        Assert.Equal("The first full provisioning of Example, account 400131426008. -ConfirmFirstRun", Assert.Single(host.Asked).Replace(cycle.Account.Description.Id, "400131426008", StringComparison.Ordinal));
        Assert.Empty(cycle.Simulator.RequestLog.Writes);

        // A person's no is a word: nothing is sent, and nothing waits for another one.
        summary = await cycle.SyncAsync(new SyncRequest(), new CycleHost(cycle) { Answer = false });
        Assert.Equal((SyncStageState.Stopped, Interruption.Declined(RunKind.Provisioning)), (summary.Stages[1].State, summary.Stages[1].Reason));
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal(0, await cycle.Hub.CountAsync(new Filter<Core.Model.Operation>().In(row => row.State, [OperationState.Held, OperationState.Planned]), Stop));
        Assert.DoesNotContain(await HubHealth.ReadAsync(cycle.Hub, cycle.Time, Stop), static finding => finding.Topic == HealthTopic.GuardStopped);

        // Provisioning is agreed to; the first write-back is another question.
        host = new CycleHost(cycle) { Agree = action => action != "Write numbers back", Answer = true };
        summary = await cycle.SyncAsync(new SyncRequest(), host);
        Assert.Equal((SyncStageState.Completed, SyncStageState.Stopped), (summary.Stages[1].State, summary.Stages[3].State));
        summary = await cycle.SyncAsync(new SyncRequest());
        Assert.Equal((SyncStageState.Stopped, "QuestionUnanswered", ""), (summary.Stages[3].State, summary.Stages[3].ErrorId, cycle.Changes));
        Assert.Equal((0, "WriteBack company: 4 fill"), ((summary = await cycle.SyncAsync()).ExitCode, $"{summary.Stages[3]}"));
    }

    [Fact]
    public async Task Nobody_who_said_no_to_the_import_is_asked_less_of_the_rest()
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await NewAsync(company);
        company.Add(new Person("new1"));
        await cycle.ReplaceAsync(company);
        SyncSummary summary = await cycle.SyncAsync(s_confirmed, new CycleHost(cycle) { Agree = action => action != "Import people and groups" });
        Assert.Equal(["Import company: Stopped", "Provisioning RingCentral: 4 fill"], summary.Stages.Take(2).Select(stage => $"{stage}"));
        Assert.Equal(3, summary.ExitCode);
    }

    [Fact]
    public async Task The_guard_of_the_import_holds_the_leavers_and_nobody_else()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await NewAsync(company);
        await cycle.SyncAsync();
        for (int i = 0; i < 8; i++)
        {
            company.Change($"p{i:000}", person => person with { Disabled = true });
        }

        company.Change("p010", person => person with { Department = "Moved" });
        company.Add(new Person("new1"));
        await cycle.ReplaceAsync(company);
        SyncSummary summary = await cycle.SyncAsync();
        Assert.Equal((SyncOutcome.Stopped, SyncStageState.Stopped, "GuardTripped"), (summary.Outcome, summary.Stages[0].State, summary.Stages[0].ErrorId));
        Assert.Contains("Nobody was deactivated; the rest was imported.", summary.Stages[0].Reason, StringComparison.Ordinal);
        Assert.Equal(8, summary.Stages[0].Counts["Held"]);
        Assert.Equal(["Provisioning RingCentral: 1 fill, 1 update", "ReadBack RingCentral: nothing to do", "WriteBack company: 1 fill"], summary.Stages.Skip(1).Select(stage => $"{stage}"));
        Assert.DoesNotContain(company.People, person => cycle.ExtensionOf(person.Sam).Status == "Disabled");

        // The same switch as the single cmdlets; it accepts for this run, in every stage.
        summary = await cycle.SyncAsync(new SyncRequest { AcceptGuard = true });
        Assert.Equal(["Import company: 8 deactivated", "Provisioning RingCentral: 8 deactivate"], summary.Stages.Take(2).Select(stage => $"{stage}"));
        Assert.Equal((0, 8), (summary.ExitCode, company.People.Count(person => cycle.ExtensionOf(person.Sam).Status == "Disabled")));
    }

    [Fact]
    public async Task The_guard_of_provisioning_holds_and_the_write_back_goes_on()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await NewAsync(company);
        await cycle.SyncAsync();
        for (int i = 0; i < 8; i++)
        {
            company.Team.Remove($"p{i:000}");
        }

        company.Add(new Person("new1"));
        await cycle.ReplaceAsync(company);
        SyncSummary summary = await cycle.SyncAsync();
        SyncStage held = summary.Stages[1];
        Assert.Equal((SyncOutcome.Stopped, SyncStageState.Stopped, "GuardTripped", 8, 1), (summary.Outcome, held.State, held.ErrorId, held.Counts["Held"], held.Counts["Fill"]));
        Assert.Contains("Approve-RcOperation -Plan ", held.Remedy, StringComparison.Ordinal);
        Assert.Equal(["Import company: 1 created", "WriteBack company: 1 fill"], [$"{summary.Stages[0]}", $"{summary.Stages[3]}"]);

        // Told before, too, with nothing held by the telling.
        Assert.Equal(3, (await cycle.SyncAsync(new SyncRequest { WhatIf = true })).ExitCode);
    }

    [Fact]
    public async Task The_guard_of_the_write_back_holds_that_directory_alone()
    {
        Company company = new();
        for (int i = 0; i < 10; i++)
        {
            company.Add(new Person($"p{i:000}") { Phone = $"+1 415 555 01{i:00}" });
        }

        await using Cycle cycle = await NewAsync(company);
        await cycle.SyncAsync();
        await cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.HubToAd, Target = "telephoneNumber", Expression = "'x' + user.primaryPhone" });
        string changes = cycle.Changes;
        SyncSummary summary = await cycle.SyncAsync();
        Assert.Equal((SyncOutcome.Stopped, SyncStageState.Stopped, "GuardTripped"), (summary.Outcome, summary.Stages[3].State, summary.Stages[3].ErrorId));
        Assert.Equal((changes, 3), (cycle.Changes, (await cycle.SyncAsync(new SyncRequest { WhatIf = true })).ExitCode));
        Assert.Equal("WriteBack company: 10 replace", $"{(await cycle.SyncAsync(new SyncRequest { AcceptGuard = true })).Stages[3]}");
    }

    [Fact]
    public async Task Some_people_fail_and_stay_failed_until_it_is_mended()
    {
        Company company = Company.Of(5);
        company.Change("p002", person => person with { State = "Kalifornia" });
        await using Cycle cycle = await NewAsync(company);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.email", BodyContains = "p003@example.com" });
        for (int run = 0; run < 2; run++)
        {
            SyncSummary summary = await cycle.SyncAsync();
            Assert.Equal((SyncOutcome.SomeFailed, 2, 2L), (summary.Outcome, summary.ExitCode, summary.Failures));
            Assert.Equal(run == 0 ? (3, 1, 1) : (0, 2, 0), (Count(summary, "Fill"), Count(summary, "Blocked"), Count(summary, "Failed")));
        }

        cycle.Simulator.Faults.Clear();
        company.Change("p002", person => person with { State = "CA" });
        company.Change("p003", person => person with { Mail = "third@example.com" });
        await cycle.ReplaceAsync(company);
        Assert.Equal((0, 2), ((await cycle.SyncAsync()).ExitCode, cycle.Simulator.State.Account.FindByEmail("third@example.com").Count + cycle.Simulator.State.Account.FindByEmail("p002@example.com").Count));

        static long Count(SyncSummary summary, string action) => summary.Stages[1].Counts.GetValueOrDefault(action);
    }

    [Fact]
    public async Task An_account_that_is_away_holds_up_neither_import_nor_write_back_and_is_tried_once()
    {
        Company company = Company.Of(5);
        await using Cycle cycle = await NewAsync(company);
        await cycle.SyncAsync(s_confirmed with { SkipWriteBack = true });
        company.Add(new Person("new1"));
        await cycle.ReplaceAsync(company);
        CycleHost host = new(cycle) { Away = { [Ids.RingCentral] = new RingCentralAdException("RcUnreachable", ErrorKind.Unavailable, "RingCentral does not answer.", "Check the network.") } };
        SyncSummary summary = await cycle.SyncAsync(s_confirmed, host);
        Assert.Equal((SyncOutcome.CouldNotRun, 4), (summary.Outcome, summary.ExitCode));
        Assert.Equal(["Import company: 1 created", "Provisioning RingCentral: Failed", "ReadBack RingCentral: Failed", "WriteBack company: 5 fill"], summary.Stages.Select(stage => $"{stage}"));
        Assert.Equal(("RcUnreachable", "RcUnreachable", "Check the network."), (summary.Stages[1].ErrorId, summary.Stages[2].ErrorId, summary.Stages[2].Remedy));
        Assert.StartsWith("Not tried, since", summary.Stages[2].Reason, StringComparison.Ordinal);
        Assert.Single(host.Opened, Ids.RingCentral);
    }

    [Fact]
    public async Task A_directory_that_is_away_holds_up_no_provisioning_and_gets_no_write()
    {
        await using Cycle cycle = await NewAsync(Company.Of(5));
        DirectoryEntry entry = await cycle.EntryAsync();
        CycleHost host = new(cycle) { Away = { [entry.Id] = new RingCentralAdException("AdUnreachable", ErrorKind.Unavailable, "No server answers.", "Check the firewall.") } };
        SyncSummary summary = await cycle.SyncAsync(s_confirmed, host);
        Assert.Equal(["Import company: Failed", "Provisioning RingCentral: 5 fill", "ReadBack RingCentral: nothing to do", "WriteBack company: Failed"], summary.Stages.Select(stage => $"{stage}"));
        Assert.Equal((4, "", 1), (summary.ExitCode, cycle.Changes, host.Opened.Count(name => name == "company")));
        DirectoryHealth health = await DirectoryHealthLog.ReadAsync(cycle.Hub, entry.Id, Stop);
        Assert.Equal((1, "AdUnreachable", "Check the firewall."), (health.Failures, health.ErrorId, health.Remedy));

        // A what-if says the same and writes no failure down.
        Assert.Equal(4, (await cycle.SyncAsync(s_confirmed with { WhatIf = true }, host)).ExitCode);
        Assert.Equal(1, (await DirectoryHealthLog.ReadAsync(cycle.Hub, entry.Id, Stop)).Failures);
        Assert.Equal(0, (await cycle.SyncAsync(s_confirmed)).ExitCode);
    }

    [Fact]
    public async Task A_hub_without_directory_or_account_says_what_to_connect()
    {
        await using Cycle cycle = await NewAsync(Company.Of(1));
        await cycle.Hub.WriteAsync(transaction => transaction.RemoveAsync(new Filter<DirectoryEntry>(), Stop), null, Stop);
        SyncSummary summary = await cycle.SyncAsync();
        Assert.Equal((4, "DirectoryNotFound"), (summary.ExitCode, summary.Stages[0].ErrorId));
        Assert.Equal((SyncStageState.Completed, SyncStageState.NotDue), (summary.Stages[1].State, summary.Stages[2].State));
    }

    [Fact]
    public async Task One_sync_at_a_time_and_a_single_run_holds_up_only_its_stage()
    {
        await using Cycle cycle = await NewAsync(Company.Of(3));
        await using (await StageLease.TakeAsync(cycle.Hub, "Sync", cycle.Time, Stop))
        {
            SyncSummary summary = await cycle.SyncAsync();
            Assert.Equal((4, "HubBusy"), (summary.ExitCode, summary.ErrorId));
            Assert.Empty(summary.Stages);
            Assert.Empty(cycle.Simulator.RequestLog.Writes);
            Assert.Equal(0, (await cycle.SyncAsync(new SyncRequest { WhatIf = true })).ExitCode);
        }

        await using (await StageLease.TakeAsync(cycle.Hub, nameof(RunKind.Import), cycle.Time, Stop))
        {
            SyncSummary summary = await cycle.SyncAsync();
            Assert.Equal((4, "HubBusy", SyncStageState.Failed), (summary.ExitCode, summary.Stages[0].ErrorId, summary.Stages[0].State));
            Assert.Equal("Provisioning RingCentral: 3 fill", $"{summary.Stages[1]}");
            Assert.Equal(0, (await DirectoryHealthLog.ReadAsync(cycle.Hub, (await cycle.EntryAsync()).Id, Stop)).Failures);
        }

        Assert.Equal(0, (await cycle.SyncAsync()).ExitCode);
    }

    [Fact]
    public async Task What_is_no_error_of_a_stage_ends_the_sync_and_gives_the_lease_back()
    {
        await using Cycle cycle = await NewAsync(Company.Of(3));
        CycleHost host = new(cycle) { Away = { [Ids.RingCentral] = new InvalidOperationException("a fault of ours") } };
        await Assert.ThrowsAsync<InvalidOperationException>(() => cycle.SyncAsync(s_confirmed, host));
        Assert.Equal(0, (await cycle.SyncAsync()).ExitCode);
    }

    [Fact]
    public async Task Stopped_in_the_middle_the_next_one_goes_on()
    {
        await using Cycle cycle = await NewAsync(Company.Of(20));
        using CancellationTokenSource stop = new();
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.Hook, Method = "PUT", Skip = 3, Count = 1, Hook = _ => stop.Cancel() });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cycle.SyncAsync(s_confirmed, stop: stop.Token));
        SyncSummary summary = await cycle.SyncAsync();
        Assert.Equal((0, "WriteBack company: 20 fill"), (summary.ExitCode, $"{summary.Stages[3]}"));
        Assert.Equal(20, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Contact.Email?.EndsWith("@example.com", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task It_is_the_same_on_PostgreSQL()
    {
        Company company = Company.Of(12);
        await using Cycle cycle = await NewAsync(company, place: new PostgresPlace().New());
        await cycle.SyncAsync();
        company.Add(new Person("new1")).Change("p004", person => person with { Department = "Moved" });
        company.Change("p005", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        int writes = cycle.Simulator.RequestLog.Writes.Count;
        long runs = await cycle.Hub.CountAsync<Run>(cancellationToken: Stop);
        SyncSummary told = await cycle.SyncAsync(new SyncRequest { WhatIf = true });
        Assert.Equal(
            ["Import company: 1 created, 1 deactivated, 1 updated", "Provisioning RingCentral: 1 deactivate, 1 fill, 1 update", "ReadBack RingCentral: nothing to do", "WriteBack company: nothing to do"],
            told.Stages.Select(stage => $"{stage}"));
        Assert.Equal((writes, runs, 12L), (cycle.Simulator.RequestLog.Writes.Count, await cycle.Hub.CountAsync<Run>(cancellationToken: Stop), await cycle.Hub.CountAsync<HubUser>(cancellationToken: Stop)));
        SyncSummary done = await cycle.SyncAsync(new SyncRequest());
        Assert.Equal(told.Stages.Take(3).Select(stage => $"{stage}"), done.Stages.Take(3).Select(stage => $"{stage}"));
        await HubSuspension.SuspendAsync(cycle.Hub, HubSuspension.Of(null, null, cycle.Time), Stop);
        Assert.Equal("SyncSuspended", (await cycle.SyncAsync()).ErrorId);
        await Assert.ThrowsAsync<SendingClosedException>(() => cycle.ProvisionAsync());
    }

    /// <summary>Imported once, so that its group can be assigned; nobody is provisioned yet.</summary>
    private static async Task<Cycle> NewAsync(Company company, TimeProvider? time = null, HubLocation? place = null)
    {
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = company.People.Count + 8 }, time, place: place);
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        return cycle;
    }
}
