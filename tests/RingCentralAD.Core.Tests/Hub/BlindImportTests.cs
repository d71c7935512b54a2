using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>
/// A directory that does not tell who is gone (modifyTimestamp; Active Directory without the right to see deleted objects): who is gone stays
/// as they are until keys are compared, and nothing that happens meanwhile brings them back or makes them anew.
/// </summary>
public sealed class BlindImportTests
{
    [Theory]
    [InlineData("container")]
    [InlineData("group")]
    [InlineData("scope")]
    public async Task Who_is_gone_neither_returns_nor_is_made_when_what_held_them_comes_into_scope(string what)
    {
        ModelDomain domain = new();
        ModelContainer unit = domain.Container("Unit", domain.Staff);
        ModelPerson[] people = [domain.Person("leaver", unit), domain.Person("never", unit), domain.Person("alive", unit), domain.Person("other", domain.Staff)];
        ModelGroup team = domain.Group("Team", people[0], people[2]);
        ModelGroup top = domain.Group("Top", team, people[3]);
        await using ModelHub hub = await ModelHub.StartAsync(
            domain, what == "group" ? new DirectorySettings { Groups = [top.Key] } : new DirectorySettings { SearchBases = [domain.Staff.Key] });
        hub.Source.Blind = "Deletions.";
        await hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        people[1].Disabled = true;
        await hub.ImportAsync();
        await StepAsync(() => domain.Leave(top, team), () => domain.Move(unit, domain.Leavers), domain.Leavers);
        domain.Change(people[1], person => person.Disabled = false);
        domain.Join(team, people[1]);
        await hub.ImportAsync();
        Assert.Equal(["OutOfScope", "OutOfScope"], [(await hub.UserAsync(people[0])).DeactivatedBy, (await hub.UserAsync(people[2])).DeactivatedBy]);

        // Gone, as nobody is told; the hub's list of the team names them still.
        domain.Delete(people[0]);
        domain.Delete(people[1]);
        await StepAsync(() => domain.Join(top, team), () => domain.Move(unit, domain.Staff), domain.Staff);
        List<ImportRecord> records = await hub.UpdateAsync();
        Assert.All(records, record => Assert.Equal(ImportAction.Reactivated, record.Action));
        Assert.Equal(people[2].Key, records.Select(record => record.Key).Except([people[3].Key]).Single());
        Assert.Equal("OutOfScope", (await hub.UserAsync(people[0])).DeactivatedBy);
        Assert.Equal([AppUserState.Gone, AppUserState.Gone], [(await hub.RowAsync(people[0])).State, (await hub.RowAsync(people[1])).State]);
        Assert.Null((await hub.RowAsync(people[1])).UserId);
        Assert.Empty(await hub.ImportAsync(new ImportRequest { Verify = true }));

        async Task StepAsync(Action group, Action container, ModelContainer scope)
        {
            if (what == "scope")
            {
                await hub.SetAsync(settings => settings with { SearchBases = [scope.Key] });
                return;
            }

            (what == "group" ? group : container)();
        }
    }

    [Fact]
    public async Task A_nested_group_that_is_gone_untold_brings_nobody_in_any_more()
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 4).Select(i => domain.Person($"p{i}"))];
        ModelGroup inner = domain.Group("Inner", domain.Everybody, people[0]);
        ModelGroup top = domain.Group("Top", inner, people[1]);
        await using ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { Groups = [top.Key] });
        hub.Source.Blind = "Deletions.";
        Assert.Equal(4, (await hub.ImportAsync()).Count);
        domain.Delete(inner);
        ModelPerson late = domain.Person("late");
        List<ImportRecord> records = await hub.UpdateAsync();
        Assert.Equal(new[] { people[0], people[2], people[3] }.Select(person => person.Key).Order(), records.Select(record => record.Key).Order());
        Assert.All(records, record => Assert.Equal((ImportAction.Deactivated, "out of scope"), (record.Action, record.Detail)));
        Assert.Null((await hub.RowAsync(late)).UserId);
        Assert.Empty(await hub.ImportAsync(new ImportRequest { Verify = true }));
        Assert.EndsWith(" 0 different.", hub.Told[0], StringComparison.Ordinal);

        // The scope's own group: nobody is taken along, told of or not.
        domain.Delete(top);
        Assert.Equal("ScopeGroupGone", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.UpdateAsync())).ErrorId);
        Assert.Equal(HubUserStatus.Active, (await hub.UserAsync(people[1])).Status);
    }

    [Fact]
    public async Task A_container_that_is_gone_untold_is_found_by_the_next_import()
    {
        ModelDomain domain = new();
        ModelContainer unit = domain.Container("Unit", domain.Staff);
        ModelPerson person = domain.Person("p", unit);
        await using ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { SearchBases = [unit.Key] });
        hub.Source.Blind = "Deletions.";
        await hub.ImportAsync();
        domain.Delete(person);
        domain.Delete(unit);
        domain.Person("other");
        Assert.Equal("ScopeContainerGone", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.UpdateAsync())).ErrorId);
        Assert.Equal(HubUserStatus.Active, (await hub.UserAsync(person)).Status);
    }

    [Fact]
    public async Task Who_turns_out_to_be_gone_when_a_group_is_renamed_leads_nobody_any_more()
    {
        ModelDomain domain = new();
        ModelPerson leader = domain.Person("leader");
        ModelPerson led = domain.Person("led");
        led.Manager = leader;
        ModelGroup team = domain.Group("Team", leader);
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        hub.Source.Blind = "Deletions.";
        foreach (string name in (string[])["manager", "memberOf"])
        {
            await hub.SaveAsync(new HubAttribute { Name = name, DisplayName = name, Type = name == "manager" ? HubAttributeType.String : HubAttributeType.StringArray, Custom = true });
            await hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = ModelHub.System, Target = name, Expression = "appuser." + name });
        }

        await hub.ImportAsync();
        Assert.Equal(leader.Dn, (await hub.UserAsync(led)).Profile.Text("manager"));
        domain.Delete(leader);
        domain.Rename(team, "Crew");
        await hub.UpdateAsync();
        Assert.Equal(AppUserState.Gone, (await hub.RowAsync(leader)).State);
        Assert.Null((await hub.UserAsync(led)).Profile.Text("manager"));
    }
}
