using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Tests.RingCentral;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// A company that comes to RingCentral at once, and a change that concerns everybody, under RingCentral's default limits with the clock driven:
/// at least 95 % of what the limits of all groups together allow, and no 429. 5,000 people with RCAD_SOAK=1.
/// </summary>
[Trait("Category", "Soak")]
[Collection(nameof(AloneInTheProcess))]
public sealed class ColdStartTests
{
    private const int Medium = 40;
    private const int Heavy = 10;
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fill")]
    [InlineData("create and number")]
    [InlineData("batch")]
    public async Task A_cold_start_uses_what_the_limits_allow(string way)
    {
        int count = s_soak ? 5_000 : way == "batch" ? 1_000 : 310;
        string folder = Directory.CreateTempSubdirectory("rcad-cold-").FullName;
        await using (SimulatedPlatform platform = await SimulatedPlatform.StartAsync(new SimulatorOptions
        {
            Seed = new SeedRequest { Unassigned = way == "fill" ? count : 0, Inventory = way == "fill" ? 0 : count },
        }))
        {
            await using RingCentralAccount account = await platform.OpenAsync();
            await using IHubStore hub = await LargeHub.CreateAsync(folder, count, account.Description, TimeProvider.System, linked: false);
            await hub.WriteAsync(async transaction => await transaction.SetAsync(Options(way, platform, await transaction.GetAsync<ProvisioningOptions>(Stop)), Stop), null, Stop);

            (List<ProvisioningRecord> joined, TimeSpan taken) = await RunAsync(platform, hub, account);
            Assert.True(joined.TrueForAll(record => record.State == OperationState.Done), $"{joined.Find(record => record.State != OperationState.Done)}: {joined.Find(record => record.State != OperationState.Done)?.Reason}");
            Assert.Equal(count, joined.Count(record => record.Action is OperationKind.Fill or OperationKind.Create));
            (TimeSpan optimum, int perPerson) = way switch
            {
                "fill" => (TimeFor(count, Medium), count),
                "create and number" => (TimeFor(2 * count, Medium), 2 * count),
                _ => (Together(count), 2 * count),
            };
            Tell($"{way}, {count:N0} people", platform, count, taken, optimum, TimeFor(perPerson, Medium));
            Account simulated = platform.Simulator.State.Account;
            Assert.Equal(count, simulated.Extensions.Count(extension => extension.Contact.Email is not null && extension.Contact.Department == "Sales" && simulated.NumbersOf(extension.Id).Any(number => number.UsageType == "DirectNumber")));
            Assert.True(optimum / taken >= 0.95, $"{way}: {taken.TotalMinutes:0.00} minutes where {optimum.TotalMinutes:0.00} would do");

            platform.Time.Advance(TimeSpan.FromMinutes(5));
            Assert.Empty((await RunAsync(platform, hub, account)).Records);
            await MoveAllAsync(hub, count);
            platform.Time.Advance(TimeSpan.FromMinutes(5));
            platform.Simulator.RequestLog.Clear();
            (List<ProvisioningRecord> moved, TimeSpan movedIn) = await RunAsync(platform, hub, account);
            Assert.Equal(count, moved.Count);
            Assert.All(moved, record => Assert.Equal((OperationKind.Update, OperationState.Done), (record.Action, record.State)));
            Assert.Equal(count, simulated.Extensions.Count(extension => extension.Contact.Department == "Legal"));
            TimeSpan atOnce = TimeFor((count + 499) / 500, Heavy);
            Tell($"change of department, {count:N0} people", platform, count, movedIn, atOnce, TimeFor(count, Medium));
            Assert.Equal((count + 499) / 500, platform.Simulator.RequestLog.Writes.Count);
            Assert.True(movedIn < atOnce + TimeSpan.FromMinutes(1), $"{movedIn} for a change of department of all");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static ProvisioningOptions Options(string way, SimulatedPlatform platform, ProvisioningOptions options) => options with
    {
        CreateUsers = true,
        CreateMode = way == "fill" ? CreateMode.FillUnassigned : CreateMode.Create,
        AssignNumbers = way != "fill",
        BatchCreate = way == "batch",
        EmergencyLocation = platform.Simulator.State.Account.EmergencyLocations[0].Id,
    };

    private static async Task<(List<ProvisioningRecord> Records, TimeSpan Taken)> RunAsync(SimulatedPlatform platform, IHubStore hub, IAccount account)
    {
        BusyStore busy = new(hub);
        Func<bool> before = platform.Time.IsBusy;
        platform.Time.IsBusy = () => before() || busy.IsBusy || DrivenTime.OthersAtWork;
        DateTimeOffset start = platform.Time.GetUtcNow();
        List<ProvisioningRecord> records = await platform.Time.DriveAsync(Task.Run(
            async () =>
            {
                await using ProvisioningRun run = await ProvisioningRun.BeginAsync(busy, account, false, null, platform.Time, Stop);
                Plan plan = await run.PlanAsync(null, false, null, Stop);
                TestContext.Current.TestOutputHelper?.WriteLine(plan.Summary.ToString());
                List<ProvisioningRecord> done = await run.ExecuteAsync(plan, null, Stop).ToListAsync(Stop);
                await run.EndAsync(plan.Stopped);
                return done;
            },
            Stop));
        platform.Time.IsBusy = before;
        return (records, platform.Time.GetUtcNow() - start);
    }

    private static async Task MoveAllAsync(IHubStore hub, int count)
    {
        foreach (int[] batch in Enumerable.Range(0, count).Chunk(1_000))
        {
            HubUser[] users = [.. await hub.ListAsync(new Filter<HubUser>().In(row => row.Id, [.. batch.Select(LargeHub.UserId)]), Stop)];
            await hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync([.. users.Select(user => user with { Profile = user.Profile.With([new("department", "Legal")]) })], Stop);
                    await transaction.SaveAsync([.. users.Select(user => new TouchedMark(Ids.RingCentral, user.Id, Ids.New(TimeProvider.System)))], Stop);
                },
                null,
                Stop);
        }
    }

    /// <summary>The least time for so many requests of one group: the first allowance at once, each later one a minute after it.</summary>
    private static TimeSpan TimeFor(int requests, int limit) => TimeSpan.FromMinutes((requests - 1) / limit);

    /// <summary>The least time for so many people, some made singly (two Medium requests), the others in batches of ten with one update for 500 (Heavy).</summary>
    private static TimeSpan Together(int people)
    {
        for (int windows = 1; ; windows++)
        {
            int singly = Medium * windows / 2;
            int batched = Math.Max(0, people - singly);
            if (((batched + 9) / 10) + ((batched + 499) / 500) <= Heavy * windows)
            {
                return TimeSpan.FromMinutes(windows - 1);
            }
        }
    }

    private static void Tell(string what, SimulatedPlatform platform, int people, TimeSpan taken, TimeSpan optimum, TimeSpan perPerson)
    {
        IReadOnlyList<RequestEntry> entries = platform.Simulator.RequestLog.Entries;
        Assert.DoesNotContain(entries, entry => entry.Status == 429);
        string groups = string.Join(", ", entries.GroupBy(entry => entry.Group).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count():N0} {group.Key}")));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {taken.TotalMinutes:0.00} min, {people / taken.TotalMinutes:N0} people a minute; optimum {(optimum == TimeSpan.Zero ? "all in the first minute's allowance" : string.Create(CultureInfo.InvariantCulture, $"{optimum.TotalMinutes:0.00} min ({optimum / taken:P1})"))}; one request a person and step {perPerson.TotalMinutes:N0} min; {groups}; no 429"));
    }
}
