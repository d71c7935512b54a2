using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Attributes taken away: refused while anything uses them, by name; their values go with them.</summary>
public sealed class HubSchemaEditorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, IHubRow> Users => new()
    {
        { "AdToHub badge = appuser.pager", new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "badge", Expression = "appuser.pager" } },
        { "RcToHub badge = appuser.site", new AttributeMapping { Direction = MappingDirection.RcToHub, Target = "badge", Expression = "appuser.site" } },
        { "HubToRc jobTitle = user.badge", new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "jobTitle", Expression = "user.badge" } },
        { "HubToRc jobTitle = source.badge", new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "jobTitle", Expression = "source.badge" } },
        { "HubToAd pager = user.badge", new AttributeMapping { Direction = MappingDirection.HubToAd, Target = "pager", Expression = "user.badge" } },
        { "getManagerUser", new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "jobTitle", Expression = "getManagerUser(\"active_directory\")?.badge" } },
        { "attribute master", new AttributeMaster("badge", [Ids.RingCentral], false) },
        { "rule of the group Badged", new HubGroup { Id = "g", Name = "Badged", Kind = HubGroupKind.Rule, Rule = "user.badge != null" } },
    };

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Refused_while_something_uses_it(string named, IHubRow row)
    {
        await using Cycle cycle = await StartAsync();
        await (row switch
        {
            AttributeMapping mapping => cycle.SaveAsync(mapping),
            AttributeMaster master => cycle.SaveAsync(master),
            HubGroup group => cycle.SaveAsync(group),
            _ => throw new ArgumentException(row.ToString()),
        });
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => new HubSchemaEditor(cycle.Hub, cycle.Time).CheckRemovalAsync("badge", Stop));
        Assert.Equal("HubAttributeInUse", error.ErrorId);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_base_schema_stays()
    {
        await using Cycle cycle = await StartAsync();
        HubSchemaEditor editor = new(cycle.Hub, cycle.Time);
        Assert.Equal("HubAttributeBase", (await Assert.ThrowsAsync<RingCentralAdException>(() => editor.CheckRemovalAsync("nickName", Stop))).ErrorId);
        Assert.Equal("HubAttributeNotFound", (await Assert.ThrowsAsync<RingCentralAdException>(() => editor.CheckRemovalAsync("nosuch", Stop))).ErrorId);
    }

    [Fact]
    public async Task Values_go_with_it_and_an_attribute_added_again_begins_empty()
    {
        await using Cycle cycle = await StartAsync();
        HubUserEdit edit = await HubUserEdit.LoadAsync(cycle.Hub, cycle.Time, Stop);
        await edit.SaveAsync(await cycle.UserAsync("p001"), edit.Fit([new("badge", "RED-4711"), new("nickName", "Zo")]), Stop);
        HubSchemaEditor editor = new(cycle.Hub, cycle.Time);
        HubAttribute badge = await editor.CheckRemovalAsync("BADGE", Stop);
        Assert.Equal(1, await editor.CountAsync(badge, Stop));
        await editor.RemoveAsync(badge, Stop);

        // The record goes on telling that it was set.
        Assert.DoesNotContain("RED-4711", HubDump.Of(cycle.HubPath, static table => table != "recorded_change"), StringComparison.Ordinal);
        Assert.Equal("Zo", (await cycle.UserAsync("p001")).Profile.Text("nickName"));
        await cycle.SaveAsync(badge);
        await cycle.ImportAsync();
        Assert.Null((await cycle.UserAsync("p001")).Profile["badge"]);
    }

    private static async Task<Cycle> StartAsync()
    {
        Cycle cycle = await Cycle.StartAsync(Company.Of(3).ToLdif(), new SeedRequest());
        await cycle.SaveAsync(new HubAttribute { Name = "badge", DisplayName = "Badge", Custom = true });
        await cycle.ImportAsync();
        return cycle;
    }
}
