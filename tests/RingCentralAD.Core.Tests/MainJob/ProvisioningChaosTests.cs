using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// Everything that can go wrong, mixed at random: answers lost, refused, cut and late, tokens that expire, runs that are stopped, processes
/// that are killed, a disk that is really full. In the end everybody has exactly one extension with the mapped values, every failure is on
/// record, and the hub says what the account says. 2,000 people and 50 seeds with RCAD_SOAK=1; RCAD_CHAOS_SEEDS=7-7 repeats one.
/// </summary>
[Trait("Category", "Soak")]
public sealed class ProvisioningChaosTests
{
    private const int Runs = 8;
    private const int Pace = 200;
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    /// <summary>Six seconds of the machine's clock: a busy machine alone does not reach them.</summary>
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(6 * Pace);
    private static readonly string[] s_storms =
        ["HubFull", "HubUnavailable", "RcRateLimited", "RcUnavailable", "RcAnswerLost", "RcMalformedAnswer", "RcSessionRefused", "RcUnreachable", "RcTimeout", "RcConnectionLost"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds
    {
        get
        {
            int[] range = [.. (Environment.GetEnvironmentVariable("RCAD_CHAOS_SEEDS") ?? (s_soak ? "1-50" : "1-3")).Split('-').Select(int.Parse)];
            return [.. Enumerable.Range(range[0], range[^1] - range[0] + 1)];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_everybody_has_one_extension(int seed)
    {
        Random random = new(seed);
        CreateMode mode = (CreateMode)(seed % 3);
        bool together = mode == CreateMode.Create;
        Company company = Company.Of(int.TryParse(Environment.GetEnvironmentVariable("RCAD_CHAOS_PEOPLE"), out int given) ? given : s_soak ? 2_000 : 60);
        using SmallDisk? disk = SmallDisk.TryMount(256);
        Assert.SkipWhen(disk is null && Environment.GetEnvironmentVariable("CI") != "true", "A disk that is really full needs root, to mount one.");
        SimulatorClock brisk = new(Pace);
        await using Cycle cycle = await Cycle.StartAsync(
            company.ToLdif(),
            new SeedRequest { Unassigned = mode == CreateMode.FillThenCreate ? company.People.Count / 2 : company.People.Count + 10, UnassignedWithoutNumber = 0 },
            brisk,
            brisk,
            disk,
            s_requestTimeout,
            together ? new RateLimitOptions { Medium = new RateLimit { Limit = 20 }, Light = new RateLimit { Limit = 500 } } : null);

        // New people by batches, and changes by bulk updates, where RingCentral's limits make them the sooner way.
        await cycle.OptionsAsync(options => options with { CreateMode = mode, BatchCreate = together });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        string what = $"seed {seed}, {mode}";
        Storm storm = new();
        await StormAsync(cycle, random, disk!, storm);

        foreach (Person person in company.People.Where((_, at) => at % 7 == 3).ToArray())
        {
            company.Change(person.Sam, before => before with { Department = $"Department {random.Next(50)}", State = random.Next(2) == 0 ? "Colorado" : "NY" });
        }

        // Who has no account yet would get none.
        foreach (Person person in company.People.Where((person, at) => at % 29 == 5 && cycle.Simulator.State.Account.FindByEmail(person.Mail!).Count > 0).ToArray())
        {
            company.Change(person.Sam, before => before with { Disabled = true });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        await StormAsync(cycle, random, disk!, storm);
        await QuietAsync(cycle, what);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {company.People.Count} people, {storm}, {cycle.Simulator.RequestLog.Entries.Count} requests");
        await LostAnswerTests.CheckAsync(cycle, company, what);
        await RecordedAsync(cycle, storm, what);
    }

    /// <summary>Every run has its end on record, and everything that struck left a run, an operation or an error behind.</summary>
    private static async Task RecordedAsync(Cycle cycle, Storm storm, string what)
    {
        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Provisioning), Stop);
        Assert.All(runs, run => Assert.NotNull(run.EndedAt));
        Assert.True(runs.Count(run => run.State != RunState.Completed) >= storm.Killed, $"{what}: {storm.Killed} processes were killed, and {runs.Count(run => run.State != RunState.Completed)} runs did not come to their end");
        IReadOnlyList<Core.Model.Operation> failed = await cycle.Hub.ListAsync(new Filter<Core.Model.Operation>().Equal(row => row.State, OperationState.Failed), Stop);
        Assert.All(failed, operation => Assert.True(operation is { ErrorId: not null, Reason: not null, Remedy: not null }, $"{what}: {operation.Kind} failed without a word"));
    }

    /// <summary>Runs that are cut off, killed or left without space, and a last one that is only lied to.</summary>
    private static async Task StormAsync(Cycle cycle, Random random, SmallDisk disk, Storm storm)
    {
        for (int run = 0; run < Runs; run++)
        {
            Break(cycle, random);
            if (run % 4 == 2)
            {
                storm.Killed += await RunProcess.RunAsync(cycle, (random.Next(1, s_soak ? 300 : 20), random.Next(200)), cycle.Time.GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(3)) ? 1 : 0;
            }
            else
            {
                await InProcessAsync(cycle, random, run, disk, storm);
            }

            cycle.Simulator.Faults.Clear();
            ((SimulatorClock)cycle.Time).Advance(TimeSpan.FromMinutes(10));
        }
    }

    private static async Task InProcessAsync(Cycle cycle, Random random, int run, SmallDisk disk, Storm storm)
    {
        FailingStore store = new(cycle.Hub, random, run % 4 == 0 ? s_soak ? 0.003 : 0.02 : 0);
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        if (run % 4 == 1)
        {
            cut.CancelAfter(random.Next(50, s_soak ? 3_000 : 600));
        }

        int fullAfter = run % 4 == 3 && run < Runs - 1 ? random.Next(s_soak ? 300 : 20) : int.MaxValue;
        try
        {
            await using ProvisioningRun provisioning = await ProvisioningRun.BeginAsync(store, cycle.Account, false, null, cycle.Time, cut.Token);
            Plan plan = await provisioning.PlanAsync(null, acceptGuard: true, null, cut.Token);
            await foreach (ProvisioningRecord _ in provisioning.ExecuteAsync(plan, null, cut.Token))
            {
                if (fullAfter-- == 0)
                {
                    disk.Fill();
                }
            }

            await provisioning.EndAsync();
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            storm.Stopped++;
        }
        catch (RingCentralAdException error)
        {
            Assert.True(s_storms.Contains(error.ErrorId), $"run {run} ended by {error.ErrorId}: {error.Message} {storm}");
            storm.Add(error.ErrorId);
        }
        finally
        {
            disk.Release();
        }

        storm.Refused += store.Failures;
        storm.Struck += cycle.Simulator.Faults.Rules.Sum(rule => rule.Struck);
    }

    /// <summary>What struck, in numbers.</summary>
    private sealed class Storm
    {
        private readonly SortedDictionary<string, int> _errors = new(StringComparer.Ordinal);

        public int Stopped { get; set; }

        public int Killed { get; set; }

        public int Refused { get; set; }

        public long Struck { get; set; }

        public void Add(string errorId) => _errors[errorId] = _errors.GetValueOrDefault(errorId) + 1;

        public override string ToString() =>
            $"{Struck} requests struck, {Stopped} runs stopped, {Killed} processes killed, {Refused} transactions refused, ended by {string.Join(", ", _errors.Select(pair => $"{pair.Value} {pair.Key}"))}";
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
        FaultKind[] kinds = [FaultKind.ConnectionReset, FaultKind.CutBody, FaultKind.ServerError, FaultKind.TruncatedJson, FaultKind.EmptyBody, FaultKind.HtmlPage];
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
        Slow(new FaultRule { Kind = FaultKind.Slow, Stage = FaultStage.After, Operation = "createExtension" });
        Slow(new FaultRule { Kind = FaultKind.Slow, Stage = FaultStage.After, Operation = "updateExtension" });
        Slow(new FaultRule { Kind = FaultKind.Slow, Method = "GET" });

        void Slow(FaultRule rule) => cycle.Simulator.Faults.Add(rule with { DelaySeconds = 7, Probability = 0.01, Seed = random.Next(), Count = 1 });

        void Add(FaultRule rule) => cycle.Simulator.Faults.Add(rule with { Probability = s_soak ? 0.03 : 0.1, Seed = random.Next(), Count = 20 });
    }
}
