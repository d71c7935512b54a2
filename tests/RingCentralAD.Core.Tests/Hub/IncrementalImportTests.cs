using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>What an incremental import sees, each kind of change by itself, and when it is a full one instead.</summary>
public sealed class IncrementalImportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_is_full_and_says_so_the_second_reads_nobody()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain _, 20);
        Assert.Equal(20, (await hub.ImportAsync()).Count(record => record.Action == ImportAction.Created));
        Assert.Equal(["Full import of example.com: it is the first one."], hub.Told);
        hub.Source.Shown = 0;
        Assert.Empty(await hub.UpdateAsync());
        Assert.Empty(hub.Told);
        Assert.Equal(0, hub.Source.Shown);
        Assert.Equal(0, hub.Summary!.Read);
    }

    [Fact]
    public async Task Created_changed_cleared_disabled_and_deleted_are_seen_and_nobody_else_is_read()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 20);
        ModelPerson[] people = [.. domain.People];
        await hub.ImportAsync();
        domain.Change(people[1], person => person.Values["department"] = "Legal");
        domain.Change(people[2], person => person.Values.Remove("department"));
        domain.Change(people[3], person => person.Disabled = true);
        domain.Delete(people[4]);
        ModelPerson created = domain.Person("new");
        hub.Source.Shown = 0;
        List<ImportRecord> records = await hub.UpdateAsync();
        Assert.Equal(4, hub.Source.Shown);
        Assert.Equal(
            [(ImportAction.Created, created.Key, null), (ImportAction.Updated, people[1].Key, "department: Sales -> Legal"), (ImportAction.Updated, people[2].Key, null),
                (ImportAction.Deactivated, people[3].Key, "disabled in the directory"), (ImportAction.Deactivated, people[4].Key, "no longer in the directory")],
            records.OrderBy(record => record.Action).ThenBy(record => Array.FindIndex(people, person => person.Key == record.Key))
                .Select(record => (record.Action, record.Key, record.Action == ImportAction.Updated && record.Key == people[2].Key ? null : record.Action == ImportAction.Updated ? $"department: {record.Changes[0].Before} -> {record.Changes[0].After}" : record.Detail)));
        Assert.Null((await hub.UserAsync(people[2])).Department);
        Assert.Equal(AppUserState.Gone, (await hub.RowAsync(people[4])).State);
        Assert.Empty(await hub.UpdateAsync());
    }

    [Fact]
    public async Task Disabled_and_then_moved_to_the_leavers_is_one_deactivation_for_being_disabled()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 20, domain => new DirectorySettings { SearchBases = [domain.Staff.Key] });
        ModelPerson person = domain.People.First();
        await hub.ImportAsync();
        domain.Change(person, leaver => leaver.Disabled = true);
        domain.Move(person, domain.Leavers);
        ImportRecord record = Assert.Single(await hub.UpdateAsync());
        Assert.Equal((ImportAction.Deactivated, "disabled in the directory"), (record.Action, record.Detail));
        Assert.Equal("Disabled", (await hub.UserAsync(person)).DeactivatedBy);
        Assert.Empty(await hub.UpdateAsync());
    }

    [Fact]
    public async Task Moved_out_of_scope_and_back_in()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 20, domain => new DirectorySettings { SearchBases = [domain.Staff.Key] });
        ModelPerson[] people = [.. domain.People];
        ModelPerson outside = domain.Person("outside", domain.Leavers);
        await hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        await hub.ImportAsync();
        Assert.Null((await hub.RowAsync(outside)).UserId);
        domain.Move(people[0], domain.Leavers);
        domain.Move(outside, domain.Staff);
        Assert.Equal([ImportAction.Created, ImportAction.Deactivated], (await hub.UpdateAsync()).Select(record => record.Action).Order());
        Assert.Equal("OutOfScope", (await hub.UserAsync(people[0])).DeactivatedBy);
        domain.Move(people[0], domain.Staff);
        Assert.Equal(ImportAction.Reactivated, Assert.Single(await hub.UpdateAsync()).Action);
    }

    [Fact]
    public async Task A_container_that_is_renamed_or_moved_takes_everybody_below_along_though_only_it_is_reported()
    {
        ModelDomain domain = new();
        ModelContainer outer = domain.Container("Outer, West", domain.Staff);
        ModelContainer inner = domain.Container("Inner", outer);
        ModelPerson[] people = [domain.Person("a", outer), domain.Person("b", inner), domain.Person("c", domain.Staff)];
        await using ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { SearchBases = [domain.Staff.Key] });
        await hub.ImportAsync();
        domain.Rename(outer, "Renamed");
        hub.Source.Shown = 0;
        Assert.Empty(await hub.UpdateAsync());
        Assert.Equal(0, hub.Source.Shown);
        Assert.Equal(people[1].Dn, (await hub.RowAsync(people[1])).Place);
        Assert.Equal(AppUserHash.Of(await hub.RowAsync(people[1])), (await hub.RowAsync(people[1])).Hash);
        Assert.Equal(inner.Dn, (await hub.Hub.ListAsync(new Filter<DirectoryContainer>().Equal(row => row.Key, inner.Key), Stop)).Single().Place);

        domain.Move(outer, domain.Leavers);
        List<ImportRecord> records = await hub.UpdateAsync();
        Assert.Equal(people[..2].Select(person => person.Key).Order(), records.Select(record => record.Key).Order());
        Assert.All(records, record => Assert.Equal((ImportAction.Deactivated, "out of scope"), (record.Action, record.Detail)));
    }

    [Fact]
    public async Task A_renamed_scope_container_changes_nothing_and_one_that_is_gone_stops_the_import()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 20, domain => new DirectorySettings { SearchBases = [domain.Staff.Key] });
        await hub.ImportAsync();
        domain.Rename(domain.Staff, "Personal");
        Assert.Empty(await hub.UpdateAsync());
        foreach (ModelPerson person in domain.People.ToArray())
        {
            domain.Move(person, domain.Leavers);
        }

        domain.Delete(domain.Staff);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("ScopeContainerGone", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.UpdateAsync())).ErrorId);
            Assert.Equal(20, await hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));
        }

        await hub.SetAsync(settings => settings with { SearchBases = [domain.Leavers.Key] });
        Assert.Empty(await hub.UpdateAsync());
    }

    [Fact]
    public async Task Nested_membership_that_changed_far_above_and_the_primary_group_decide_about_the_scope()
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 4).Select(i => domain.Person($"p{i}"))];
        ModelGroup low = domain.Group("Low", people[0]);
        ModelGroup middle = domain.Group("Middle", low, people[1]);
        domain.Join(low, middle);
        ModelGroup top = domain.Group("Top");
        await using ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { Groups = [top.Key] });
        await hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        Assert.Empty(await hub.ImportAsync());

        domain.Join(top, middle);
        hub.Source.Shown = 0;
        Assert.Equal(Keys(people[..2]), Of(await hub.UpdateAsync(), ImportAction.Created));
        Assert.Equal(0, hub.Source.Shown);
        Assert.Equal(2, (await hub.MembersAsync(top)).Count);

        domain.Change(people[2], person => person.PrimaryGroup = low.Rid);
        Assert.Equal(Keys(people[2]), Of(await hub.UpdateAsync(), ImportAction.Created));
        Assert.Equal(3, (await hub.MembersAsync(top)).Count);

        domain.Leave(top, middle);
        Assert.Equal(Keys(people[..3]), Of(await hub.UpdateAsync(), ImportAction.Deactivated));
        domain.Join(top, low);
        Assert.Equal(Keys(people[..3]), Of(await hub.UpdateAsync(), ImportAction.Reactivated));
        domain.Delete(low);
        Assert.Equal(Keys(people[..3]), Of(await hub.UpdateAsync(), ImportAction.Deactivated));
    }

    [Fact]
    public async Task Members_that_are_unknown_stay()
    {
        ModelDomain domain = new();
        ModelPerson person = domain.Person("a");
        ModelGroup group = domain.Group("Team", person);
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        group.MembersUnknown = true;
        domain.Rename(group, "Renamed");
        await hub.UpdateAsync();
        Assert.Single(await hub.MembersAsync(group));
        await hub.ImportAsync(new ImportRequest { Full = true });
        Assert.Single(await hub.MembersAsync(group));
        Assert.Equal("Renamed", (await hub.Hub.ListAsync(new Filter<HubGroup>().Equal(row => row.Key, group.Key), Stop)).Single().Name);
    }

    [Fact]
    public async Task A_deleted_member_leaves_its_groups_and_restored_is_in_them_again()
    {
        ModelDomain domain = new();
        ModelPerson person = domain.Person("a");
        ModelGroup group = domain.Group("Team", person, domain.Person("b"));
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        await hub.ImportAsync();
        string id = (await hub.UserAsync(person)).Id;
        domain.Delete(person);
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await hub.UpdateAsync()).Action);
        Assert.Single(await hub.MembersAsync(group));
        Assert.Equal(1, await hub.Hub.CountAsync(new Filter<GroupEdge>().Equal(row => row.GroupKey, group.Key), Stop));
        domain.Restore(person);
        Assert.Equal(ImportAction.Reactivated, Assert.Single(await hub.UpdateAsync()).Action);
        Assert.Equal(2, (await hub.MembersAsync(group)).Count);
        Assert.Equal(id, (await hub.UserAsync(person)).Id);
    }

    [Theory]
    [InlineData(true, ImportAction.Linked)]
    [InlineData(false, ImportAction.Held)]
    public async Task Recreated_under_the_same_name_is_the_same_person_only_where_the_login_says_so(bool sameLogin, ImportAction expected)
    {
        ModelDomain domain = new();
        ModelPerson old = domain.Person("a");
        domain.Person("b");
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        string id = (await hub.UserAsync(old)).Id;
        domain.Delete(old);
        ModelPerson anew = domain.Person("a");
        anew.Values["userPrincipalName"] = sameLogin ? anew.Values["userPrincipalName"] : "other@corp.example.com";
        List<ImportRecord> records = await hub.UpdateAsync();
        Assert.Equal(sameLogin ? [expected] : [ImportAction.Deactivated, expected], records.Select(record => record.Action).Order());
        Assert.Equal(sameLogin ? id : null, (await hub.RowAsync(anew)).UserId);
        Assert.Equal((AppUserState.Gone, sameLogin ? null : id), ((await hub.RowAsync(old)).State, (await hub.RowAsync(old)).UserId));
    }

    [Fact]
    public async Task A_bad_mail_address_is_no_login_either_and_is_one_problem()
    {
        ModelDomain domain = new();
        ModelPerson person = domain.Person("a");
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        domain.Change(person, other => other.Values["mail"] = "no mail address");
        await hub.UpdateAsync();
        HubUser user = await hub.UserAsync(person);
        Assert.Equal(("a@example.com", "a@example.com"), (user.Email, user.Login));
        Assert.Equal("email", Assert.Single(await hub.Hub.ListAsync(new Filter<Problem>().Equal(row => row.UserId, user.Id), Stop)).Attribute);
        domain.Change(person, other => other.Values["mail"] = "b@example.com");
        await hub.UpdateAsync();
        Assert.Equal(("b@example.com", "b@example.com"), ((await hub.UserAsync(person)).Email, (await hub.UserAsync(person)).Login));
        Assert.Empty(await hub.Hub.ListAsync(new Filter<Problem>().Equal(row => row.UserId, user.Id), Stop));
    }

    [Fact]
    public async Task Who_waits_for_a_word_and_is_disabled_or_leaves_the_scope_waits_no_longer()
    {
        ModelDomain domain = new();
        ModelPerson old = domain.Person("a");
        await using ModelHub hub = await ModelHub.StartAsync(domain, new DirectorySettings { SearchBases = [domain.Staff.Key] });
        await hub.ImportAsync();
        domain.Delete(old);
        ModelPerson heir = domain.Person("a");
        heir.Values["userPrincipalName"] = "heir@corp.example.com";
        Assert.Equal(1, await WaitingAsync());
        domain.Change(heir, person => person.Disabled = true);
        Assert.Equal(0, await WaitingAsync());
        domain.Change(heir, person => person.Disabled = false);
        Assert.Equal(1, await WaitingAsync());
        domain.Move(heir, domain.Leavers);
        Assert.Equal(0, await WaitingAsync());

        async Task<long> WaitingAsync()
        {
            await hub.UpdateAsync();
            long waiting = await hub.Hub.CountAsync<ImportMatch>(cancellationToken: Stop);
            Assert.Equal(waiting, await hub.Hub.CountAsync(new Filter<Problem>().Equal(row => row.Key, heir.Key), Stop));
            return waiting;
        }
    }

    [Fact]
    public async Task A_full_import_says_why_before_it_starts()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 5);
        await hub.ImportAsync();
        await hub.ImportAsync(new ImportRequest { Full = true });
        Assert.Contains("-Full was given", Assert.Single(hub.Told), StringComparison.Ordinal);

        hub.Source.Refuses = "the cookie is too old";
        domain.Change(domain.People.First(), person => person.Disabled = true);
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await hub.ImportAsync()).Action);
        Assert.Contains("cannot go on from where the last import ended: the cookie is too old.", Assert.Single(hub.Told), StringComparison.Ordinal);

        hub.Source.Refuses = null;
        await hub.SaveAsync(new HubAttribute { Name = "pager", DisplayName = "Pager", Type = HubAttributeType.String, Custom = true });
        await hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = ModelHub.System, Target = "pager", Expression = "appuser.pager" });
        await hub.ImportAsync();
        Assert.Contains("pager was not read so far", Assert.Single(hub.Told), StringComparison.Ordinal);
        await hub.UpdateAsync();

        hub.Source.BreakAfter = 3;
        await Assert.ThrowsAsync<IOException>(() => hub.ImportAsync(new ImportRequest { Full = true }));
        hub.Source.BreakAfter = int.MaxValue;
        await hub.ImportAsync();
        Assert.Contains("the last one did not come to its end", Assert.Single(hub.Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_scope_is_reckoned_anew_without_reading_the_directory()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 10);
        ModelPerson outside = domain.Person("outside", domain.Leavers);
        await hub.ImportAsync();
        await hub.SetAsync(settings => settings with { ExcludedBases = [domain.Leavers.Key] });
        hub.Source.Shown = 0;
        Assert.Equal((ImportAction.Deactivated, outside.Key), Assert.Single((await hub.UpdateAsync()).Select(record => (record.Action, record.Key))));
        Assert.Equal(0, hub.Source.Shown);
        Assert.Empty(await hub.UpdateAsync());
    }

    [Fact]
    public async Task Narrowed_imports_read_only_whom_they_name_and_make_nobody_gone()
    {
        await using ModelHub hub = await StartAsync(out ModelDomain domain, 6);
        ModelPerson[] people = [.. domain.People];
        await hub.ImportAsync();
        string? cursor = (await hub.EntryAsync()).Cursor;
        domain.Change(people[0], person => person.Values["department"] = "Legal");
        domain.Change(people[1], person => person.Values["department"] = "Legal");
        domain.Change(people[2], person => person.Disabled = true);
        domain.Delete(people[3]);
        ModelPerson anew = domain.Person("anew");
        foreach (string name in (string[])[people[0].Values["userPrincipalName"].ToUpperInvariant(), anew.Values["sAMAccountName"]])
        {
            Assert.Single(await hub.ImportAsync(new ImportRequest { People = [name] }));
        }

        Assert.Empty(await hub.ImportAsync(new ImportRequest { People = ["nobody@example.com", people[3].Key] }));
        Assert.Equal(AppUserState.Present, (await hub.RowAsync(people[3])).State);
        Assert.Equal(6, await hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active).NotNull(row => row.LoginKey), Stop) - 1);
        Assert.Equal(cursor, (await hub.EntryAsync()).Cursor);
        Assert.Equal(
            [ImportAction.Updated, ImportAction.Deactivated, ImportAction.Deactivated], (await hub.UpdateAsync()).Select(record => record.Action).Order());
    }

    [Fact]
    public async Task Values_that_other_entries_decide_are_read_again()
    {
        ModelDomain domain = new();
        ModelContainer unit = domain.Container("Unit", domain.Staff);
        ModelPerson boss = domain.Person("boss", unit);
        ModelPerson[] people = [domain.Person("a"), domain.Person("b")];
        people[0].Manager = boss;
        ModelGroup group = domain.Group("Team", people[1]);
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        foreach (string name in (string[])["manager", "memberOf"])
        {
            await hub.SaveAsync(new HubAttribute { Name = name, DisplayName = name, Type = HubAttributeType.String, Custom = true });
            await hub.SaveAsync(new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = ModelHub.System, Target = name, Expression = "appuser." + name });
        }

        await hub.ImportAsync();
        Assert.Equal(boss.Dn, (await hub.UserAsync(people[0])).Profile.Text("manager"));
        domain.Rename(unit, "Other");
        domain.Rename(group, "Crew");
        Assert.Equal(2, (await hub.UpdateAsync()).Count);
        Assert.Equal(boss.Dn, (await hub.UserAsync(people[0])).Profile.Text("manager"));
        Assert.Equal(group.Dn, (await hub.UserAsync(people[1])).Profile.Text("memberOf"));
        domain.Rename(boss, "chief");
        domain.Leave(group, people[1]);
        await hub.UpdateAsync();
        Assert.Equal(boss.Dn, (await hub.UserAsync(people[0])).Profile.Text("manager"));
        Assert.Null((await hub.UserAsync(people[1])).Profile.Text("memberOf"));
    }

    private static Task<ModelHub> StartAsync(out ModelDomain domain, int people, Func<ModelDomain, DirectorySettings>? settings = null)
    {
        ModelDomain made = domain = new ModelDomain();
        for (int i = 0; i < people; i++)
        {
            made.Person($"p{i:000}");
        }

        return ModelHub.StartAsync(made, settings?.Invoke(made));
    }

    private static IEnumerable<string> Keys(params ModelPerson[] people) => people.Select(person => person.Key).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Of(List<ImportRecord> records, ImportAction action)
    {
        Assert.All(records, record => Assert.Equal(action, record.Action));
        return records.Select(record => record.Key).Order(StringComparer.Ordinal);
    }
}
