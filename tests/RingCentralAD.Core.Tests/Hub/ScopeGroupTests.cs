using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A scope set by groups of which the directory no longer shows one, or never showed the members: nobody known is not nobody in scope.</summary>
public sealed class ScopeGroupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["changes", "full", "verify", "below", "named"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task One_of_the_groups_deleted_stops_every_kind_of_import_until_it_is_back(string way)
    {
        (ModelHub hub, ModelPerson[] people, ModelGroup first, ModelGroup second) = await StartAsync();
        await using ModelHub closing = hub;
        hub.Domain.Delete(first);
        hub.Domain.Change(people[3], person => person.Values["department"] = "Legal");
        for (int i = 0; i < 2; i++)
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => hub.ImportAsync(RequestOf(way, people[0])));
            Assert.Equal(("ScopeGroupGone", ErrorKind.NotFound), (error.ErrorId, error.Kind));
            Assert.Contains(first.Dn, error.Message, StringComparison.Ordinal);
            Assert.Contains("Set-AdDirectory -Group", error.Remedy, StringComparison.Ordinal);
            await CheckAsync(hub, first, second);
        }

        // Back from the recycle bin with its members: nobody went, nobody came.
        first.Deleted = false;
        hub.Domain.Touch(first);
        Assert.All(await hub.ImportAsync(), record => Assert.Equal((ImportAction.Updated, people[3].Key), (record.Action, record.Key)));
        Assert.Equal("Legal", (await hub.UserAsync(people[3])).Department);
        await CheckAsync(hub, first, second);
    }

    [Fact]
    public async Task A_scope_set_again_lets_those_go_whom_it_leaves_out()
    {
        (ModelHub hub, ModelPerson[] people, ModelGroup first, ModelGroup second) = await StartAsync();
        await using ModelHub closing = hub;
        hub.Domain.Delete(first);
        await Assert.ThrowsAsync<RingCentralAdException>(() => hub.UpdateAsync());
        await hub.SetAsync(settings => settings with { Groups = [second.Key] });
        List<ImportRecord> records = await hub.UpdateAsync(accept: true);
        Assert.Equal(people[..3].Select(person => person.Key).Order(), records.Select(record => record.Key).Order());
        Assert.All(records, record => Assert.Equal((ImportAction.Deactivated, "out of scope"), (record.Action, record.Detail)));
        Assert.Empty(await hub.UpdateAsync());
        Assert.Empty(await hub.ImportAsync(new ImportRequest { Full = true }));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("verify")]
    [InlineData("below")]
    public async Task A_group_that_the_account_sees_no_longer_is_not_taken_for_empty(string way)
    {
        (ModelHub hub, ModelPerson[] people, ModelGroup first, ModelGroup second) = await StartAsync();
        await using ModelHub closing = hub;
        hub.Source.Hidden.Add(second);
        Assert.Equal("ScopeGroupGone", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.ImportAsync(RequestOf(way, people[0])))).ErrorId);
        await CheckAsync(hub, first, second);
        hub.Source.Hidden.Clear();
        Assert.Empty(await hub.ImportAsync());
        await CheckAsync(hub, first, second);
    }

    [Fact]
    public async Task A_group_never_seen_stops_the_import_until_the_account_sees_it_though_the_directory_tells_of_no_change()
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 6).Select(i => domain.Person($"p{i}"))];
        ModelGroup team = domain.Group("Team", people[..4]);
        await using ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { Groups = [team.Key] });
        hub.Source.Hidden.Add(team);
        Assert.Contains(team.Key, (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.ImportAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(0, await hub.Hub.CountAsync<HubUser>(cancellationToken: Stop));
        await hub.SetAsync(settings => settings with { Groups = [] });
        Assert.Equal(6, (await hub.ImportAsync()).Count);

        await hub.SetAsync(settings => settings with { Groups = [team.Key] });
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("ScopeGroupGone", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.UpdateAsync())).ErrorId);
            Assert.Equal(6, await ActiveAsync(hub));
        }

        hub.Source.Hidden.Clear();
        Assert.Equal(people[4..].Select(person => person.Key).Order(), (await hub.UpdateAsync(accept: true)).Select(record => record.Key).Order());
        Assert.Empty(await hub.UpdateAsync());
    }

    [Theory]
    [InlineData("changes", false)]
    [InlineData("changes", true)]
    [InlineData("full", false)]
    [InlineData("full", true)]
    [InlineData("verify", true)]
    [InlineData("named", true)]
    public async Task Members_that_were_never_shown_are_not_nobody(string way, bool nested)
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 6).Select(i => domain.Person($"p{i}"))];
        ModelGroup team = domain.Group("Team", people[..4]);
        ModelGroup top = domain.Group("Top", team, people[0]);
        ModelGroup unreadable = nested ? team : top;
        unreadable.MembersUnknown = true;
        domain.Group("Elsewhere", people).MembersUnknown = true;
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        await hub.SetAsync(settings => settings with { Groups = [top.Key] });
        for (int i = 0; i < 2; i++)
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => hub.ImportAsync(RequestOf(way, people[5])));
            Assert.Equal(("ScopeGroupUnreadable", ErrorKind.Denied), (error.ErrorId, error.Kind));
            Assert.Contains(unreadable.Dn, error.Message, StringComparison.Ordinal);
            Assert.Equal(6, await ActiveAsync(hub));
        }

        // The right is given; the directory tells of no change.
        unreadable.MembersUnknown = false;
        Assert.Equal(people[4..].Select(person => person.Key).Order(), (await hub.ImportAsync(new ImportRequest { AcceptGuard = true })).Select(record => record.Key).Order());

        // Unknown once more, after they were known: those whom the hub knows stay, and the import goes on.
        unreadable.MembersUnknown = true;
        domain.Touch(unreadable);
        Assert.Empty(await hub.UpdateAsync());
        Assert.Empty(await hub.ImportAsync(new ImportRequest { Full = true }));
        Assert.Equal(4, await ActiveAsync(hub));
    }

    [Fact]
    public async Task A_group_that_is_known_to_be_empty_is_nobody_and_the_guard_looks_at_it()
    {
        (ModelHub hub, ModelPerson[] people, ModelGroup first, ModelGroup second) = await StartAsync();
        await using ModelHub closing = hub;
        await hub.HoldAsync(people[..6]);
        hub.Domain.Leave(first, [.. first.Members]);
        hub.Domain.Leave(second, [.. second.Members]);
        Assert.All(await hub.UpdateAsync(), record => Assert.Equal(ImportAction.Held, record.Action));
        Assert.NotNull(hub.Stopped);
        Assert.Equal(6, await ActiveAsync(hub));
    }

    /// <summary>Six in two groups, one of them nested, and two in neither.</summary>
    private static async Task<(ModelHub Hub, ModelPerson[] People, ModelGroup First, ModelGroup Second)> StartAsync()
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 8).Select(i => domain.Person($"p{i}"))];
        ModelGroup first = domain.Group("First", [domain.Group("Inner", people[1], people[2]), people[0]]);
        ModelGroup second = domain.Group("Second", people[3..6]);
        ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { Groups = [first.Key, second.Key] });
        Assert.Equal(6, (await hub.ImportAsync()).Count);
        return (hub, people, first, second);
    }

    private static ImportRequest RequestOf(string way, ModelPerson person) => way switch
    {
        "full" => new ImportRequest { Full = true },
        "verify" => new ImportRequest { Verify = true },
        "below" => new ImportRequest { BaseDn = person.Parent!.Dn },
        "named" => new ImportRequest { People = [person.Values["mail"]] },
        _ => new ImportRequest(),
    };

    private static Task<long> ActiveAsync(ModelHub hub) => hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop);

    /// <summary>Everybody is in scope, active and in their group.</summary>
    private static async Task CheckAsync(ModelHub hub, ModelGroup first, ModelGroup second)
    {
        Assert.Equal(6, await ActiveAsync(hub));
        Assert.Equal(6, await hub.Hub.CountAsync(new Filter<AppUser>().Equal(row => row.State, AppUserState.Present).Equal(row => row.InScope, true), Stop));
        Assert.Equal((3, 3), ((await hub.MembersAsync(first)).Count, (await hub.MembersAsync(second)).Count));
    }
}
