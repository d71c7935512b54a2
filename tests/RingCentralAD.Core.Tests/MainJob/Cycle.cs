using System.Security;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A hub on disk, an LDIF directory and a simulated account, driven as the cmdlets drive them.</summary>
internal sealed class Cycle : IAsyncDisposable
{
    private readonly string _folder;
    private IDirectory? _directory;

    private Cycle(string folder, RingCentralSimulator simulator, IHubStore hub, IAccount account, TimeProvider time)
    {
        (_folder, Simulator, Hub, Account, Time) = (folder, simulator, hub, account, time);
    }

    public RingCentralSimulator Simulator { get; }

    public IHubStore Hub { get; private set; }

    public IAccount Account { get; }

    public TimeProvider Time { get; }

    public string HubPath => Path.Combine(_folder, "hub.db");

    public string LdifPath => Path.Combine(_folder, "company.ldif");

    public string ChangePath => Path.Combine(_folder, "company.changes.ldif");

    public string Changes => File.Exists(ChangePath) ? File.ReadAllText(ChangePath) : "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="ldif">The directory.</param>
    /// <param name="seed">The account.</param>
    /// <param name="time">The clock of the runs; the machine's unless given.</param>
    /// <param name="patience">The clock of the account; the machine's unless given.</param>
    /// <param name="disk">Where the files are kept; on the machine's disk unless given.</param>
    /// <param name="requestTimeout">How long a request may take, by the account's clock; long unless given.</param>
    /// <param name="limits">Rate limits, by the account's clock; none that matter unless given.</param>
    /// <param name="place">Where the hub is; a file unless given.</param>
    public static async Task<Cycle> StartAsync(
        string ldif,
        SeedRequest seed,
        TimeProvider? time = null,
        TimeProvider? patience = null,
        SmallDisk? disk = null,
        TimeSpan? requestTimeout = null,
        RateLimitOptions? limits = null,
        HubLocation? place = null)
    {
        string folder = disk is null ? Directory.CreateTempSubdirectory("rcad-job-").FullName : Directory.CreateDirectory(Path.Combine(disk.Path, "job")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "company.ldif"), ldif, Stop);
        RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(new SimulatorOptions { RateLimits = limits ?? RateLimitOptions.Raised(), Seed = seed }, limits is null ? null : patience, Stop);
        IHubStore hub = await NewHub.CreateAsync(place ?? HubLocation.Parse(Path.Combine(folder, "hub.db")), "Example", TimeProvider.System, Stop);
        IAccount account = await OpenAccountAsync(simulator.BaseUri, patience ?? TimeProvider.System, requestTimeout);
        Cycle cycle = new(folder, simulator, hub, account, time ?? TimeProvider.System);
        await cycle.ConnectAsync();
        return cycle;
    }

    /// <summary>The usual company: in, assigned by the nested group, provisioned.</summary>
    public static async Task<Cycle> ProvisionedAsync(Company company, SeedRequest? seed = null, TimeProvider? time = null)
    {
        Cycle cycle = await StartAsync(company.ToLdif(), seed ?? new SeedRequest { Unassigned = company.People.Count + 5 }, time);
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        return cycle;
    }

    public static async Task<IAccount> OpenAccountAsync(Uri server, TimeProvider time, TimeSpan? requestTimeout = null)
    {
        using SecureString secret = Secret(AppRegistration.DefaultClientSecret);
        using SecureString jwt = Secret(JwtCredential.DefaultJwt);
        RingCentralOptions options = new() { RequestTimeout = requestTimeout ?? TimeSpan.FromHours(2) };
        return await RingCentralAccount.OpenAsync(
            new AccountSettings { Server = server, ClientId = AppRegistration.DefaultClientId }, new AccountSecrets(secret, jwt), time, null, options, Stop);
    }

    /// <summary>Closes the hub, does something to its file, and opens it again; what is missing then is connected again.</summary>
    public async Task ReopenAsync(Func<Task> meanwhile)
    {
        await Hub.DisposeAsync();
        await meanwhile();
        Hub = await HubStore.OpenAsync(HubLocation.Parse(HubPath), TimeProvider.System, Stop);
        _directory = null;
        await ConnectAsync();
    }

    /// <summary>Another export of the directory; the change file stays.</summary>
    public async Task ReplaceAsync(Company company)
    {
        await File.WriteAllTextAsync(LdifPath, company.ToLdif(), Stop);
        _directory = null;
    }

    public Task<DirectoryEntry> EntryAsync() => DirectoryRegistration.FindAsync(Hub, null, Stop);

    private async Task ConnectAsync()
    {
        if (await Hub.CountAsync<DirectoryEntry>(cancellationToken: Stop) == 0)
        {
            DirectorySettings settings = new() { Servers = [LdifPath], WriteBack = true };
            DirectoryRegistration registration = new(Hub, Time);
            DirectoryEntry prepared = await registration.PrepareAsync(null, settings, DirectoryKind.Ldif, Stop);
            _directory = await LdifDirectory.OpenAsync(prepared.Id, settings, TimeProvider.System, Stop);
            await registration.RegisterAsync(prepared, _directory.Description, null, Stop);
        }

        await AccountRegistration.RegisterAsync(Hub, new AccountSettings { Server = Simulator.BaseUri, ClientId = AppRegistration.DefaultClientId }, Account.Description, Stop);
        await OptionsAsync(options => options with { CreateUsers = true, UpdateUserAttributes = true, DeactivateUsers = true });
    }

    public async Task<IDirectory> DirectoryAsync()
    {
        DirectoryEntry entry = await EntryAsync();
        return _directory ??= await LdifDirectory.OpenAsync(entry.Id, entry.Settings, TimeProvider.System, Stop);
    }

    public async Task<List<ImportRecord>> ImportAsync(bool trial = false, bool accept = false)
    {
        await using IHubStore? what = trial ? await Hub.BeginTrialAsync(Stop) : null;
        DirectoryImport import = new(what ?? Hub, await DirectoryAsync(), await EntryAsync(), Time);
        return await import.RunAsync(new ImportRequest { Trial = trial, AcceptGuard = accept }, Stop).ToListAsync(Stop);
    }

    public async Task<List<ImportRecord>> ImportAccountAsync(bool trial = false, bool numbersOnly = false)
    {
        await using IHubStore? what = trial ? await Hub.BeginTrialAsync(Stop) : null;
        return await new AccountImport(what ?? Hub, Account, Time).RunAsync(new ImportRequest { Trial = trial }, numbersOnly, Stop).ToListAsync(Stop);
    }

    /// <summary>One run; several sets of people are planned one after the other, as a pipeline does.</summary>
    public async Task<List<ProvisioningRecord>> ProvisionAsync(bool trial = false, bool accept = false, params IReadOnlySet<string>[] batches)
    {
        await using IHubStore? what = trial ? await Hub.BeginTrialAsync(Stop) : null;
        await using ProvisioningRun run = await ProvisioningRun.BeginAsync(what ?? Hub, Account, trial, null, Time, Stop);
        List<ProvisioningRecord> records = [];
        string? stopped = null;
        foreach (IReadOnlySet<string>? only in batches.Length == 0 ? (IReadOnlySet<string>?[])[null] : batches)
        {
            Plan plan = await run.PlanAsync(only, accept, null, Stop);
            stopped ??= plan.Stopped;
            records.AddRange(trial ? plan.Operations.Select(operation => plan.RecordOf(operation)) : await run.ExecuteAsync(plan, null, Stop).ToListAsync(Stop));
        }

        await run.EndAsync(stopped);
        return records;
    }

    public async Task<List<WriteBackRecord>> WriteBackAsync(bool trial = false, bool accept = true)
    {
        await using IHubStore? what = trial ? await Hub.BeginTrialAsync(Stop) : null;
        await using WriteBackRun run = await WriteBackRun.BeginAsync(what ?? Hub, await EntryAsync(), trial, Time, Stop);
        IDirectory directory = await DirectoryAsync();
        await run.SettleAsync(directory, Stop);
        WriteBackPlan plan = await run.PlanAsync(null, accept, Stop);
        if (trial)
        {
            return [.. plan.Records];
        }

        Assert.Null(plan.Stopped);
        List<WriteBackRecord> records = await run.ExecuteAsync(plan, directory, null, Stop).ToListAsync(Stop);
        await run.EndAsync();
        return records;
    }

    /// <summary>The whole sync, as Invoke-RcSync runs it; first runs are confirmed unless a request says otherwise.</summary>
    public Task<SyncSummary> SyncAsync(SyncRequest? request = null, CycleHost? host = null, CancellationToken? stop = null) =>
        new SyncCycle(Hub, host ?? new CycleHost(this), Time).RunAsync(request ?? new SyncRequest { ConfirmFirstRun = true }, stop ?? Stop);

    public async Task AssignAsync(string group = Company.Assigned)
    {
        HubGroup found = await HubGroups.FindAsync(Hub, group, Stop);
        await Hub.WriteAsync(transaction => transaction.SaveAsync([new Assignment { Id = Ids.New(Time), GroupId = found.Id, CreatedAt = Time.GetUtcNow() }], Stop), null, Stop);
    }

    public async Task OptionsAsync(Func<ProvisioningOptions, ProvisioningOptions> change)
    {
        ProvisioningOptions options = change(await Hub.GetAsync<ProvisioningOptions>(Stop));
        await Hub.WriteAsync(transaction => transaction.SetAsync(options, Stop), null, Stop);
    }

    /// <summary>Extension numbers come from the attribute pager.</summary>
    public async Task MapNumbersAsync()
    {
        await SaveAsync(new HubAttribute { Name = "extension", DisplayName = "Extension", Custom = true });
        await SaveAsync(
            new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "extension", Expression = "appuser.pager" },
            new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "extensionNumber", Expression = "user.extension" });
    }

    public Task SaveAsync<T>(params T[] rows)
        where T : class, IHubRow => Hub.WriteAsync(transaction => transaction.SaveAsync(rows, Stop), null, Stop);

    public async Task<HubUser> UserAsync(string sam) =>
        (await Hub.ListAsync(new Filter<HubUser>().Equal(row => row.MailKey, MatchKey.Of(sam + "@example.com")), Stop)).Single();

    /// <summary>The one extension with this person's mail address; fails where there are none or several.</summary>
    public Simulator.Extension ExtensionOf(string sam) => Assert.Single(Simulator.State.Account.FindByEmail(sam + "@example.com"));

    /// <summary>What the simulator's listing gives for an extension: directNumber#extensionNumber.</summary>
    public string PhoneOf(Simulator.Extension extension) =>
        $"{Simulator.State.Account.NumbersOf(extension.Id).Single(number => number.UsageType == "DirectNumber").Number}#{extension.ExtensionNumber}";

    public async ValueTask DisposeAsync()
    {
        await Account.DisposeAsync();
        await Hub.DisposeAsync();
        Assert.Empty(Simulator.Bugs);
        await Simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SecureString Secret(string text)
    {
        SecureString secret = new();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }
}
