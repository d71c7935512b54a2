using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Roles, site, cost centre and regional settings through mappings: by name, checked before they are sent, only differences.</summary>
public sealed class MappedSettingsTests
{
    private static readonly SeedRequest s_seed = new()
    {
        Unassigned = 10,
        Sites = [new SeedNamed { Name = "Sales" }, new SeedNamed { Name = "Legal" }],
        CostCenters = [new SeedNamed { Name = "Sales", Code = "S-1" }],
    };

    [Theory]
    [InlineData(CreateMode.Create)]
    [InlineData(CreateMode.FillUnassigned)]
    public async Task They_are_sent_once_and_again_where_they_differ(CreateMode mode)
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await StartAsync(company, mode);
        await MapAsync(cycle, ("site", "user.department"), ("costCenter", "user.department"), ("timezone", "\"US/Pacific\""), ("language", "\"en-US\""), ("timeFormat", "\"24h\""), ("role", "user.department == \"Legal\" ? \"Super Admin\" : \"Manager\""));
        List<ProvisioningRecord> made = await cycle.ProvisionAsync();
        Assert.All(made, record => Assert.Equal(OperationState.Done, record.State));
        Assert.Equal(4, made.Count(record => record.Action == OperationKind.AssignRoles));
        Account account = cycle.Simulator.State.Account;
        Simulator.Extension extension = cycle.ExtensionOf("p001");
        Assert.Equal(account.Sites.Single(site => site.Name == "Sales").Id, extension.SiteId);
        Assert.Equal(mode == CreateMode.Create ? account.CostCenters.Single(center => center.Name == "Sales").Id : null, extension.CostCenterId);
        Assert.Equal("24h", extension.Regional.TimeFormat);
        Assert.NotNull(extension.Regional.Timezone);
        Assert.Equal("Manager", account.Roles.Single(role => role.Id == Assert.Single(extension.Roles)).DisplayName);
        Assert.Empty(await cycle.ProvisionAsync());

        company.Change("p001", person => person with { Department = "Legal" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> changed = await cycle.ProvisionAsync();
        Assert.Equal([OperationKind.Update, OperationKind.AssignRoles], changed.Select(record => record.Action));
        Assert.All(changed, record => Assert.Equal(OperationState.Done, record.State));
        JsonElement body = JsonDocument.Parse(cycle.Simulator.RequestLog.Writes[0].Body!).RootElement;
        Assert.Equal(["contact", "site"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(account.Sites.Single(site => site.Name == "Legal").Id, cycle.ExtensionOf("p001").SiteId);
        Assert.Equal("Super Admin", account.Roles.Single(role => role.Id == Assert.Single(cycle.ExtensionOf("p001").Roles)).DisplayName);
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task A_name_that_the_account_does_not_have_is_blocked_with_those_it_has()
    {
        Company company = Company.Of(2);
        company.Change("p001", person => person with { Department = "Nowhere" });
        await using Cycle cycle = await StartAsync(company, CreateMode.Create);
        await MapAsync(cycle, ("site", "user.department"));
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        ProvisioningRecord blocked = Assert.Single(records, record => record.State == OperationState.Blocked);
        Assert.Equal("RcUnknownName", blocked.ErrorId);
        Assert.Contains("no site 'Nowhere'", blocked.Reason, StringComparison.Ordinal);
        Assert.Contains("Legal", blocked.Reason, StringComparison.Ordinal);
        Assert.Contains("department = 'Nowhere'", blocked.Reason, StringComparison.Ordinal);
        Assert.Single(cycle.Simulator.RequestLog.Writes);

        company.Change("p000", person => person with { Department = "Elsewhere" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync(), record => record.Action == OperationKind.Update).State);
        Assert.Equal("Elsewhere", cycle.ExtensionOf("p000").Contact.Department);
        Core.Model.Problem stuck = Assert.Single(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Attribute, "site.id"), TestContext.Current.CancellationToken));
        Assert.Equal("RcUnknownName", stuck.ErrorId);
    }

    private static async Task<Cycle> StartAsync(Company company, CreateMode mode)
    {
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), s_seed);
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        return cycle;
    }

    private static Task MapAsync(Cycle cycle, params (string Target, string Expression)[] mappings) => cycle.SaveAsync(
        [.. mappings.Select(mapping => new AttributeMapping { Direction = MappingDirection.HubToRc, Target = mapping.Target, Expression = mapping.Expression })]);
}
