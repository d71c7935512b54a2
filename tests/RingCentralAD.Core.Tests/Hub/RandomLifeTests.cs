using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Life;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>
/// Hundreds of changes of every kind, an incremental import after each few, some of them cut off or killed: the hub equals what a fresh full
/// import of a second hub gives, and ids and states are what the test's own account of the life says. Where the directory does not tell who is
/// gone, a verify pass after each import makes it so.
/// </summary>
public sealed class RandomLifeTests
{
    private const int Rounds = 40;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("everybody")]
    [InlineData("containers")]
    [InlineData("groups")]
    [InlineData("filter")]
    [InlineData("names")]
    [InlineData("containers", "Deletions.")]
    [InlineData("groups", "Deletions.")]
    [InlineData("filter", "Deletions.")]
    [InlineData("names", "Deletions.")]
    public async Task After_every_import_the_hub_is_what_a_full_import_would_make_it(string scope, string? blind = null)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RCAD_SEED"), out int given) ? given : Random.Shared.Next();
        Random random = new(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        ModelDomain domain = new();
        RandomLife life = new(domain, random);
        life.Populate(60);
        LifeScope within = new(scope, domain);
        LifeLog log = new(domain, within, KeyOf);
        await using ModelHub hub = await ModelHub.StartAsync(domain, within.Of(new DirectorySettings(), KeyOf));
        hub.Source.Blind = blind;
        await PrepareAsync(hub, scope);
        await hub.ImportAsync();
        log.Advance(hub.Time.GetUtcNow());
        await log.CheckAsync(hub.Hub);
        await hub.HoldAsync([.. domain.People.Where(person => hub.RowAsync(person).GetAwaiter().GetResult().UserId is not null)]);
        hub.Source.Stammer = random;
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                if (scope == "containers" && random.Next(8) == 0)
                {
                    within.ExcludesLeavers = !within.ExcludesLeavers;
                    await hub.SetAsync(settings => within.Of(settings, KeyOf));
                }

                for (int change = random.Next(1, 14); change > 0; change--)
                {
                    life.Step();
                }

                await InterruptAsync(hub, random);
                await ImportAsync(hub, new ImportRequest());
                if (blind is not null)
                {
                    await ImportAsync(hub, new ImportRequest { Verify = true });
                }

                await using ModelHub fresh = await ModelHub.StartAsync(domain, (await hub.EntryAsync()).Settings);
                await PrepareAsync(fresh, scope);
                fresh.Source.Beside = random.Next(2) == 0 ? () => new ModelDirectory(domain, ModelHub.System) : null;
                await fresh.ImportAsync();
                await HubComparison.CheckAsync(hub.Hub, fresh.Hub, life.Broken.Keys.Select(KeyOf).ToHashSet());
                log.Advance(hub.Time.GetUtcNow());
                await log.CheckAsync(hub.Hub);
                Assert.Empty(await hub.ImportAsync());

                // A verify pass finds nothing that an import missed.
                Assert.Empty(await hub.ImportAsync(new ImportRequest { Verify = true }));
                Assert.Contains(" 0 lacking in the hub, 0 too many, 0 different (", Assert.Single(hub.Told), StringComparison.Ordinal);
                Assert.EndsWith(" 0 different.", hub.Told[0], StringComparison.Ordinal);
                life.Seen();
                hub.Time.Advance(TimeSpan.FromHours(9));
            }
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, {scope}; the last changes: {string.Join("\n", life.Log)}", error);
        }
    }

    private static async Task ImportAsync(ModelHub hub, ImportRequest request)
    {
        HashSet<string> active = await LifeLog.ActiveAsync(hub.Hub);
        List<ImportRecord> records = await hub.ImportAsync(request);
        if (hub.Stopped is not null)
        {
            Assert.DoesNotContain(records, record => record.Action is ImportAction.Deactivated or ImportAction.Reactivated);
            Assert.Superset(active, await LifeLog.ActiveAsync(hub.Hub));
            await hub.ImportAsync(request with { AcceptGuard = true });
        }
    }

    private static string KeyOf(ModelEntry entry) => entry.Key;

    /// <summary>People come back by themselves, and values that other entries decide are mapped.</summary>
    private static async Task PrepareAsync(ModelHub hub, string scope)
    {
        await hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        foreach (string name in scope == "names" ? (string[])["manager", "memberOf"] : [])
        {
            await hub.SaveAsync(new HubAttribute { Name = name, DisplayName = name, Type = name == "manager" ? HubAttributeType.String : HubAttributeType.StringArray, Custom = true });
            await hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = ModelHub.System, Target = name, Expression = "appuser." + name });
        }
    }

    /// <summary>Now and then an import that comes to no end: the server breaks off, the process dies, or the pipeline has enough.</summary>
    private static async Task InterruptAsync(ModelHub hub, Random random)
    {
        int kind = random.Next(6);
        if (kind > 2)
        {
            return;
        }

        DirectoryEntry entry = await hub.EntryAsync();
        IHubStore store = kind == 1 ? new Dying(hub.Hub, random.Next(1, 9)) : hub.Hub;
        hub.Source.BreakAfter = kind == 0 ? random.Next(30) : int.MaxValue;
        DirectoryImport import = new(store, hub.Source, entry, hub.Time, entry.Settings.Filter is { } filter ? LdapScopeFilter.Parse(filter) : null);
        try
        {
            int wanted = kind == 2 ? random.Next(4) : int.MaxValue;
            await foreach (ImportRecord _ in import.RunAsync(new ImportRequest(), Stop))
            {
                if (wanted-- == 0)
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // What the interruption is.
        }

        hub.Source.BreakAfter = int.MaxValue;
        hub.Time.Advance(TimeSpan.FromMinutes(2));
    }
}
