using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Ctrl+C at any moment of a run: what was on its way stays Sent or Unknown and is settled, nobody is sent twice.</summary>
public sealed class StoppedRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Stopped_at_any_moment_nothing_sent_is_forgotten(int seed)
    {
        Random random = new(seed);
        CreateMode mode = seed % 2 == 0 ? CreateMode.Create : CreateMode.FillUnassigned;
        Company company = Company.Of(15);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 20, UnassignedWithoutNumber = 0 });
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        int stopped = 0;
        HashSet<string> emitted = [];
        for (int run = 0; run < 40 && await OpenAsync(cycle) is { } next; run++)
        {
            using CancellationTokenSource stop = new();
            int before = cycle.Simulator.RequestLog.Writes.Count;
            await using ProvisioningRun provisioning = next;
            try
            {
                Plan plan = await provisioning.PlanAsync(null, false, null, Stop);
                int records = 0;
                if (run is > 0 and < 30)
                {
                    stop.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 40)));
                }

                await foreach (ProvisioningRecord record in provisioning.ExecuteAsync(plan, null, stop.Token))
                {
                    Assert.Equal(OperationState.Done, record.State);
                    emitted.Add(record.HubUserId);

                    // By the clock a fast machine may be done before the stop comes; the first run is stopped by what it did.
                    if (run == 0 && ++records == 3)
                    {
                        await stop.CancelAsync();
                    }
                }

                await provisioning.EndAsync();
            }
            catch (OperationCanceledException)
            {
                stopped++;
            }

            // Whatever the account carried out is Done in the hub, or open to be settled.
            IReadOnlyList<Core.Model.Operation> operations = await cycle.Hub.ListAsync<Core.Model.Operation>(cancellationToken: Stop);
            foreach (Simulator.Extension made in cycle.Simulator.State.Account.Extensions.Where(extension => extension.Contact.Email?.StartsWith('p') == true))
            {
                HubUser user = await cycle.UserAsync(made.Contact.Email![..4]);
                Assert.Contains(operations, operation => operation.UserId == user.Id && operation.State is OperationState.Done or OperationState.Sent or OperationState.Unknown);
            }

            Assert.DoesNotContain(operations, operation => operation.State == OperationState.Failed);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: stopped {stopped} times");
        Assert.True(stopped > 0, $"seed {seed}: never stopped");
        Assert.Equal(15, emitted.Count);
        await LostAnswerTests.CheckAsync(cycle, company, $"seed {seed}, {mode}");
        Assert.Equal(15, cycle.Simulator.RequestLog.Writes.Count(write => write.Status is >= 200 and < 300));
    }

    /// <summary>The next run, as long as there is something to do.</summary>
    private static async Task<ProvisioningRun?> OpenAsync(Cycle cycle)
    {
        await using (IHubStore what = await cycle.Hub.BeginTrialAsync(Stop))
        {
            await using ProvisioningRun trial = await ProvisioningRun.BeginAsync(what, cycle.Account, true, null, cycle.Time, Stop);
            bool open = (await cycle.Hub.ListAsync<Core.Model.Operation>(cancellationToken: Stop)).Any(operation => operation.State is OperationState.Sent or OperationState.Unknown or OperationState.Planned);
            if (!open && (await trial.PlanAsync(null, false, null, Stop)).Operations.Count == 0)
            {
                return null;
            }
        }

        return await ProvisioningRun.BeginAsync(cycle.Hub, cycle.Account, false, null, cycle.Time, Stop);
    }
}
