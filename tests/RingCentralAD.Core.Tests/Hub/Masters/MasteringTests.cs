using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub.Masters;

/// <summary>Who gives a value after masters were changed: against an LDIF directory and the simulator, looked at in the hub and in the account.</summary>
public sealed class MasteringTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Re_ordered_masters_change_the_values_that_both_give_and_no_status()
    {
        await using Cycle cycle = await LinkedAsync();
        Assert.Equal("Givenp001", (await cycle.UserAsync("p001")).FirstName);

        List<ImportRecord> changed = await SetAsync(cycle, Ids.RingCentral, 1);
        Assert.Equal(3, changed.Count);
        Assert.All(changed, record => Assert.Equal(["firstName"], record.Changes.Select(change => change.Attribute)));
        HubUser user = await cycle.UserAsync("p001");
        Assert.Equal(("Rc", HubUserStatus.Active, "Sales"), (user.FirstName, user.Status, user.Department));
        List<ProvisioningRecord> provisioned = await cycle.ProvisionAsync();
        Assert.All(provisioned, record => Assert.Equal(OperationKind.Update, record.Action));
        Assert.DoesNotContain(provisioned, record => record.Changes.Any(change => change.Attribute == "firstName"));

        Assert.Equal(3, (await SetAsync(cycle, Ids.ActiveDirectory, 1)).Count);
        Assert.Equal("Givenp001", (await cycle.UserAsync("p001")).FirstName);
        Assert.Empty(await cycle.ImportAsync());
    }

    [Fact]
    public async Task What_if_tells_what_the_run_then_does_and_changes_nothing()
    {
        await using Cycle cycle = await LinkedAsync();
        string before = HubDump.Of(cycle.HubPath);
        List<ImportRecord> tried;
        await using (IHubStore trial = await cycle.Hub.BeginTrialAsync(Stop))
        {
            tried = await new MasterEditor(trial, true, cycle.Time).SetAsync(await ArrangedAsync(cycle, Ids.RingCentral, 1), Stop).ToListAsync(Stop);
        }

        Assert.Equal(before, HubDump.Of(cycle.HubPath));
        List<ImportRecord> done = await SetAsync(cycle, Ids.RingCentral, 1);
        Assert.NotEmpty(done);
        Assert.Equal(tried.Select(Show).Order(), done.Select(Show).Order());
    }

    [Fact]
    public async Task A_profile_master_without_a_value_gives_way_to_the_next()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await LinkedAsync(company);
        company.Change("p001", person => person with { First = null });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("Rc", (await cycle.UserAsync("p001")).FirstName);
        Assert.Equal("Givenp002", (await cycle.UserAsync("p002")).FirstName);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "Sales")]
    public async Task An_attribute_master_without_a_value_gives_way_only_if_told_so(bool fallThrough, string? expected)
    {
        await using Cycle cycle = await LinkedAsync();
        await cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.RcToHub, Target = "department", Expression = "appuser.department" });
        List<ImportRecord> changed = await new MasterEditor(cycle.Hub, false, cycle.Time).SetAsync(new AttributeMaster("department", [Ids.RingCentral, Ids.ActiveDirectory], fallThrough), Stop).ToListAsync(Stop);
        Assert.Equal(expected is null ? 3 : 0, changed.Count);
        Assert.Equal(expected, (await cycle.UserAsync("p001")).Department);

        // The account, which has no department there, is left as it is by a value that is gone.
        Assert.DoesNotContain(await cycle.ProvisionAsync(), record => record.Changes.Any(change => change.Attribute == "department" && change.After is null));
        await new MasterEditor(cycle.Hub, false, cycle.Time).RemoveAsync("department", Stop).ToListAsync(Stop);
        Assert.Equal("Sales", (await cycle.UserAsync("p001")).Department);
    }

    [Fact]
    public async Task A_directory_masters_by_its_own_name()
    {
        await using Cycle cycle = await LinkedAsync();
        DirectoryEntry entry = await cycle.EntryAsync();
        MasterNames names = await MasterNames.LoadAsync(cycle.Hub, Stop);
        Assert.Equal(entry.Id, names.IdOf(entry.Name.ToUpperInvariant()));
        Assert.Equal(entry.Name, names.NameOf(entry.Id));
        Assert.Equal(Ids.RingCentral, names.IdOf("ringcentral"));
        Assert.Equal("MasterUnknown", Assert.Throws<RingCentralAdException>(() => names.IdOf("fabrikam.com")).ErrorId);

        await SetAsync(cycle, Ids.RingCentral, 1);
        await new MasterEditor(cycle.Hub, false, cycle.Time).SetAsync(new AttributeMaster("firstName", [entry.Id], false), Stop).ToListAsync(Stop);
        Assert.Equal("Givenp001", (await cycle.UserAsync("p001")).FirstName);
    }

    [Fact]
    public async Task Switched_off_a_master_gives_nothing_and_owns_no_life_cycle_and_comes_back_with_all_it_gave()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await LinkedAsync(company);
        string values = await ValuesAsync(cycle);
        await SetAsync(cycle, Ids.ActiveDirectory, null, enabled: false);
        HubUser user = await cycle.UserAsync("p001");
        Assert.Equal(("Rc", null), (user.FirstName, user.Department));

        company.Change("p001", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        Assert.Empty(await cycle.ImportAsync());
        Assert.Equal(HubUserStatus.Active, (await cycle.UserAsync("p001")).Status);

        await SetAsync(cycle, Ids.ActiveDirectory, null, enabled: true);
        Assert.Equal(values, await ValuesAsync(cycle));
        Assert.Equal(ImportAction.Deactivated, Assert.Single(await cycle.ImportAsync()).Action);
    }

    [Fact]
    public async Task What_no_system_masters_keeps_its_last_value_where_one_is_required_and_reports_no_problem()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest());
        await cycle.ImportAsync();
        await SetAsync(cycle, Ids.ActiveDirectory, null, enabled: false);
        HubUser user = await cycle.UserAsync("p001");
        Assert.Equal(("p001@example.com", "Givenp001", null), (user.Login, user.FirstName, user.Department));
        Assert.Empty(await cycle.Hub.ListAsync<RingCentralAD.Core.Model.Problem>(cancellationToken: Stop));
    }

    [Fact]
    public async Task An_attribute_of_the_hub_takes_what_is_set_by_hand_and_falls_through_to_a_system()
    {
        await using Cycle cycle = await LinkedAsync();
        await new MasterEditor(cycle.Hub, false, cycle.Time).SetAsync(new AttributeMaster("department", [Ids.Hub, Ids.ActiveDirectory], true), Stop).ToListAsync(Stop);
        HubUserEdit edit = await HubUserEdit.LoadAsync(cycle.Hub, cycle.Time, Stop);
        await edit.SaveAsync(await cycle.UserAsync("p001"), edit.Fit([new("department", "Board")]), Stop);
        Assert.Equal(("Board", "Sales"), ((await cycle.UserAsync("p001")).Department, (await cycle.UserAsync("p002")).Department));
        Assert.Empty(await cycle.ImportAsync());
        Assert.Equal("Board", (await cycle.UserAsync("p001")).Department);
        Assert.Contains(await cycle.ProvisionAsync(), record => record.Changes.Any(change => change is { Attribute: "department", After: "Board" }));
        Assert.Equal("Board", cycle.ExtensionOf("p001").Contact.Department);
    }

    [Fact]
    public async Task A_reckoning_that_dies_is_finished_by_the_next_run()
    {
        await using Cycle cycle = await LinkedAsync(Company.Of(3));
        FailingStore failing = new(cycle.Hub, new Random(3), 0);
        IReadOnlyList<ProfileMaster> masters = await ArrangedAsync(cycle, Ids.RingCentral, 1);
        await using (IAsyncEnumerator<ImportRecord> reckoning = new MasterEditor(failing, false, cycle.Time).SetAsync(masters, Stop).GetAsyncEnumerator(Stop))
        {
            // Masters are stored; the first person is told of; then the pipeline wants no more.
            Assert.True(await reckoning.MoveNextAsync());
        }

        await cycle.ImportAsync();
        foreach (string sam in (string[])["p000", "p001", "p002"])
        {
            Assert.Equal("Rc", (await cycle.UserAsync(sam)).FirstName);
        }
    }

    /// <summary>Three people who were in RingCentral before, where their first name is Rc and no department is known.</summary>
    private static async Task<Cycle> LinkedAsync(Company? company = null)
    {
        company ??= Company.Of(3);
        SeedRequest seed = new() { Extensions = [.. company.People.Select(person => new SeedExtension { FirstName = "Rc", LastName = person.Last, Email = person.Mail, WithNumber = true })] };
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), seed);
        await cycle.ImportAsync();
        await cycle.OptionsAsync(options => options with { UpdateUserAttributes = false });
        await cycle.ImportAccountAsync();
        await cycle.ProvisionAsync();
        await cycle.OptionsAsync(options => options with { UpdateUserAttributes = true });
        return cycle;
    }

    private static async Task<IReadOnlyList<ProfileMaster>> ArrangedAsync(Cycle cycle, string system, int? priority, bool? enabled = null) =>
        MasterEditor.Arrange(await cycle.Hub.ListAsync<ProfileMaster>(cancellationToken: Stop), system, priority, enabled);

    private static async Task<List<ImportRecord>> SetAsync(Cycle cycle, string system, int? priority, bool? enabled = null) =>
        await new MasterEditor(cycle.Hub, false, cycle.Time).SetAsync(await ArrangedAsync(cycle, system, priority, enabled), Stop).ToListAsync(Stop);

    private static async Task<string> ValuesAsync(Cycle cycle) =>
        string.Join('\n', (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Select(user => $"{user.Id} {user.Profile}"));

    private static string Show(ImportRecord record) => $"{record.HubUserId} {record.Action} {record.Detail}";
}
