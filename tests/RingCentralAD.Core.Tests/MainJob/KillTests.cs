using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A provisioning run in a process of its own, killed at random moments, over and over, until one comes to its end. The lease of the dead is taken over at once.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(CreateMode.FillUnassigned, false)]
    [InlineData(CreateMode.Create, false)]
    [InlineData(CreateMode.Create, true)]
    public async Task Killed_at_any_moment_the_next_run_completes_it(CreateMode mode, bool together)
    {
        int seed = Random.Shared.Next();
        Random random = new(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        const int kills = 10;
        Company company = Company.Of(30);

        // Batches and bulk updates are chosen where single requests would take longer: here 5 a second go at once.
        RateLimitOptions? limits = !together ? null : new()
        {
            Medium = new RateLimit { Limit = 5, WindowSeconds = 1 }, Light = new RateLimit { Limit = 200, WindowSeconds = 1 }, Heavy = new RateLimit { Limit = 20, WindowSeconds = 1 }, Auth = new RateLimit { Limit = 1_000 },
        };
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 35, Inventory = 34 }, limits: limits);
        await cycle.OptionsAsync(options => options with
        {
            CreateMode = mode,
            BatchCreate = together,
            AssignNumbers = together,
            EmergencyLocation = random.Next(2) == 0 ? cycle.Simulator.State.Account.EmergencyLocations[0].Id : null,
        });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        int killed = 0;
        for (int run = 0; run < kills; run++)
        {
            if (run == kills / 2)
            {
                // Whoever is done by now gets work again: updates are killed too.
                for (int i = 0; i < company.People.Count; i++)
                {
                    company.Change(company.People[i].Sam, person => person with { Department = "Moved", State = "CO" });
                }

                await cycle.ReplaceAsync(company);
                await cycle.ImportAsync();
            }

            killed += await RunProcess.RunAsync(cycle, (random.Next(1, 8), random.Next(25))) ? 1 : 0;
        }

        Assert.True(killed > kills / 2, $"seed {seed}: only {killed} of {kills} runs were killed before their end");
        Assert.False(await RunProcess.RunAsync(cycle, null));
        await LostAnswerTests.CheckAsync(cycle, company, $"seed {seed}, {mode}");
        if (together)
        {
            LostBatchTests.CheckNumbers(cycle, company, $"seed {seed}");
            Assert.Contains(cycle.Simulator.RequestLog.Writes, write => write.Operation is "postBatchProvisionUsers" or "extensionBulkUpdate");
        }

        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Provisioning), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(runs, run => run.State == RunState.Running);
        Assert.Equal(30, runs.Sum(run => run.Counts.GetValueOrDefault(mode == CreateMode.Create ? nameof(OperationKind.Create) : nameof(OperationKind.Fill))));
        Assert.Equal(mode == CreateMode.Create ? 30 : 0, cycle.Simulator.State.Account.Created);
    }
}
