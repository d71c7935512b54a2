using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Storage;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// Scheduled syncs of a hub on PostgreSQL by three hosts, of which whoever works is killed every few minutes, while people come, move, leave and come
/// back. The clock is driven: it runs fast while they work, and jumps to the next sync. A day of a few people; with RCAD_SOAK=1 a week of 5,000, or RCAD_SYNCS of its 168 syncs.
/// </summary>
[Trait("Category", "Soak")]
[Collection(nameof(AloneInTheProcess))]
public sealed class WeekTests
{
    private const int Medium = 40;
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";
    private static readonly int s_speed = s_soak ? 30 : 60;
    private static readonly int s_people = s_soak ? 5_000 : 50;
    private static readonly int s_joiners = s_soak ? 90 : 45;
    private static readonly int s_cycles = int.TryParse(Environment.GetEnvironmentVariable("RCAD_SYNCS"), out int syncs) ? syncs : s_soak ? 7 * 24 : 6;
    private static readonly TimeSpan s_every = s_soak ? TimeSpan.FromHours(1) : TimeSpan.FromHours(4);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_hosts_of_which_one_is_killed_every_few_minutes_lose_nothing_and_do_nothing_twice()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RCAD_SEED"), out int given) ? given : Random.Shared.Next();
        Random random = new(seed);
        HubLocation place = new PostgresPlace().New();
        Company company = Company.Of(s_people);
        SimulatorClock clock = new(s_speed);
        SeedRequest account = new() { Unassigned = s_people + (s_cycles * s_joiners) + 10, UnassignedWithoutNumber = 0 };
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), account, clock, clock, limits: new RateLimitOptions(), place: place);
        await cycle.OptionsAsync(static options => options with { ReactivateUsers = true });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<SyncingHost> hosts = [];
        SyncingHost New() => new(PostgresPlace.FullLocation(place), cycle.Simulator.BaseUri);
        hosts.AddRange([New(), New(), New()]);
        WeekFigures figures = new(Medium);
        try
        {
            for (int number = 0; number < s_cycles; number++)
            {
                string what = $"seed {seed}, sync {number}";
                cycle.Simulator.RequestLog.Clear();
                await SyncAsync(hosts, New, clock, random, figures, what);
                figures.Take(cycle.Simulator.RequestLog.Entries, what);
                if (number == s_cycles - 1 || (number % 24 == 0 && s_soak))
                {
                    await LostAnswerTests.CheckAsync(cycle, company, what);
                    CheckWrittenBack(cycle, company, what);
                }

                if (number < s_cycles - 1)
                {
                    await ChangeAsync(cycle, company, random, number);
                }

                clock.Advance(s_every);
            }
        }
        finally
        {
            foreach (SyncingHost host in hosts)
            {
                await host.DisposeAsync();
            }
        }

        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Provisioning), Stop);
        int expected = company.People.Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {s_cycles} syncs of {expected:N0} people, {figures}");
        Assert.DoesNotContain(runs, static run => run.State == RunState.Running);
        Assert.Equal(expected, runs.Sum(run => run.Counts.GetValueOrDefault(nameof(OperationKind.Fill))));
        Assert.True(figures.Killed > 0, "nobody was killed");
        if (s_soak)
        {
            Assert.True(figures.Used >= 0.9, $"{figures}");
        }
    }

    /// <summary>All hosts are told to sync; whoever works is killed now and then, and another one comes in its place.</summary>
    private static async Task SyncAsync(List<SyncingHost> hosts, Func<SyncingHost> another, SimulatorClock clock, Random random, WeekFigures figures, string what)
    {
        await Task.WhenAll(hosts.Select(host => host.SyncAsync(clock)));
        int lives = random.Next(3);
        while (hosts.Find(static host => !host.Ended.IsCompleted) is not null)
        {
            // Half of them soon after they began, the others in the middle of the work.
            TimeSpan until = random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(1, 20)) : TimeSpan.FromSeconds(random.Next(60, 240));
            await Task.WhenAny(Task.WhenAll(hosts.Select(static host => host.Ended)), Task.Delay(until, clock, Stop));
            if (lives > 0 && hosts.Find(static host => host.IsWorking) is { } worker)
            {
                lives--;
                figures.Kill(clock.GetUtcNow());
                await worker.KillAsync();
                await worker.DisposeAsync();
                hosts.Remove(worker);
                hosts.Add(another());
                await hosts[^1].SyncAsync(clock);
            }
        }

        string[] ended = [.. (await Task.WhenAll(hosts.Select(static host => host.Ended))).OfType<string>()];
        Assert.True(ended.Length == 3 && ended.All(static line => line.StartsWith("ended 0 ", StringComparison.Ordinal)), $"{what}: {string.Join(" | ", ended)}");
    }

    private static async Task ChangeAsync(Cycle cycle, Company company, Random random, int number)
    {
        string[] settled = [.. company.People.Select(static person => person.Sam)];
        foreach (string sam in random.GetItems(settled, 10).Distinct())
        {
            company.Change(sam, before => before with { Department = $"Department {random.Next(20)}" });
        }

        foreach (string sam in random.GetItems(settled, 4).Distinct())
        {
            company.Change(sam, before => before with { Disabled = !before.Disabled });
        }

        for (int i = 0; i < s_joiners; i++)
        {
            company.Add(new Person(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"j{number:000}x{i:000}")));
        }

        await cycle.ReplaceAsync(company);
    }

    private static void CheckWrittenBack(Cycle cycle, Company company, string what)
    {
        Dictionary<string, string?> written = LdifText.Applied(cycle.Changes, "telephoneNumber");
        foreach (Person person in company.People.Where(static person => !person.Disabled))
        {
            Assert.Equal((what, person.Sam, cycle.PhoneOf(cycle.ExtensionOf(person.Sam))), (what, person.Sam, written.GetValueOrDefault(person.Dn)));
        }
    }
}
