using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Simulator;
using Operation = RingCentralAD.Core.Model.Operation;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Change windows: outside them a sync looks and imports, and changes nothing but leavers where they are wanted; at their end it stops.</summary>
public sealed class SyncWindowTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_mondayNoon = new(2026, 11, 30, 11, 0, 0, TimeSpan.Zero);
    private static readonly SyncRequest s_confirmed = new() { ConfirmFirstRun = true };
    private readonly FakeTimeProvider _time = new(s_mondayNoon);
    private readonly Company _company = Company.Of(20);
    private Cycle _cycle = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_one_changed_while_a_prompt_waited_stays()
    {
        // Shown at a prompt: leavers always. Answered after somebody closed the week.
        static SyncOptions Asked(SyncOptions options, TimeProvider time) => SyncSettings.Change(options, null, null, true, time);
        _ = Asked(await _cycle.Hub.GetAsync<SyncOptions>(Stop), _time);
        await SyncSettings.ChangeAsync(_cycle.Hub, options => SyncSettings.Change(options, ["Sat,Sun 00:00-24:00"], "Europe/Berlin", null, _time), Stop);
        await SyncSettings.ChangeAsync(_cycle.Hub, options => Asked(options, _time), Stop);
        SyncOptions after = await _cycle.Hub.GetAsync<SyncOptions>(Stop);
        Assert.Equal(("Sat,Sun 00:00-24:00", "Europe/Berlin", true), (Assert.Single(after.Windows), after.TimeZone, after.LeaversAlways));
    }

    [Fact]
    public async Task Outside_it_is_imported_and_read_and_nothing_is_changed()
    {
        await WindowAsync(leavers: false);
        await ChangeAsync();
        SyncSummary summary = await _cycle.SyncAsync(s_confirmed);
        Assert.Equal(
            ["Import company: 1 created, 1 deactivated, 1 updated", "Provisioning RingCentral: OutsideWindow", "ReadBack RingCentral: nothing to do", "WriteBack company: OutsideWindow"],
            summary.Stages.Select(stage => $"{stage}"));
        Assert.Equal((SyncOutcome.Clean, 0, "the change window opens Mon 2026-11-30 19:00 Europe/Berlin"), (summary.Outcome, summary.ExitCode, summary.Stages[1].Reason));
        Assert.Empty(_cycle.Simulator.RequestLog.Writes);
        Assert.Equal("Provisioning RingCentral: OutsideWindow", $"{(await _cycle.SyncAsync(s_confirmed with { WhatIf = true })).Stages[1]}");

        // This once, by a person's word.
        Assert.Equal("Provisioning RingCentral: 1 deactivate, 1 fill, 1 update", $"{(await _cycle.SyncAsync(s_confirmed with { IgnoreWindow = true, WhatIf = true })).Stages[1]}");

        _time.SetUtcNow(s_mondayNoon.AddHours(7));
        Assert.Equal(
            ["Provisioning RingCentral: 1 deactivate, 1 fill, 1 update", "WriteBack company: 1 fill"], (await _cycle.SyncAsync(s_confirmed)).Stages.Where(stage => stage.Stage is SyncStageKind.Provisioning or SyncStageKind.WriteBack).Select(stage => $"{stage}"));
    }

    [Fact]
    public async Task Leavers_leave_at_any_time_where_that_is_wanted()
    {
        await WindowAsync(leavers: true);
        await ChangeAsync();
        SyncSummary told = await _cycle.SyncAsync(s_confirmed with { WhatIf = true });
        Assert.Empty(_cycle.Simulator.RequestLog.Writes);
        SyncSummary summary = await _cycle.SyncAsync(s_confirmed);
        Assert.Equal("Provisioning RingCentral: OutsideWindow (1 deactivate)", $"{summary.Stages[1]}");
        Assert.Equal($"{told.Stages[1]}", $"{summary.Stages[1]}");
        Assert.StartsWith("only leavers; the change window opens", summary.Stages[1].Reason, StringComparison.Ordinal);
        Assert.Equal("WriteBack company: OutsideWindow", $"{summary.Stages[3]}");
        Assert.Single(_cycle.Simulator.RequestLog.Writes);
        Assert.Equal("Disabled", _cycle.ExtensionOf("p001").Status);
        Assert.Equal("Sales", _cycle.ExtensionOf("p002").Contact.Department);

        _time.SetUtcNow(s_mondayNoon.AddHours(7));
        Assert.Equal("Provisioning RingCentral: 1 fill, 1 update", $"{(await _cycle.SyncAsync(s_confirmed)).Stages[1]}");
    }

    [Fact]
    public async Task The_guard_holds_leavers_outside_the_window_as_it_does_within()
    {
        await WindowAsync(leavers: true);
        for (int i = 0; i < 8; i++)
        {
            _company.Team.Remove($"p{i:000}");
        }

        await _cycle.ReplaceAsync(_company);
        SyncSummary summary = await _cycle.SyncAsync(s_confirmed);
        Assert.Equal((3, SyncStageState.Stopped, 8), (summary.ExitCode, summary.Stages[1].State, summary.Stages[1].Counts["Held"]));
        Assert.Empty(_cycle.Simulator.RequestLog.Writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_window_that_closes_lets_what_is_on_its_way_end_and_leaves_the_rest(bool leavers)
    {
        await WindowAsync(leavers);
        _time.SetUtcNow(s_mondayNoon.AddHours(8));
        _company.People.ForEach(person => _company.Team.Add(person.Sam));
        for (int i = 0; i < 30; i++)
        {
            _company.Add(new Person($"new{i:00}"));
        }

        await _cycle.ReplaceAsync(_company);
        _cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.Hook, Method = "PUT", Skip = 4, Count = 1, Hook = _ => _time.SetUtcNow(s_mondayNoon.AddHours(18)) });
        SyncSummary summary = await _cycle.SyncAsync(s_confirmed);
        int sent = _cycle.Simulator.RequestLog.Writes.Count;
        Assert.InRange(sent, 5, 29);
        Assert.Equal((0, SyncStageState.OutsideWindow, "WindowClosed", sent), (summary.ExitCode, summary.Stages[1].State, summary.Stages[1].ErrorId, (int)summary.Stages[1].Counts["Fill"]));
        Assert.Contains("opens Tue 2026-12-01 19:00 Europe/Berlin", summary.Stages[1].Reason, StringComparison.Ordinal);
        Assert.Equal(SyncStageState.OutsideWindow, summary.Stages[3].State);
        Assert.DoesNotContain(await _cycle.Hub.ListAsync<Operation>(cancellationToken: Stop), operation => operation.State is OperationState.Sent or OperationState.Unknown);

        _time.SetUtcNow(s_mondayNoon.AddHours(32));
        Assert.Equal(30 - sent, (await _cycle.SyncAsync(s_confirmed)).Stages[1].Counts["Fill"]);
        Assert.Equal(30, _cycle.Simulator.RequestLog.Writes.Count);
    }

    [Fact]
    public async Task A_zone_that_this_host_does_not_know_stops_everything()
    {
        await _cycle.Hub.WriteAsync(transaction => transaction.SetAsync(new SyncOptions { Windows = ["Mon-Fri 19:00-06:00"], TimeZone = "Mars/Olympus" }, Stop), null, Stop);
        await ChangeAsync();
        SyncSummary summary = await _cycle.SyncAsync(s_confirmed);
        Assert.Equal((4, "TimeZoneUnknown", 0), (summary.ExitCode, summary.ErrorId, summary.Stages.Count));
    }

    public async ValueTask InitializeAsync()
    {
        _cycle = await Cycle.ProvisionedAsync(_company, new SeedRequest { Unassigned = 60 }, _time);
        await _cycle.WriteBackAsync();
        await _cycle.Hub.WriteAsync(
            async transaction =>
            {
                HubIdentity identity = await transaction.GetIdentityAsync(Stop);
                await transaction.SetAsync(identity with { ProvisioningConfirmed = true, WriteBackConfirmed = [(await _cycle.EntryAsync()).Id] }, Stop);
            },
            null,
            Stop);
        _cycle.Simulator.RequestLog.Clear();
    }

    public ValueTask DisposeAsync() => _cycle.DisposeAsync();

    private Task WindowAsync(bool leavers) => _cycle.Hub.WriteAsync(
        transaction => transaction.SetAsync(new SyncOptions { Windows = ["Mon-Fri 19:00-06:00"], TimeZone = "Europe/Berlin", LeaversAlways = leavers }, Stop), null, Stop);

    /// <summary>One who leaves, one who moves, one who is new.</summary>
    private Task ChangeAsync()
    {
        _company.Change("p001", person => person with { Disabled = true });
        _company.Change("p002", person => person with { Department = "Moved" });
        _company.Add(new Person("new1"));
        return _cycle.ReplaceAsync(_company);
    }
}
