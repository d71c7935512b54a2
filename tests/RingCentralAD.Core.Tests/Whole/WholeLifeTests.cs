using System.Diagnostics;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>
/// A company's life at random, with all four runs after every few steps, some of them killed, cut or stopped: hub, account and directory are
/// what a simple model of the rules says, after every run. A few hundred steps with a printed seed; 10,000 with RCAD_SOAK=1.
/// RCAD_SEED repeats one, RCAD_STEPS sets how long it is.
/// </summary>
[Trait("Category", "Soak")]
public sealed class WholeLifeTests
{
    private const int People = 60;
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_every_run_hub_account_and_directory_are_what_the_model_says()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RCAD_SEED"), out int given) ? given : Random.Shared.Next();
        int wanted = int.TryParse(Environment.GetEnvironmentVariable("RCAD_STEPS"), out int steps) ? steps : s_soak ? 10_000 : 300;
        Say($"seed {seed}, {wanted} steps");
        Random random = new(seed);
        ModelDomain domain = new(hasPrimaryGroups: false);
        ModelContainer scope = domain.Staff;
        ModelGroup assigned = domain.Group("RingCentral Users");
        await using WholeSystem system = await WholeSystem.StartAsync(domain, scope, new SeedRequest
        {
            Unassigned = People,
            Extensions = [new SeedExtension { ExtensionNumber = "900", Type = "Limited", FirstName = "Conference Room", Email = "room@example.com", WithNumber = true }],
        });
        WholeModel model = new(system, scope, assigned);
        WholeLife life = new(system, model, scope, assigned, random);
        WholeInterruptions interruptions = new(system, model, random, s_soak);
        Round round = new(system, model, life, new WholeCheck(system, model), interruptions, random);
        Stopwatch clock = Stopwatch.StartNew();
        int done = 0;
        try
        {
            life.Populate(People);
            await round.BeginAsync();
            while (done < wanted)
            {
                for (int batch = Math.Min(random.Next(1, 15), wanted - done); batch > 0; batch--, done++)
                {
                    await life.StepAsync();
                }

                await round.RunAsync();
                if (s_soak && round.Count % 100 == 0)
                {
                    Say($"{done} steps, {clock.Elapsed.TotalSeconds:0} s");
                }
            }
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, step {done}, {round.Stage}; since the last import:\n{string.Join('\n', life.Log)}\n{error.Message}", error);
        }

