using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Many people: what a run reads and writes when nothing changed, and how planning grows with what did. Full size with RCAD_SOAK=1.</summary>
public sealed class ScaleTests
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steady_state_reads_the_list_and_nothing_else()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("RCAD_PEOPLE"), out int wanted) ? wanted : s_soak ? 20_000 : 3_000;
        string folder = Directory.CreateTempSubdirectory("rcad-scale-").FullName;
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(
            new SimulatorOptions { RateLimits = RateLimitOptions.Raised(), Seed = new SeedRequest { Extensions = [.. Enumerable.Range(0, count).Select(LargeHub.SeedOf)] } }, null, Stop);
        await using IAccount account = await Cycle.OpenAccountAsync(simulator.BaseUri, TimeProvider.System);
        await using IHubStore hub = await LargeHub.CreateAsync(folder, count, account.Description, TimeProvider.System);

        Assert.Empty(await RunAsync(hub, account));
        simulator.RequestLog.Clear();
        string before = HubDump.Of(Path.Combine(folder, "large.db"), table => table is not ("run" or "recorded_change" or "record_head" or "lease"));
        long lines = await hub.CountAsync<RecordedChange>(cancellationToken: Stop);
        long started = Stopwatch.GetTimestamp();
        Assert.Empty(await RunAsync(hub, account));
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        Assert.Equal(lines + 1, await hub.CountAsync<RecordedChange>(cancellationToken: Stop));
        Assert.Empty(simulator.RequestLog.Writes);
        int pages = (simulator.State.Account.Extensions.Count + 999) / 1000;
        Assert.Equal(Enumerable.Repeat("/restapi/v1.0/account/~/extension", pages), simulator.RequestLog.Entries.Select(entry => entry.Path.Split('?')[0]));
        Assert.Equal(before, HubDump.Of(Path.Combine(folder, "large.db"), table => table is not ("run" or "recorded_change" or "record_head" or "lease")));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} people: {simulator.RequestLog.Entries.Count} requests, {pages} pages, {took.TotalSeconds:0.0} s, hub {new FileInfo(Path.Combine(folder, "large.db")).Length / 1048576} MB"));

        // One change: one request beside the list.
        simulator.RequestLog.Clear();
        HubUser married = LargeHub.UserOf(17, "Sales");
        married = married with { Profile = married.Profile.With([new("lastName", "Newname")]) };
        await hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([married], Stop);
                await transaction.SaveAsync([new TouchedMark(Ids.RingCentral, married.Id, Ids.New(TimeProvider.System))], Stop);
            },
            null,
            Stop);
        Assert.Equal((OperationKind.Update, OperationState.Done), Assert.Single((await RunAsync(hub, account)).Select(record => (record.Action, record.State))));
        Assert.Equal("updateExtension", Assert.Single(simulator.RequestLog.Writes).Operation);

        // Beside the list: the person's numbers, which this hub has never read.
        Assert.Equal(["listExtensionPhoneNumbers"], simulator.RequestLog.Entries.Select(entry => entry.Operation).Except(["listExtensions", "updateExtension"]));
        Assert.Equal(pages + 2, simulator.RequestLog.Entries.Count);
        await hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Planning_grows_with_what_changed()
    {
        int count = s_soak ? 100_000 : 10_000;
        string folder = Directory.CreateTempSubdirectory("rcad-scale-").FullName;
        FakeAccount account = new(count);
        await using (IHubStore hub = await LargeHub.CreateAsync(folder, count, account.Description, TimeProvider.System))
        {
            TimeSpan all;
            TimeSpan allWork;
            TimeSpan worked;
            long started;
            await using (ProvisioningRun run = await ProvisioningRun.BeginAsync(hub, account, false, null, TimeProvider.System, Stop))
            {
                (started, worked) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
                Assert.Empty((await run.PlanAsync(null, false, null, Stop)).Operations);
                (all, allWork) = (Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().TotalProcessorTime - worked);
                await run.EndAsync();
            }

            HubUser[] changed = [.. Enumerable.Range(0, 100).Select(number => LargeHub.UserOf(number * (count / 100), "Legal"))];
            await hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(changed, Stop);
                    await transaction.SaveAsync([.. changed.Select(user => new TouchedMark(Ids.RingCentral, user.Id, Ids.New(TimeProvider.System)))], Stop);
                },
                null,
                Stop);
            await using ProvisioningRun next = await ProvisioningRun.BeginAsync(hub, account, false, null, TimeProvider.System, Stop);
            (started, worked) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            Plan plan = await next.PlanAsync(null, false, null, Stop);
            (TimeSpan some, TimeSpan someWork) = (Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().TotalProcessorTime - worked);
            Assert.Equal(100, plan.Operations.Count);
            Assert.All(plan.Operations, operation => Assert.Equal((OperationKind.Update, OperationState.Planned), (operation.Kind, operation.State)));
            await next.EndAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} people: all planned in {all.TotalSeconds:0.00} s, 100 changed in {some.TotalSeconds:0.000} s (1/{all / some:0}); processor time {allWork.TotalSeconds:0.00} s and {someWork.TotalSeconds:0.000} s (1/{allWork / someWork:0}), peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576:N0} MB"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<ProvisioningRecord>> RunAsync(IHubStore hub, IAccount account)
    {
        await using ProvisioningRun run = await ProvisioningRun.BeginAsync(hub, account, false, null, TimeProvider.System, Stop);
        Plan plan = await run.PlanAsync(null, false, null, Stop);
        List<ProvisioningRecord> records = await run.ExecuteAsync(plan, null, Stop).ToListAsync(Stop);
        await run.EndAsync(plan.Stopped);
        return records;
    }

    /// <summary>An account in memory that is only read: planning alone is looked at.</summary>
    private sealed class FakeAccount(int count) : IAccount
    {
        public AccountDescription Description { get; } = new("402533461008", "Example, Inc.", new Uri("https://platform.example.com"), null);

        public async IAsyncEnumerable<Core.Model.Extension> ReadExtensionsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            for (int number = 0; number < count; number++)
            {
                yield return LargeHub.ExtensionOf(number, "Sales");
            }
        }

        public Task<Core.Model.Extension?> FindExtensionAsync(string extensionId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<Core.Model.Extension>> FindExtensionsByMailAsync(string mail, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<Core.Model.PhoneNumber> ReadNumbersAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<Core.Model.PhoneNumber>> ReadNumbersAsync(string extensionId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<AccountDictionaries> ReadDictionariesAsync(CancellationToken cancellationToken = default) => Task.FromResult(new AccountDictionaries([new Core.Model.Country("1", "United States", "US")], []));

        public IReadOnlyList<RateAllowance> Allowances => [];

        public Task<Core.Model.BulkTask> StartBulkUpdateAsync(string body, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Core.Model.BulkTask> WaitForBulkUpdateAsync(string taskId, TimeSpan atMost, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<BulkItem>> DeleteExtensionsAsync(IReadOnlyList<string> extensionIds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<BatchResult>> ProvisionBatchAsync(string body, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Core.Model.PhoneNumber> AssignNumberAsync(string phoneNumberId, string extensionId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ExtensionRoles> AssignRolesAsync(string extensionId, IReadOnlyList<string> roleIds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<NamedItem>> ListSitesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<NamedItem>> ListRolesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<NamedItem>> ListCostCentersAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<NamedItem>> ListTimezonesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<NamedItem>> ListLanguagesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<int?> ReadLongestNumberAsync(CancellationToken cancellationToken = default) => Task.FromResult<int?>(null);

        public Task<ExtensionRoles> ReadRolesAsync(string extensionId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ExtensionRoles> ReadAssignedRolesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<Core.Model.PhoneNumber> ReadStockAsync(string? usageType = "Inventory", CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<AccountAnswer> CreateExtensionAsync(string body, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<AccountAnswer> UpdateExtensionAsync(string extensionId, string body, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAccount Asking(Func<CancellationToken, Task> before) => this;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
