using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>
/// Issue 4: a real domain lives, by every kind of change that an import is to see, and the hubs that follow it hold what a full import gives.
/// 150 people and 120 changes in the ordinary run, 3,000 and 2,000 with RCAD_SOAK=1; RCAD_SEED repeats one.
/// </summary>
public sealed class ScriptedLifeTests(ITestOutputHelper output)
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";
    private static readonly (int People, int Changes, int Batches) s_size = s_soak ? (3000, 2000, 20) : (150, 120, 6);

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData("containers")]
    [InlineData("groups")]
    [InlineData("names")]
    public async Task Samba_by_DirSync_and_by_uSNChanged(string scope)
    {
        Assert.SkipWhen(SambaServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SambaServer.WhyNot ?? "");
        (int seed, Random random) = Seed();
        ModelDomain domain = new(SambaServer.BaseDn);
        SambaLife? server = null;
        RandomLife life = new(domain, random) { IsRestorable = person => server!.HasKey(person), CanBePrimary = group => server!.CanBePrimary(group) };
        life.Populate(s_size.People);
        LifeScope within = new(scope, domain);
        await using SambaLife samba = server = await SambaLife.StartAsync(domain);
        await RunAsync(samba, life, within, domain, random, seed);
    }

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData("containers")]
    public async Task OpenLdap_by_accesslog_syncrepl_and_modifyTimestamp(string scope)
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        (int seed, Random random) = Seed();
        ModelDomain domain = new(OpenLdapLife.BaseDn, hasPrimaryGroups: false);
        RandomLife life = new(domain, random) { IsRestorable = _ => false, CanBePrimary = _ => false };
        life.Populate(s_size.People);
        LifeScope within = new(scope, domain);
        await using OpenLdapLife server = await OpenLdapLife.StartAsync(domain);
        await RunAsync(server, life, within, domain, random, seed);
    }

    private (int Seed, Random Random) Seed()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RCAD_SEED"), out int given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return (seed, new Random(seed));
    }

    private async Task RunAsync(LifeMirror server, RandomLife life, LifeScope scope, ModelDomain domain, Random random, int seed)
    {
        await using ScriptedLife scripted = new(server, life, scope, domain, random);
        try
        {
            await scripted.RunAsync(s_size.Changes, s_size.Batches);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, {scope.Kind}", error);
        }

        output.WriteLine($"{scope.Kind}: {scripted.Sum}");
    }
}
