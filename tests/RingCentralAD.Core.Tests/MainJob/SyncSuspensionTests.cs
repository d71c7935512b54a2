using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Simulator;
using Operation = RingCentralAD.Core.Model.Operation;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A word that stops the sync of a hub stops it everywhere: before a run, and in the middle of one that another host has under way.</summary>
public sealed class SyncSuspensionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suspended_nothing_is_written_anywhere_and_looking_goes_on()
    {
        await using Cycle cycle = await NewAsync(Company.Of(6));
        await HubSuspension.SuspendAsync(cycle.Hub, HubSuspension.Of(null, "support looks at it", cycle.Time), Stop);
        string hub = HubDump.Of(cycle.HubPath);
        CycleHost host = new(cycle);
        SyncSummary summary = await cycle.SyncAsync(host: host);
        Assert.Equal((SyncOutcome.CouldNotRun, 4, "SyncSuspended"), (summary.Outcome, summary.ExitCode, summary.ErrorId));
        Assert.Contains($"by {Environment.UserDomainName}\\{Environment.UserName} on {Environment.MachineName}: support looks at it", summary.Reason, StringComparison.Ordinal);
        Assert.Contains("Resume-RcSync", summary.Remedy, StringComparison.Ordinal);
        Assert.Empty(host.Opened);

        // The single steps are refused as well; no run is begun.
        Assert.Equal("SyncSuspended", (await Assert.ThrowsAsync<SendingClosedException>(() => cycle.ProvisionAsync())).ErrorId);
        Assert.Equal("SyncSuspended", (await Assert.ThrowsAsync<SendingClosedException>(() => cycle.WriteBackAsync())).ErrorId);
        Assert.Equal(hub, HubDump.Of(cycle.HubPath));

        // What only looks, and what changes the hub alone.
        Assert.Equal("Provisioning RingCentral: 6 fill", $"{(await cycle.SyncAsync(new SyncRequest { WhatIf = true })).Stages[1]}");
        Assert.Equal(6, (await cycle.ProvisionAsync(trial: true)).Count);
        Assert.Empty(await cycle.ImportAsync());
        Assert.Empty(await cycle.ImportAccountAsync());
        Assert.Empty(cycle.Simulator.RequestLog.Writes);

        await HubSuspension.ResumeAsync(cycle.Hub, Stop);
        Assert.Equal(0, (await cycle.SyncAsync()).ExitCode);
        Assert.Equal(6, cycle.Simulator.RequestLog.Writes.Count);
    }

    [Fact]
    public async Task It_ends_by_itself_at_its_time()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
        await using Cycle cycle = await NewAsync(Company.Of(2), time);
        Assert.Equal("SuspensionInvalid", Assert.Throws<RingCentralAdException>(() => HubSuspension.Of(time.GetUtcNow(), null, time)).ErrorId);
        await HubSuspension.SuspendAsync(cycle.Hub, HubSuspension.Of(time.GetUtcNow().AddHours(2), null, time), Stop);
        Assert.Contains(", until 2026-11-30 10:00 UTC", (await cycle.SyncAsync()).Reason, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(4, (await cycle.SyncAsync()).ExitCode);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await cycle.SyncAsync()).ExitCode);
        Assert.Null((await HubOverview.ReadAsync(cycle.Hub, time, Stop)).Suspended);
    }

    [Theory]
    [InlineData(1, CreateMode.FillUnassigned)]
    [InlineData(5, CreateMode.FillUnassigned)]
    [InlineData(3, CreateMode.Create)]
    public async Task Another_host_stops_a_run_that_is_under_way(int at, CreateMode mode)
    {
        await using Cycle cycle = await NewAsync(Company.Of(40));
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        await using IHubStore other = await HubStore.OpenAsync(HubLocation.Parse(cycle.HubPath), TimeProvider.System, Stop);
        int before = 0;

        // As slow as a real account, so that the other host gets its turn at the hub while there is work left.
        string method = mode == CreateMode.Create ? "POST" : "PUT";
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.Slow, Method = method, DelaySeconds = 0.3 });
        cycle.Simulator.Faults.Add(new FaultRule
        {
            Kind = FaultKind.Hook,
            Method = method,
            Skip = at - 1,
            Count = 1,
            Hook = _ => other.WriteAsync(
                async transaction =>
                {
                    await transaction.SetAsync(HubSuspension.Of(null, null, TimeProvider.System), Stop);
                    before = (await transaction.ListAsync<Operation>(cancellationToken: Stop)).Count(operation => operation.SentAt is not null);
                },
                null,
                Stop).GetAwaiter().GetResult(),
        });
        SyncSummary summary = await cycle.SyncAsync();

        // Those that were on their way when the word was committed have ended, and not one has begun after it; of those that were about to begin some had to stay.
        int sent = cycle.Simulator.RequestLog.Writes.Count;
        Assert.InRange(before, at, 39);
        Assert.InRange(sent, at, before);
        Assert.Equal((4, SyncStageState.Failed, "SyncSuspended"), (summary.ExitCode, summary.Stages[1].State, summary.Stages[1].ErrorId));
        Assert.Equal(("SyncSuspended", ""), (summary.Stages[3].ErrorId, cycle.Changes));
        IReadOnlyList<Operation> operations = await cycle.Hub.ListAsync<Operation>(cancellationToken: Stop);
        Assert.Equal(sent, operations.Count(operation => operation.State == OperationState.Done));
        Assert.All(operations, operation => Assert.True(operation.State is OperationState.Done or OperationState.Planned, $"{operation.State}"));

        cycle.Simulator.Faults.Clear();
        await HubSuspension.ResumeAsync(other, Stop);
        Assert.Equal(0, (await cycle.SyncAsync()).ExitCode);
        Assert.Equal(40, cycle.Simulator.RequestLog.Writes.Count);
        for (int i = 0; i < 40; i++)
        {
            Assert.NotNull(cycle.ExtensionOf($"p{i:000}"));
        }
    }

    [Fact]
    public async Task A_write_back_that_is_under_way_stops_too()
    {
        await using Cycle cycle = await NewAsync(Company.Of(10));
        await cycle.SyncAsync(new SyncRequest { ConfirmFirstRun = true, SkipWriteBack = true });
        await using WriteBackRun run = await WriteBackRun.BeginAsync(cycle.Hub, await cycle.EntryAsync(), false, cycle.Time, Stop);
        WriteBackPlan plan = await run.PlanAsync(null, true, Stop);
        List<WriteBackRecord> written = [];
        RingCentralAdException stopped = await Assert.ThrowsAsync<SendingClosedException>(async () =>
        {
            await foreach (WriteBackRecord record in run.ExecuteAsync(plan, await cycle.DirectoryAsync(), null, Stop))
            {
                written.Add(record);
                if (written.Count == 4)
                {
                    await HubSuspension.SuspendAsync(cycle.Hub, HubSuspension.Of(null, null, cycle.Time), Stop);
                }
            }
        });
        Assert.Equal(("SyncSuspended", 4), (stopped.ErrorId, written.Count));
        Assert.Equal(4, LdifText.Applied(cycle.Changes, "telephoneNumber").Count(pair => pair.Value is not null));
    }

    [Fact]
    public async Task What_waits_for_its_turn_at_RingCentral_is_not_sent_after_the_word()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using Cycle cycle = await NewAsync(Company.Of(60), time, new RateLimitOptions());
        Task<List<ProvisioningRecord>> run = cycle.ProvisionAsync();
        int sent = await AllWaitAsync(cycle, run);
        await HubSuspension.SuspendAsync(cycle.Hub, HubSuspension.Of(null, null, time), Stop);
        time.Advance(s_window);
        Assert.Equal("SyncSuspended", (await Assert.ThrowsAsync<SendingClosedException>(() => run)).ErrorId);
        Assert.Equal(sent, cycle.Simulator.RequestLog.Writes.Count);
        Assert.All(await cycle.Hub.ListAsync<Operation>(cancellationToken: Stop), operation => Assert.True(operation.State is OperationState.Done or OperationState.Planned, $"{operation.State}"));
        await HubSuspension.ResumeAsync(cycle.Hub, Stop);
        await cycle.ProvisionAsync();
        CheckEverybodyOnce(cycle);
    }

    [Fact]
    public async Task What_waits_for_its_turn_at_RingCentral_is_not_sent_after_another_host_took_over()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using Cycle cycle = await NewAsync(Company.Of(60), time, new RateLimitOptions());
        Task<List<ProvisioningRecord>> run = cycle.ProvisionAsync();
        int sent = await AllWaitAsync(cycle, run);
        await using IHubStore other = await HubStore.OpenAsync(HubLocation.Parse(cycle.HubPath), new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(1)), Stop);
        Lease taken = await other.AcquireLeaseAsync(nameof(RunKind.Provisioning), "another host", TimeSpan.FromSeconds(45), Stop);
        time.Advance(s_window);
        Assert.Equal("LeaseLost", (await Assert.ThrowsAsync<RingCentralAdException>(() => run)).ErrorId);
        Assert.Equal(sent, cycle.Simulator.RequestLog.Writes.Count);

        // The other one looks what became of what this one had stored as on its way, and goes on.
        await other.ReleaseLeaseAsync(taken, Stop);
        await cycle.ProvisionAsync();
        CheckEverybodyOnce(cycle);
    }

    /// <summary>More than RingCentral's window, after which all the allowance is there again.</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(61);

    /// <summary>Until the allowance is used up and everybody at work waits for it, which no clock ends; gives how many writes went out by then.</summary>
    private static async Task<int> AllWaitAsync(Cycle cycle, Task run)
    {
        while (((RingCentralAccount)cycle.Account).Budgets.SingleOrDefault(budget => budget.Group == "Medium") is not { Waiting: 8 })
        {
            Assert.False(run.IsCompleted, $"The run ended before anybody had to wait: {run.Exception}");
            await Task.Delay(5, Stop);
        }

        return cycle.Simulator.RequestLog.Writes.Count;
    }

    private static void CheckEverybodyOnce(Cycle cycle)
    {
        Assert.DoesNotContain(cycle.Simulator.RequestLog.Entries, entry => entry.Status == 429);
        Assert.Empty(cycle.Simulator.RequestLog.Writes.GroupBy(write => write.Path).Where(writes => writes.Count() > 1).SelectMany(writes => writes));
        Assert.Equal(60, cycle.Simulator.RequestLog.Writes.Count);
        Assert.Equal(60, Enumerable.Range(0, 60).Select(number => cycle.ExtensionOf($"p{number:000}").Id).Distinct().Count());
    }

    private static async Task<Cycle> NewAsync(Company company, TimeProvider? time = null, RateLimitOptions? limits = null)
    {
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = company.People.Count + 8 }, time, limits is null ? null : time, limits: limits);
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        return cycle;
    }
}