        Say($"{done} steps, {round.Count} rounds in {clock.Elapsed.TotalSeconds:0} s: {model.People.Count} people, {system.Simulator.RequestLog.Writes.Count} write requests, {round.Further} further provisioning runs, {round.Guarded} runs stopped by a guard");
        Say(string.Join(", ", interruptions.Kinds.Select(pair => $"{pair.Value} {pair.Key}")));
        Say(string.Join(", ", life.Kinds.Select(pair => $"{pair.Value} {pair.Key}")));
    }

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    /// <summary>The four runs, one after the other, each with its check.</summary>
    private sealed class Round(WholeSystem system, WholeModel model, WholeLife life, WholeCheck check, WholeInterruptions interruptions, Random random)
    {
        public int Count { get; private set; }

        /// <summary>Provisioning runs that a second one followed, since the first showed what else was to be done.</summary>
        public int Further { get; private set; }

        public int Guarded { get; private set; }

        public string Stage { get; private set; } = "";

        /// <summary>The first import, people who were in RingCentral before, the assignments.</summary>
        public async Task BeginAsync()
        {
            await system.ImportAsync();
            model.Import();
            await check.HubAsync();
            ExpectedPerson[] before = [.. model.People.Where((_, at) => at % 5 == 0)];
            system.Simulator.State.Seed(new SeedRequest { Extensions = [.. before.Select(person => new SeedExtension { FirstName = "Rc", LastName = "Before", Email = person.Mail, WithNumber = true })] });
            foreach (Simulator.Extension extension in system.State.Extensions.Where(extension => extension.Status != "Unassigned" && extension.Id != system.State.Id))
            {
                model.Strangers.Add(ExpectedLine.Of(extension));
            }

            await system.ReadAccountAsync(numbersOnly: false);
            foreach (ExpectedPerson person in before)
            {
                person.Direct = true;
                person.Line = model.Strangers.Single(stranger => stranger.Contact[ExpectedLine.Mail] == person.Mail);
                model.Strangers.Remove(person.Line);
            }

            HubGroup pilots = new() { Id = Ids.New(system.Time), Name = "Pilots", Kind = HubGroupKind.Local };
            HubGroup users = await HubGroups.FindAsync(system.Hub, "RingCentral Users", Stop);
            await system.SaveAsync(pilots);
            await system.SaveAsync([.. ((HubGroup[])[pilots, users]).Select(group => new Assignment { Id = Ids.New(system.Time), GroupId = group.Id, CreatedAt = system.Time.GetUtcNow() })]);
            await RunAsync();
        }

        public async Task RunAsync()
        {
            Count++;
            system.Time.Advance(TimeSpan.FromHours(random.Next(1, 9)));
            system.State.AddUnassigned(Math.Max(0, 40 - system.State.Extensions.Count(extension => extension.Status == "Unassigned")));
            Stage = "import";
            await ImportAsync();
            Stage = "provisioning";
            if (random.Next(4) == 0)
            {
                await interruptions.ProvisionAsync();
                life.KnowsAccounts = false;
                if (random.Next(2) == 0)
                {
                    // Nobody runs it again before more has happened.
                    return;
                }

                system.Time.Advance(TimeSpan.FromHours(1));
            }

            await ProvisionAsync();
            Stage = "read-back";
            await system.ReadAccountAsync(numbersOnly: true);
            model.ReadNumbers();
            await check.NumbersAsync();
            Stage = "write-back";
            while (model.AnySuspensionEnds)
            {
                system.Time.Advance(TimeSpan.FromHours(1));
            }

            if (random.Next(4) == 0)
            {
                await interruptions.WriteBackAsync();
                system.Time.Advance(TimeSpan.FromHours(1));
            }

            await system.WriteBackAsync();
            model.Write();
            check.Directory();
            if (random.Next(10) == 0)
            {
                Stage = "all of it again";
                await AgainAsync();
            }
        }

        private async Task ImportAsync()
        {
            if (random.Next(4) == 0)
            {
                await interruptions.ImportAsync();
                system.Time.Advance(TimeSpan.FromMinutes(2));
            }

            ImportRequest request = new() { Full = random.Next(12) == 0, Verify = random.Next(20) == 0 };
            if (await system.ImportAsync(request: request) is not null)
            {
                Guarded++;
                await check.NothingTakenAsync();
                await system.ImportAsync(request: new ImportRequest { AcceptGuard = true });
            }

            model.Import();
            await check.HubAsync();
            life.Seen();
        }

        /// <summary>Until nothing is left to do: an address that one gives up is free for another in the run after.</summary>
        private async Task ProvisionAsync()
        {
            if ((await system.ProvisionAsync(accept: false)).Stopped is not null)
            {
                Guarded++;
            }

            for (int run = 0; (await system.ProvisionAsync()).Records.Any(record => record.State == OperationState.Done); run++)
            {
                Further++;
                Assert.True(run < 6, "still at it");
                system.Time.Advance(TimeSpan.FromHours(2));
            }

            model.Provision();
            life.KnowsAccounts = true;
            await check.AccountAsync();
        }

        /// <summary>Nothing has happened: no request that writes, no change of the directory.</summary>
        private async Task AgainAsync()
        {
            (int writes, long usn) = (system.Simulator.RequestLog.Writes.Count, system.Domain.Usn);
            await system.ImportAsync();
            await check.HubAsync();
            await system.ProvisionAsync();
            await system.ReadAccountAsync(numbersOnly: true);
            await system.WriteBackAsync();
            Assert.Equal((writes, usn), (system.Simulator.RequestLog.Writes.Count, system.Domain.Usn));
            await check.AccountAsync();
            check.Directory();
        }
    }
}
