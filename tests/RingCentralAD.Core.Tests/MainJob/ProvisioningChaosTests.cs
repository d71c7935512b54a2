using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// Everything that can go wrong, mixed at random: in the end everybody has exactly one extension with the mapped values, every failure is
/// on record, and the hub says what the account says. 2,000 people and 50 seeds with RCAD_SOAK=1.
/// </summary>
[Trait("Category", "Soak")]
public sealed class ProvisioningChaosTests
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, s_soak ? 50 : 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_everybody_has_one_extension(int seed)
    {
        Random random = new(seed);
        CreateMode mode = (CreateMode)(seed % 3);
        bool together = mode == CreateMode.Create;
        Company company = Company.Of(int.TryParse(Environment.GetEnvironmentVariable("RCAD_CHAOS_PEOPLE"), out int given) ? given : s_soak ? 2_000 : 60);
        SimulatorClock brisk = new(200);
        await using Cycle cycle = await Cycle.StartAsync(
            company.ToLdif(), new SeedRequest { Unassigned = mode == CreateMode.FillThenCreate ? company.People.Count / 2 : company.People.Count + 10, UnassignedWithoutNumber = 0 }, brisk, brisk,
            together ? new RateLimitOptions { Medium = new RateLimit { Limit = 20 }, Light = new RateLimit { Limit = 500 } } : null);

        // New people by batches, and changes by bulk updates, where RingCentral's limits make them the sooner way.
        await cycle.OptionsAsync(options => options with { CreateMode = mode, BatchCreate = together });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        string what = $"seed {seed}, {mode}";
        (int stopped, int failed) = await StormAsync(cycle, random);

        foreach (Person person in company.People.Where((_, at) => at % 7 == 3).ToArray())
        {
            company.Change(person.Sam, before => before with { Department = $"Department {random.Next(50)}", State = random.Next(2) == 0 ? "Colorado" : "NY" });
        }

        foreach (Person person in company.People.Where((_, at) => at % 29 == 5).ToArray())
        {
            company.Change(person.Sam, before => before with { Disabled = true });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        (int more, int also) = await StormAsync(cycle, random);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {company.People.Count} people, {stopped + more} runs cut off, {failed + also} times no space, {cycle.Simulator.RequestLog.Entries.Count} requests");
        await QuietAsync(cycle, what);
        await LostAnswerTests.CheckAsync(cycle, company, what);
        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Provisioning), Stop);
        Assert.All(runs, run => Assert.NotNull(run.EndedAt));
    }

    /// <summary>Runs that are cut off, refused, lied to or left without space.</summary>
    private static async Task<(int Stopped, int Full)> StormAsync(Cycle cycle, Random random)
    {
        int stopped = 0;
        int full = 0;
        for (int run = 0; run < 6; run++)
        {
            Break(cycle, random);
            FailingStore store = new(cycle.Hub, random, run % 2 == 0 ? 0.01 : 0);
            using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            if (run % 3 == 1)
            {
                cut.CancelAfter(random.Next(50, 600));
            }

            try
            {
                await using ProvisioningRun provisioning = await ProvisioningRun.BeginAsync(store, cycle.Account, false, null, cycle.Time, cut.Token);
                Plan plan = await provisioning.PlanAsync(null, acceptGuard: true, null, cut.Token);
                await foreach (ProvisioningRecord _ in provisioning.ExecuteAsync(plan, null, cut.Token))
                {
                }

                await provisioning.EndAsync();
            }
            catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
            {
                stopped++;
            }
            catch (RingCentralAdException error)
            {
                stopped++;
                Assert.Contains(error.ErrorId, (string[])["HubFull", "RcRateLimited", "RcUnavailable", "RcAnswerLost", "RcMalformedAnswer", "RcSessionRefused", "RcUnreachable", "RcTimeout", "RcConnectionLost"]);
            }

            full += store.Failures;
            cycle.Simulator.Faults.Clear();
            ((SimulatorClock)cycle.Time).Advance(TimeSpan.FromMinutes(10));
        }

        return (stopped, full);
    }

    private static async Task QuietAsync(Cycle cycle, string what)
    {
        for (int run = 0; ; run++)
        {
            Assert.True(run < 10, $"{what}: still at it");
            ((SimulatorClock)cycle.Time).Advance(TimeSpan.FromHours(2));
            if ((await cycle.ProvisionAsync(accept: true)).Count == 0)
            {
                break;
            }
        }
    }

    private static void Break(Cycle cycle, Random random)
    {
        FaultKind[] kinds = [FaultKind.ConnectionReset, FaultKind.ServerError, FaultKind.TruncatedJson, FaultKind.EmptyBody, FaultKind.HtmlPage];
        foreach (string operation in (string[])["createExtension", "updateExtension", "postBatchProvisionUsers", "extensionBulkUpdate"])
        {
            foreach (FaultKind kind in kinds)
            {
                foreach (FaultStage stage in (FaultStage[])[FaultStage.Before, FaultStage.After])
                {
                    Add(new FaultRule { Kind = kind, Stage = stage, Status = kind == FaultKind.ServerError ? random.Next(2) == 0 ? 503 : 500 : null, Operation = operation });
                }
            }
        }

        Add(new FaultRule { Kind = FaultKind.RateLimited, RetryAfterSeconds = random.Next(1, 3) });
        Add(new FaultRule { Kind = FaultKind.RateLimited });
        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 500, Method = "GET" });
        Add(new FaultRule { Kind = FaultKind.TruncatedJson, Method = "GET" });
        Add(new FaultRule { Kind = FaultKind.ConnectionReset, Method = "GET" });
        Add(new FaultRule { Kind = FaultKind.TokenExpired });

        void Add(FaultRule rule) => cycle.Simulator.Faults.Add(rule with { Probability = 0.03, Seed = random.Next(), Count = 40 });
    }
}
