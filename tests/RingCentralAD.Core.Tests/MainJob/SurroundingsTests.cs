using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Problem = RingCentralAD.Core.Model.Problem;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Mappings that look at groups, managers and directory entries, and what makes people be reckoned again.</summary>
public sealed class SurroundingsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_nested_membership_gives_a_value_and_its_end_takes_it_back()
    {
        Company company = Company.Of(6);
        company.Team.Remove("p005");
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "title", $"isMemberOfGroupName(\"{Company.Assigned}\") ? \"in\" : \"out\""));

        Assert.Equal(6, (await cycle.ImportAsync()).Count(record => record.Action == ImportAction.Updated));
        Assert.Equal("in", await ValueAsync(cycle, "p001", "title"));
        Assert.Equal("out", await ValueAsync(cycle, "p005", "title"));
        Assert.Empty(await cycle.ImportAsync());

        company.Team.Remove("p001");
        await cycle.ReplaceAsync(company);
        ImportRecord changed = Assert.Single(await cycle.ImportAsync());
        Assert.Equal(("p001@example.com", "title: in → out"), (changed.Email, changed.Detail));
        Assert.Equal("out", await ValueAsync(cycle, "p001", "title"));
    }

    [Fact]
    public async Task A_change_of_group_is_one_update_in_RingCentral()
    {
        Company company = Company.Of(6);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        HubGroup local = new() { Id = Ids.New(cycle.Time), Name = "Night shift", Kind = HubGroupKind.Local };
        await cycle.SaveAsync(local);
        await cycle.SaveAsync(Mapping(MappingDirection.HubToRc, "department", "isMemberOfGroupName(\"Night shift\") ? \"Night\" : user.department"));
        Assert.Empty(await cycle.ProvisionAsync());

        HubUser person = await cycle.UserAsync("p002");
        await cycle.SaveAsync(new LocalMember(local.Id, person.Id));
        cycle.Simulator.RequestLog.Clear();
        Assert.Equal(OperationKind.Update, Assert.Single(await cycle.ProvisionAsync()).Action);
        Assert.Equal("Night", cycle.ExtensionOf("p002").Contact.Department);
        Assert.Single(cycle.Simulator.RequestLog.Writes);
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task The_manager_is_followed_through_renames_and_changes_on_either_side()
    {
        Company company = Company.Of(5);
        company.Change("p003", person => person with { Manager = company.Find("p004").Dn });
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "manager", "getManagerUser(\"active_directory\")?.email"));
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "title", "getManagerAppUser(\"active_directory\", \"active_directory\")?.department"));

        await cycle.ImportAsync();
        Assert.Equal(("p004@example.com", "Sales"), (await ValueAsync(cycle, "p003", "manager"), await ValueAsync(cycle, "p003", "title")));
        Assert.Null(await ValueAsync(cycle, "p001", "manager"));

        company.Change("p004", person => person with { Cn = "renamed", Department = "Board", Mail = "chief@example.com" });
        company.Change("p003", person => person with { Manager = company.Find("p004").Dn });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(("chief@example.com", "Board"), (await ValueAsync(cycle, "p003", "manager"), await ValueAsync(cycle, "p003", "title")));
        Assert.Empty(await cycle.ImportAsync());
    }

    [Fact]
    public async Task Who_is_new_gets_what_hangs_on_groups_in_the_same_import()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 3 });
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "division", "isMemberOfGroupName(\"Team\") ? appuser.department : null"));

        await cycle.ImportAsync();
        Assert.Equal("Sales", await ValueAsync(cycle, "p001", "division"));
        Assert.Empty(await cycle.ImportAsync());
    }

    [Fact]
    public async Task A_changed_mapping_takes_effect_without_an_import_and_one_that_reads_something_new_waits_for_it()
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "department", "appuser.department + \"!\""));
        Assert.Equal(4, (await cycle.ProvisionAsync()).Count(record => record.Action == OperationKind.Update));
        Assert.Equal("Sales!", cycle.ExtensionOf("p001").Contact.Department);

        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "department", "appuser.roomNumber"));
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal("Sales!", await ValueAsync(cycle, "p001", "department"));
        await cycle.ImportAsync();
        Assert.Null(await ValueAsync(cycle, "p001", "department"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_never_read_is_not_empty_before_everybody_was_read_with_it(bool narrowed)
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "title", "\"x\""));
        await cycle.ProvisionAsync();
        await cycle.SaveAsync(Mapping(MappingDirection.AdToHub, "title", "appuser.roomNumber"));
        if (narrowed)
        {
            company.Change("p001", person => person with { Department = "Legal" });
            await cycle.ReplaceAsync(company);
            DirectoryImport some = new(cycle.Hub, await cycle.DirectoryAsync(), await cycle.EntryAsync(), cycle.Time);
            await some.RunAsync(new ImportRequest { BaseDn = $"OU=Staff,{Company.Root}" }, Stop).ToListAsync(Stop);
            Assert.Equal("Legal", await ValueAsync(cycle, "p001", "department"));
        }

        await cycle.ProvisionAsync();
        Assert.Equal("x", await ValueAsync(cycle, "p001", "title"));

        // Nobody's entry differs but for the attribute that nobody has.
        await cycle.ImportAsync();
        Assert.Null(await ValueAsync(cycle, "p001", "title"));
        Assert.Null(await ValueAsync(cycle, "p002", "title"));
    }

    [Fact]
    public async Task Who_wants_the_login_of_somebody_else_keeps_the_old_one_and_is_listed_and_the_rest_goes_on()
    {
        Company company = Company.Of(5);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Change("p001", person => person with { Mail = "p002@example.com" });
        company.Change("p004", person => person with { Department = "Legal" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("Legal", await ValueAsync(cycle, "p004", "department"));
        HubUser stuck = (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Single(user => user.Login == "p001@example.com");
        Problem problem = Assert.Single(await cycle.Hub.ListAsync<Problem>(cancellationToken: Stop), problem => problem.ErrorId == "HubLoginTaken");
        Assert.Equal(stuck.Id, problem.UserId);
        Assert.Contains("p002@example.com", problem.Message, StringComparison.Ordinal);

        await cycle.ImportAsync();
        Assert.Equal(problem, Assert.Single(await cycle.Hub.ListAsync<Problem>(cancellationToken: Stop), problem => problem.ErrorId == "HubLoginTaken"));

        company.Change("p002", person => person with { Mail = "free@example.com" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("p002@example.com", (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Single(user => user.Id == stuck.Id).Login);
        Assert.DoesNotContain(await cycle.Hub.ListAsync<Problem>(cancellationToken: Stop), problem => problem.ErrorId == "HubLoginTaken");
    }

    [Fact]
    public async Task Two_who_swap_their_addresses_swap_their_logins()
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        HubUser one = await cycle.UserAsync("p001");
        company.Change("p001", person => person with { Mail = "p002@example.com" });
        company.Change("p002", person => person with { Mail = "p001@example.com" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("p002@example.com", (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Single(user => user.Id == one.Id).Login);
        Assert.Empty(await cycle.Hub.ListAsync<Problem>(cancellationToken: Stop));
    }

    private static AttributeMapping Mapping(MappingDirection direction, string target, string expression) =>
        new() { Direction = direction, Target = target, Expression = expression };

    private static async Task<string?> ValueAsync(Cycle cycle, string sam, string attribute) => (await cycle.UserAsync(sam)).Profile.Text(attribute);
}
