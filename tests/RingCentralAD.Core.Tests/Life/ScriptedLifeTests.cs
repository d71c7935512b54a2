using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>
/// Issue 4: a real domain lives, by every kind of change that an import is to see, and the hubs that follow it hold what a full import gives.
/// 120 people and 100 changes in one scope, which the seed chooses, in the ordinary run; 3,000 and 2,000 in each scope with RCAD_SOAK=1.
/// RCAD_SEED repeats one, RCAD_SCOPE (containers, groups, names) runs one scope alone.
/// </summary>
public sealed class ScriptedLifeTests(ITestOutputHelper output)
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";
    private static readonly (int People, int Changes, int Batches) s_size = s_soak ? (3000, 2000, 20) : (120, 100, 5);
    private static readonly string[] s_scopes = ["containers", "groups", "names"];

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Samba_by_DirSync_and_by_uSNChanged()
    {
        Assert.SkipWhen(SambaServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SambaServer.WhyNot ?? "");
        int seed = Seed();
        foreach (string scope in Environment.GetEnvironmentVariable("RCAD_SCOPE") is { Length: > 0 } only ? [only] : s_soak ? s_scopes : [s_scopes[seed % s_scopes.Length]])
        {
            Random random = new(seed);
            ModelDomain domain = new(SambaServer.BaseDn);
            SambaLife? server = null;
            RandomLife life = new(domain, random) { IsRestorable = person => server!.HasKey(person), CanBePrimary = group => server!.CanBePrimary(group) };
            life.Populate(s_size.People);
            LifeScope within = new(scope, domain);
            await using SambaLife samba = server = await SambaLife.StartAsync(domain);
            await RunAsync(samba, life, within, domain, random, seed);
        }
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task OpenLdap_by_accesslog_syncrepl_and_modifyTimestamp()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        int seed = Seed();
        Random random = new(seed);
        ModelDomain domain = new(OpenLdapLife.BaseDn, hasPrimaryGroups: false);
        RandomLife life = new(domain, random) { IsRestorable = _ => false, CanBePrimary = _ => false };
        life.Populate(s_size.People);
        LifeScope within = new("containers", domain);
        await using OpenLdapLife server = await OpenLdapLife.StartAsync(domain);
        await RunAsync(server, life, within, domain, random, seed);
    }

    private int Seed()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RCAD_SEED"), out int given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return seed;
    }

    private async Task RunAsync(LifeMirror server, RandomLife life, LifeScope scope, ModelDomain domain, Random random, int seed)
    {
        await using ScriptedLife scripted = new(server, life, scope, domain, random);
        try
        {
            await scripted.RunAsync(s_size.Changes, s_size.Batches, output.WriteLine);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, {scope.Kind}", error);
        }
    }
}
