using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A hub on disk with one directory: the made-up domain.</summary>
internal sealed class ModelHub : IAsyncDisposable
{
    public const string System = "d1";
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-model-").FullName;

    private ModelHub(ModelDomain domain) => (Domain, Source) = (domain, new ModelDirectory(domain, System));

    public ModelDomain Domain { get; }

    public ModelDirectory Source { get; }

    public IHubStore Hub { get; private set; } = null!;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    /// <summary>What the last import said before it started, and why a guard stopped it.</summary>
    public List<string> Told { get; } = [];

    public string? Stopped { get; private set; }

    public RunSummary? Summary { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ModelHub> StartAsync(ModelDomain domain, DirectorySettings? settings = null)
    {
        ModelHub hub = new(domain);
        hub.Hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(hub._folder, "hub.db")), "Example", hub.Time, Stop);
        await hub.SaveAsync(new DirectoryEntry
        {
            Id = System,
            Name = "example.com",
            Kind = DirectoryKind.ActiveDirectory,
            DomainKey = "model",
            Settings = (settings ?? new DirectorySettings()) with { Names = hub.Source.Description.Names },
        });
        return hub;
    }

    public Task SaveAsync<T>(params T[] rows)
        where T : class, IHubRow => Hub.WriteAsync(transaction => transaction.SaveAsync(rows, Stop), null, Stop);

    public async Task<DirectoryEntry> EntryAsync(string id = System) => await DirectoryRegistration.FindAsync(Hub, id, Stop);

    /// <summary>Connects another domain to the hub.</summary>
    public async Task<ModelDirectory> ConnectAsync(ModelDomain domain, string id, string name)
    {
        ModelDirectory source = new(domain, id);
        await SaveAsync(new DirectoryEntry
        {
            Id = id, Name = name, Kind = DirectoryKind.ActiveDirectory, DomainKey = name, Settings = new DirectorySettings { Names = source.Description.Names },
        });
        return source;
    }

    public async Task SetAsync(Func<DirectorySettings, DirectorySettings> change, string id = System)
    {
        DirectoryEntry entry = await EntryAsync(id);
        await SaveAsync(entry with { Settings = change(entry.Settings) });
    }

    public async Task OptionsAsync<T>(Func<T, T> change)
        where T : class, new()
    {
        T value = change(await Hub.GetAsync<T>(Stop));
        await Hub.WriteAsync(transaction => transaction.SetAsync(value, Stop), null, Stop);
    }

    public async Task<List<ImportRecord>> ImportAsync(ImportRequest? request = null, ModelDirectory? source = null)
    {
        Told.Clear();
        source ??= Source;
        DirectoryEntry entry = await EntryAsync(source.Id);
        DirectoryImport import = new(Hub, source, entry, Time, entry.Settings.Filter is { } filter ? LdapScopeFilter.Parse(filter) : null);
        List<ImportRecord> records = await import.RunAsync((request ?? new ImportRequest()) with { Tell = Told.Add }, Stop).ToListAsync(Stop);
        Stopped = import.Stopped;
        Summary = import.Summary;
        return records;
    }

    /// <summary>An import that must not be a full one.</summary>
    public async Task<List<ImportRecord>> UpdateAsync(bool accept = false)
    {
        int full = Source.FullReads;
        List<ImportRecord> records = await ImportAsync(new ImportRequest { AcceptGuard = accept });
        Assert.Equal(full, Source.FullReads);
        return records;
    }

    /// <summary>Gives these people RingCentral accounts; all who are in the hub where none are named.</summary>
    public async Task HoldAsync(params ModelPerson[] people)
    {
        foreach (ModelPerson person in people.Length == 0 ? [.. Domain.People] : people)
        {
            string id = (await RowAsync(person)).UserId!;
            await SaveAsync(new AppUser { SystemId = Ids.RingCentral, Key = "x" + id, UserId = id, Place = person.Name, Attributes = AttributeSet.Empty, Hash = "" });
        }
    }

    public async Task<AppUser> RowAsync(ModelPerson person, string id = System) =>
        Assert.Single(await Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, id).Equal(row => row.Key, person.Key), Stop));

    public async Task<HubUser> UserAsync(ModelPerson person, string system = System)
    {
        string? id = (await RowAsync(person, system)).UserId;
        return Assert.Single(await Hub.ListAsync(new Filter<HubUser>().Equal(row => row.Id, id), Stop));
    }

    public async Task<HashSet<string>> MembersAsync(ModelGroup group)
    {
        HubGroup row = (await Hub.ListAsync(new Filter<HubGroup>().Equal(other => other.Key, group.Key), Stop)).Single();
        return [.. (await GroupGraph.LoadAsync(Hub, Stop)).UsersOf(row.Id)];
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
