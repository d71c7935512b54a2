using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>The guard of an import: measured on those who hold RingCentral, over a day, and what it holds is not forgotten.</summary>
public sealed class ImportGuardTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_guard_holds_is_still_known_when_the_directory_no_longer_tells_it()
    {
        await using ModelHub hub = await StartAsync(20);
        ModelPerson[] people = [.. hub.Domain.People];
        ModelGroup team = hub.Domain.Groups.Single(group => group.Name == "Team");
        Array.ForEach(people[..8], hub.Domain.Delete);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(8, (await hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
            Assert.NotNull(hub.Stopped);
            Assert.Equal(AppUserState.Missing, (await hub.RowAsync(people[0])).State);
            Assert.Equal(20, await hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));

            // Nobody loses a group, and with it an assignment, before it is decided.
            Assert.Equal(20, (await hub.MembersAsync(team)).Count);
        }

        hub.Domain.Restore(people[0]);
        Assert.Equal(7, (await hub.UpdateAsync(accept: true)).Count(record => record.Action == ImportAction.Deactivated));
        Assert.Equal(13, (await hub.MembersAsync(team)).Count);
        Assert.Equal((AppUserState.Present, AppUserState.Gone), ((await hub.RowAsync(people[0])).State, (await hub.RowAsync(people[1])).State));
        Assert.Equal(0, await hub.Hub.CountAsync(new Filter<GroupEdge>().Equal(row => row.MemberKey, people[1].Key), Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_held_keeps_their_groups_when_everybody_is_read_and_when_only_some_are(bool full)
    {
        await using ModelHub hub = await StartAsync(20);
        ModelPerson[] people = [.. hub.Domain.People];
        ModelGroup team = hub.Domain.Groups.Single(group => group.Name == "Team");
        Array.ForEach(people[..8], hub.Domain.Delete);
        hub.Domain.Leave(team, people[9], people[10]);
        ImportRequest request = full ? new ImportRequest { Full = true } : new ImportRequest { People = [people[9].Values["mail"]] };
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(full ? 8 : 0, (await hub.ImportAsync(request)).Count(record => record.Action == ImportAction.Held));

            // Two were taken out of the group, and of these only who was read is known to be still there.
            Assert.Equal(full ? 18 : 19, (await hub.MembersAsync(team)).Count);
        }

        Assert.Equal(8, (await hub.UpdateAsync(accept: true)).Count(record => record.Action == ImportAction.Deactivated));
        Assert.Equal(10, (await hub.MembersAsync(team)).Count);
    }

    [Fact]
    public async Task Who_leaves_the_group_of_the_scope_is_out_of_it_in_the_same_import()
    {
        await using ModelHub hub = await StartAsync(20);
        ModelPerson[] people = [.. hub.Domain.People];
        ModelGroup team = hub.Domain.Groups.Single(group => group.Name == "Team");
        await hub.SetAsync(settings => settings with { Groups = [team.Key] });
        Assert.Empty(await hub.UpdateAsync());
        hub.Domain.Leave(team, people[0]);
        Assert.Equal("out of scope", Assert.Single(await hub.ImportAsync(new ImportRequest { Full = true })).Detail);
        hub.Domain.Leave(team, people[1]);
        Assert.Equal("out of scope", Assert.Single(await hub.UpdateAsync()).Detail);
        Assert.Equal(18, (await hub.MembersAsync(team)).Count);
    }

    [Fact]
    public async Task Only_those_who_hold_RingCentral_count()
    {
        await using ModelHub hub = await StartAsync(40, holders: 10);
        ModelPerson[] people = [.. hub.Domain.People];
        Disable(hub, people[10..]);
        Assert.Equal(30, (await hub.UpdateAsync()).Count(record => record.Action == ImportAction.Deactivated));
        Disable(hub, people[..6]);
        Assert.Equal(6, (await hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
        Assert.Contains("6 people of 10", hub.Stopped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Out_of_scope_by_a_mistaken_scope_is_held()
    {
        await using ModelHub hub = await StartAsync(20);
        await hub.SetAsync(settings => settings with { SearchBases = [hub.Domain.Leavers.Key] });
        Assert.Equal(20, (await hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
        await hub.SetAsync(settings => settings with { SearchBases = [] });
        Assert.Empty(await hub.UpdateAsync());
    }

    [Fact]
    public async Task A_slow_leak_is_caught_and_what_was_accepted_does_not_count_again()
    {
        await using ModelHub hub = await StartAsync(30);
        ModelPerson[] people = [.. hub.Domain.People];
        Disable(hub, people[..5]);
        await hub.UpdateAsync();
        Assert.Null(hub.Stopped);
        hub.Time.Advance(TimeSpan.FromHours(2));
        Disable(hub, people[5..8]);
        await hub.UpdateAsync();
        Assert.Contains("3 people (and 5 more within a day) of 25", hub.Stopped, StringComparison.Ordinal);
        Assert.Equal(3, (await hub.UpdateAsync(accept: true)).Count(record => record.Action == ImportAction.Deactivated));

        // Five within the day count, the three accepted ones do not.
        hub.Time.Advance(TimeSpan.FromHours(23));
        Disable(hub, people[8..12]);
        Assert.Equal(4, (await hub.UpdateAsync()).Count(record => record.Action == ImportAction.Deactivated));
        Assert.Null(hub.Stopped);
        Assert.DoesNotContain(Guard.Taken, hub.Summary!.Counts.Keys);
    }

    [Fact]
    public async Task What_a_killed_run_took_counts()
    {
        await using ModelHub hub = await StartAsync(30);
        ModelPerson[] people = [.. hub.Domain.People];
        Disable(hub, people[..5]);
        await using (IAsyncEnumerator<ImportRecord> records = new DirectoryImport(new Dying(hub.Hub, 3), hub.Source, await hub.EntryAsync(), hub.Time)
            .RunAsync(new ImportRequest(), Stop).GetAsyncEnumerator(Stop))
        {
            await Assert.ThrowsAsync<IOException>(async () =>
            {
                while (await records.MoveNextAsync())
                {
                }
            });
        }

        Assert.Equal(5, await hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Deactivated), Stop));
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        Disable(hub, people[5..8]);
        Assert.Equal(3, (await hub.UpdateAsync()).Count(record => record.Action == ImportAction.Held));
    }

    [Fact]
    public void Thresholds()
    {
        GuardOptions options = new();
        Assert.False(options.Trips(5, 6));
        Assert.True(options.Trips(6, 29));
        Assert.False(options.Trips(6, 30));
        Assert.True(options.Trips(501, 100_000));
    }

    private static async Task<ModelHub> StartAsync(int people, int? holders = null)
    {
        ModelDomain domain = new();
        ModelPerson[] all = [.. Enumerable.Range(0, people).Select(i => domain.Person($"p{i:000}"))];
        domain.Group("Team", all);
        ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        await hub.HoldAsync(all[..(holders ?? people)]);
        return hub;
    }

    private static void Disable(ModelHub hub, ModelPerson[] people) => Array.ForEach(people, person => hub.Domain.Change(person, leaver => leaver.Disabled = true));
}
