using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>The verify pass against real servers: a change that was missed is found by its number; our own write and whatever is not read are no alarm.</summary>
public sealed class VerifyServerTests
{
    private static readonly ImportRequest s_verify = new() { Verify = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samba()
    {
        Assert.SkipWhen(SambaServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SambaServer.WhyNot ?? "");
        ModelDomain domain = Domain(SambaServer.BaseDn, hasPrimaryGroups: true);
        await using SambaLife server = await SambaLife.StartAsync(domain);
        await CheckAsync(server, domain, ChangeMethod.DirSync);
    }

    [Fact]
    public async Task OpenLdap()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        ModelDomain domain = Domain(OpenLdapLife.BaseDn, hasPrimaryGroups: false);
        await using OpenLdapLife server = await OpenLdapLife.StartAsync(domain);
        await CheckAsync(server, domain, ChangeMethod.SyncRepl);
    }

    private static ModelDomain Domain(string root, bool hasPrimaryGroups)
    {
        ModelDomain domain = new(root, hasPrimaryGroups);
        domain.Group("Team", [.. Enumerable.Range(0, 12).Select(i => domain.Person($"p{i}"))]);
        return domain;
    }

    private static async Task CheckAsync(LifeMirror server, ModelDomain domain, ChangeMethod method)
    {
        LifeScope scope = new("everybody", domain);
        await using LifeHub hub = await LifeHub.StartAsync(server, scope, method, new FakeTimeProvider(DateTimeOffset.UtcNow));
        await hub.ImportAsync();

        // DirSync shows no change number of a controller's own: who was read by it gets a mark when they are first compared.
        await VerifiedAsync(hub, "12 people compared", "0 different.");
        await VerifiedAsync(hub, "12 people compared", "0 different (0 read again)", "0 different.");
        ModelPerson[] people = [.. domain.People];

        // A change, and a membership that ended, which no import was told of.
        domain.Change(people[0], person => person.Values["department"] = "Legal");
        domain.Leave(domain.Groups.Single(group => group.Name == "Team"), people[3]);
        await LiveAsync();
        await SkipAsync(hub, server);
        Assert.Empty(await hub.ImportAsync());
        Assert.Equal(server.KeyOf(people[0]), Assert.Single(await VerifiedAsync(hub, "1 different (1 read again)", "1 different.")).Key);

        // Something that the hub does not read.
        await server.ApplyAsync($"dn: {people[1].Dn}\nchangetype: modify\nreplace: description\ndescription: seen\n-\n\n");
        await VerifiedAsync(hub, "0 different (1 read again)", "0 different.");
        await VerifiedAsync(hub, "0 different (0 read again)", "0 different.");

        // Our own write, which the hub takes over with it.
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(hub.Hub, null, Stop);
        await using LdapDirectory directory = await server.OpenAsync(entry.Settings);
        await directory.WriteAsync(server.KeyOf(people[2]), [new AttributeChange("telephoneNumber", null, "+1 650 555 0100")], Stop);
        AppUser row = (await hub.Hub.FindAsync(new Filter<AppUser>().Equal(user => user.Key, server.KeyOf(people[2])), Stop))!;
        if (entry.ReadAttributes.Contains("telephoneNumber"))
        {
            row = row with { Attributes = row.Attributes.With([new("telephoneNumber", "+1 650 555 0100")]) };
        }

        await hub.Hub.WriteAsync(transaction => transaction.SaveAsync([row with { Hash = AppUserHash.Of(row) }], Stop), null, Stop);
        await VerifiedAsync(hub, "0 different (1 read again)", "0 different.");
        await VerifiedAsync(hub, "0 different (0 read again)", "0 different.");

        async Task LiveAsync()
        {
            server.Write();
            await server.FlushAsync();
        }
    }

    /// <summary>Goes on as if everything until now had been read.</summary>
    private static async Task SkipAsync(LifeHub hub, LifeMirror server)
    {
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(hub.Hub, null, Stop);
        await using LdapDirectory directory = await server.OpenAsync(entry.Settings);
        ChangePosition position = (await directory.PositionAsync(Stop))!;
        await hub.Hub.WriteAsync(
            transaction => transaction.SaveAsync([entry with { Cursor = (ImportCursor.Parse(entry.Cursor) with { Position = position }).Write() }], Stop), null, Stop);
    }

    private static async Task<List<ImportRecord>> VerifiedAsync(LifeHub hub, params string[] words)
    {
        List<ImportRecord> records = await hub.ImportAsync(s_verify);
        string told = Assert.Single(hub.Told);
        Assert.All(words, word => Assert.Contains(word, told, StringComparison.Ordinal));
        Assert.EndsWith(words[^1], told, StringComparison.Ordinal);
        return records;
    }
}
