using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Hub;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>A hub on disk that takes its people from a real server, by the code that Import-AdUsers runs.</summary>
internal sealed class LifeHub : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-life-").FullName;
    private readonly LifeMirror _server;
    private readonly FakeTimeProvider _time;

    private LifeHub(LifeMirror server, FakeTimeProvider time) => (_server, _time) = (server, time);

    public IHubStore Hub { get; private set; } = null!;

    /// <summary>What the last import said.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Why a guard stopped the last import; null where it did not.</summary>
    public string? Stopped { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<LifeHub> StartAsync(LifeMirror server, LifeScope scope, ChangeMethod? method, FakeTimeProvider time)
    {
        LifeHub hub = new(server, time);
        hub.Hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(hub._folder, "hub.db")), "Example", time, Stop);
        DirectoryEntry entry = new()
        {
            Id = ModelHub.System,
            Name = "corp.example",
            Kind = method is null or ChangeMethod.DirSync or ChangeMethod.UsnChanged ? DirectoryKind.ActiveDirectory : DirectoryKind.Ldap,
            DomainKey = "life",
            Settings = scope.Of(server.Settings, server.KeyOf) with { ChangesBy = method },
        };
        await hub.Hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([entry], Stop);
                await transaction.SetAsync(new ProvisioningOptions { ReactivateUsers = true }, Stop);
                foreach (string name in scope.Kind == "names" ? (string[])["manager", "memberOf"] : [])
                {
                    await transaction.SaveAsync([new HubAttribute { Name = name, DisplayName = name, Type = name == "manager" ? HubAttributeType.String : HubAttributeType.StringArray, Custom = true }], Stop);
                    await transaction.SaveAsync([new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = entry.Id, Target = name, Expression = "appuser." + name }], Stop);
                }
            },
            null,
            Stop);
        return hub;
    }

    /// <summary>One import, over a connection of its own as each process has one.</summary>
    public async Task<List<ImportRecord>> ImportAsync(ImportRequest? request = null)
    {
        Told.Clear();
        (DirectoryImport import, LdapDirectory directory) = await OpenAsync(Hub);
        await using (directory)
        {
            List<ImportRecord> records = await import.RunAsync((request ?? new ImportRequest()) with { Tell = Told.Add }, Stop).ToListAsync(Stop);
            Stopped = import.Stopped;
            return records;
        }
    }

    /// <summary>An import that comes to no end: the process dies after so many transactions, or the pipeline has enough after so many records.</summary>
    public async Task InterruptAsync(int commits, int records)
    {
        (DirectoryImport import, LdapDirectory directory) = await OpenAsync(new Dying(Hub, commits));
        await using (directory)
        {
            try
            {
                await foreach (ImportRecord _ in import.RunAsync(new ImportRequest(), Stop))
                {
                    if (records-- == 0)
                    {
                        break;
                    }
                }
            }
            catch (IOException)
            {
                // What the interruption is.
            }
        }
    }

    /// <summary>Gives everybody who is in the hub a RingCentral account.</summary>
    public async Task HoldAsync()
    {
        AppUser[] held = [.. (await Hub.ListAsync<HubUser>(cancellationToken: Stop)).Select(user => new AppUser
        {
            SystemId = Ids.RingCentral, Key = "x" + user.Id, UserId = user.Id, Place = user.Name, Attributes = AttributeSet.Empty, Hash = "",
        })];
        await Hub.WriteAsync(transaction => transaction.SaveAsync(held, Stop), null, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(DirectoryImport Import, LdapDirectory Directory)> OpenAsync(IHubStore store)
    {
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(Hub, null, Stop);
        LdapDirectory directory = await _server.OpenAsync(entry.Settings);
        return (DirectoryScope.Import(store, directory, entry, _time), directory);
    }
}
