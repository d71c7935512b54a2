using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>A made-up domain, a hub on disk and a simulated account, with the four runs between them.</summary>
internal sealed class WholeSystem : IAsyncDisposable
{
    public const string DirectoryId = "d1";

    /// <summary>So many times as fast as the machine's the runs' clock goes: what they wait for is soon over.</summary>
    private const int Pace = 100;

    private WholeSystem(ModelDomain domain, RingCentralSimulator simulator, IHubStore hub, IAccount account, SimulatorClock time) =>
        (Domain, Source, Simulator, Hub, Account, Time) = (domain, new ModelDirectory(domain, DirectoryId), simulator, hub, account, time);

    public ModelDomain Domain { get; }

    public ModelDirectory Source { get; }

    public RingCentralSimulator Simulator { get; }

    public IHubStore Hub { get; }

    public IAccount Account { get; }

    public SimulatorClock Time { get; }

    public Account State => Simulator.State.Account;

    public string HubPath => Hub.Location;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The hub takes in whoever is below this container.</summary>
    public static async Task<WholeSystem> StartAsync(ModelDomain domain, ModelContainer scope, SeedRequest seed)
    {
        RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(new SimulatorOptions { RateLimits = RateLimitOptions.Raised(), Seed = seed }, null, Stop);
        SimulatorClock time = new(Pace);
        string folder = Directory.CreateTempSubdirectory("rcad-whole-hub-").FullName;
        IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(folder, "hub.db")), "Example", time, Stop);
        WholeSystem system = new(domain, simulator, hub, await Cycle.OpenAccountAsync(simulator.BaseUri, TimeProvider.System), time);
        await system.SaveAsync(new DirectoryEntry
        {
            Id = DirectoryId,
            Name = "example.com",
            Kind = DirectoryKind.ActiveDirectory,
            DomainKey = "model",
            Settings = new DirectorySettings { Names = system.Source.Description.Names, SearchBases = [scope.Key], WriteBack = true },
        });
        await AccountRegistration.RegisterAsync(hub, new AccountSettings { Server = simulator.BaseUri, ClientId = AppRegistration.DefaultClientId }, system.Account.Description, Stop);
        await system.OptionsAsync(options => options with { CreateUsers = true, UpdateUserAttributes = true, DeactivateUsers = true, ReactivateUsers = true });
        return system;
    }

    public Task SaveAsync<T>(params T[] rows)
        where T : class, IHubRow => Hub.WriteAsync(transaction => transaction.SaveAsync(rows, Stop), null, Stop);

    public async Task OptionsAsync(Func<ProvisioningOptions, ProvisioningOptions> change)
    {
        ProvisioningOptions options = change(await Hub.GetAsync<ProvisioningOptions>(Stop));
        await Hub.WriteAsync(transaction => transaction.SetAsync(options, Stop), null, Stop);
    }

    /// <summary>An import; gives why a guard stopped it, null where none did.</summary>
    public async Task<string?> ImportAsync(IHubStore? store = null, ImportRequest? request = null, int wanted = int.MaxValue)
    {
        DirectoryImport import = new(store ?? Hub, Source, await EntryAsync(), Time);
        await foreach (ImportRecord _ in import.RunAsync(request ?? new ImportRequest(), Stop))
        {
            if (wanted-- == 0)
            {
                break;
            }
        }

        return import.Stopped;
    }

    /// <summary>RingCentral's people, and numbers; or numbers alone.</summary>
    public Task ReadAccountAsync(bool numbersOnly, IHubStore? store = null) =>
        new AccountImport(store ?? Hub, Account, Time).RunAsync(new ImportRequest { AcceptGuard = true }, numbersOnly, Stop).ToListAsync(Stop).AsTask();

    /// <summary>A provisioning run; gives what it did and why a guard stopped it.</summary>
    public async Task<(IReadOnlyList<ProvisioningRecord> Records, string? Stopped)> ProvisionAsync(IHubStore? store = null, bool accept = true, int cutAfter = int.MaxValue)
    {
        using CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using ProvisioningRun run = await ProvisioningRun.BeginAsync(store ?? Hub, Account, false, null, Time, cut.Token);
        Plan plan = await run.PlanAsync(null, accept, null, cut.Token);
        List<ProvisioningRecord> records = [];
        await foreach (ProvisioningRecord record in run.ExecuteAsync(plan, null, cut.Token))
        {
            records.Add(record);
            if (records.Count == cutAfter)
            {
                await cut.CancelAsync();
            }
        }

        await run.EndAsync(plan.Stopped);
        return (records, plan.Stopped);
    }

    public async Task<IReadOnlyList<WriteBackRecord>> WriteBackAsync(IHubStore? store = null, int wanted = int.MaxValue)
    {
        await using WriteBackRun run = await WriteBackRun.BeginAsync(store ?? Hub, await EntryAsync(), false, Time, Stop);
        await run.SettleAsync(Source, Stop);
        WriteBackPlan plan = await run.PlanAsync(null, acceptGuard: true, Stop);
        List<WriteBackRecord> records = [];
        await foreach (WriteBackRecord record in run.ExecuteAsync(plan, Source, null, Stop))
        {
            records.Add(record);
            if (records.Count == wanted)
            {
                return records;
            }
        }

        await run.EndAsync();
        return records;
    }

    /// <summary>The numbers of an extension as RingCentral's own state has them: a final one, or none while one is temporary or on its way.</summary>
    public (string Number, string Extension)? FinalNumberOf(long extension)
    {
        Simulator.PhoneNumber[] numbers = [.. State.NumbersOf(extension).Where(number => number.UsageType == "DirectNumber")];
        return numbers.All(number => number.Status is "Normal" or "PortedIn") ? (numbers.Single(number => number.Primary).Number, State.Find(extension)!.ExtensionNumber!) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await Account.DisposeAsync();
        await Hub.DisposeAsync();
        Assert.Empty(Simulator.Bugs);
        await Simulator.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(HubPath)!, recursive: true);
    }

    public Task<DirectoryEntry> EntryAsync() => DirectoryRegistration.FindAsync(Hub, DirectoryId, Stop);
}
