using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A sync that waits for another one: it has nothing to do where that came to its end, and does it all where it did not.</summary>
public sealed class SyncWaitTests
{
    private static readonly SyncRequest s_waiting = new() { ConfirmFirstRun = true, Wait = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_sync_brought_to_its_end_is_not_done_again()
    {
        await using Cycle cycle = await NewAsync();
        SyncSummary waited = await WaitForAsync(cycle, new SyncRequest { ConfirmFirstRun = true }, s_waiting);
        Assert.Equal((0, Environment.MachineName, 0), (waited.ExitCode, waited.DoneBy, waited.Stages.Count));
        Assert.EndsWith($"Clean; done by {Environment.MachineName}", waited.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, cycle.Simulator.RequestLog.Count("listExtensions"));
        Assert.Equal(4, cycle.Simulator.RequestLog.Count("updateExtension"));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("all")]
    public async Task A_larger_sync_than_the_one_it_waited_for_is_done(string asked)
    {
        await using Cycle cycle = await NewAsync();
        SyncSummary waited = await WaitForAsync(cycle, new SyncRequest { ConfirmFirstRun = true }, s_waiting with { Full = asked == "full", All = asked == "all" });
        Assert.Equal((0, null), (waited.ExitCode, waited.DoneBy));
        Assert.Equal(SyncStageState.Completed, waited.Stages[0].State);
        SyncMark mark = await cycle.Hub.GetAsync<SyncMark>(Stop);
        Assert.Equal((asked == "full", asked == "all"), (mark.Full, mark.All));

        // And a smaller one than that is covered.
        waited = await WaitForAsync(cycle, s_waiting with { Full = asked == "full", All = asked == "all" }, s_waiting);
        Assert.Equal(Environment.MachineName, waited.DoneBy);
    }

    [Theory]
    [InlineData("away")]
    [InlineData("part")]
    public async Task What_another_sync_could_not_do_or_left_out_is_done(string how)
    {
        await using Cycle cycle = await NewAsync();
        CycleHost away = new(cycle);
        away.Away[Ids.RingCentral] = new RingCentralAdException("RcUnreachable", ErrorKind.Unavailable, "No way to RingCentral from here.", "Check the firewall.");
        SyncSummary waited = how == "away"
            ? await WaitForAsync(cycle, new SyncRequest { ConfirmFirstRun = true }, s_waiting, away)
            : await WaitForAsync(cycle, new SyncRequest { ConfirmFirstRun = true, SkipProvisioning = true }, s_waiting);
        Assert.Equal((0, null), (waited.ExitCode, waited.DoneBy));
        Assert.Contains(waited.Stages, static stage => stage.ToString() == "Provisioning RingCentral: 4 fill");
    }

    [Theory]
    [InlineData("window")]
    [InlineData("guard")]
    [InlineData("first")]
    public async Task What_another_sync_was_not_allowed_to_do_is_done(string what)
    {
        await using Cycle cycle = await NewAsync();
        SyncRequest waiting = new() { Wait = true, IgnoreWindow = what == "window", AcceptGuard = what == "guard", ConfirmFirstRun = true };
        SyncRequest first = new() { ConfirmFirstRun = what != "first" };
        SyncSummary waited = await WaitForAsync(cycle, first, waiting, answer: false);
        Assert.Equal((0, null), (waited.ExitCode, waited.DoneBy));
        Assert.Equal(4, cycle.Simulator.RequestLog.Count("updateExtension"));
        SyncMark mark = await cycle.Hub.GetAsync<SyncMark>(Stop);
        Assert.Equal((what == "window", what == "guard", true), (mark.IgnoreWindow, mark.AcceptGuard, mark.ConfirmFirstRun));
    }

    [Fact]
    public async Task A_stage_that_somebody_works_at_by_hand_is_waited_for()
    {
        await using Cycle cycle = await NewAsync();
        CycleHost host = new(cycle);
        Task<SyncSummary> sync;
        await using (await StageLease.TakeAsync(cycle.Hub, "Provisioning", TimeProvider.System, Stop))
        {
            sync = cycle.SyncAsync(s_waiting, host);
            await UntilWaitingAsync(host, sync);
            Assert.Empty(cycle.Simulator.RequestLog.Writes);
        }

        Assert.Equal((0, "Provisioning RingCentral: 4 fill"), ((await sync).ExitCode, $"{(await sync).Stages[1]}"));
    }

    private static async Task<Cycle> NewAsync()
    {
        Company company = Company.Of(4);
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 6 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        cycle.Simulator.RequestLog.Clear();
        return cycle;
    }

    /// <summary>A sync that is held at its beginning, and another one that comes meanwhile.</summary>
    private static async Task<SyncSummary> WaitForAsync(Cycle cycle, SyncRequest first, SyncRequest second, CycleHost? firstHost = null, bool? answer = null)
    {
        using ManualResetEventSlim go = new();
        using ManualResetEventSlim begun = new();
        CycleHost held = new(cycle)
        {
            Answer = answer,
            Agree = _ =>
            {
                begun.Set();
                go.Wait(Stop);
                return true;
            },
        };
        foreach ((string id, Exception error) in firstHost?.Away ?? [])
        {
            held.Away[id] = error;
        }

        Task<SyncSummary> one = Task.Run(() => cycle.SyncAsync(first, held), Stop);
        begun.Wait(Stop);
        CycleHost host = new(cycle);
        Task<SyncSummary> two = cycle.SyncAsync(second, host);
        await UntilWaitingAsync(host, two);
        Assert.Empty(host.Opened);
        go.Set();
        await one;
        return await two;
    }

    private static async Task UntilWaitingAsync(CycleHost host, Task sync)
    {
        while (!host.Told.Any(static text => text.EndsWith("Waiting for it.", StringComparison.Ordinal)))
        {
            Assert.False(sync.IsCompleted);
            await Task.Delay(20, Stop);
        }
    }
}
