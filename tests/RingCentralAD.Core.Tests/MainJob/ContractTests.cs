using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>
/// Whole runs through Prism: every body that a plan sends (fill, create, update, clear, renumber, deactivate, reactivate) and every answer
/// keeps RingCentral's published specification.
/// </summary>
public sealed class ContractTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_of_the_life_cycle_keeps_RingCentrals_specification()
    {
        Assert.SkipWhen(PrismProxy.SkipReason is not null, PrismProxy.SkipReason ?? "");
        Company company = Company.Of(6);
        company.Change("p001", person => person with { Mobile = "+14155550142", Pager = "161" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest
        {
            Unassigned = 3, Extensions = [new SeedExtension { ExtensionNumber = "150", FirstName = "Givenp005", LastName = "Old", Email = "p005@example.com" }],
        });
        await cycle.OptionsAsync(options => options with { CreateMode = CreateMode.FillThenCreate, ReactivateUsers = true, Renumber = true });
        await cycle.SaveAsync(new HubAttribute { Name = "extension", DisplayName = "Extension", Custom = true });
        await cycle.SaveAsync(
            new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "extension", Expression = "appuser.pager" },
            new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "extensionNumber", Expression = "user.extension" },
            new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "mobilePhone", Expression = "user.mobilePhone", WhenEmpty = EmptyValue.Clear });
        await using PrismProxy prism = await PrismProxy.StartAsync(cycle.Simulator.BaseUri, Stop);
        await using (IAccount account = await Cycle.OpenAccountAsync(prism.BaseUri, TimeProvider.System))
        {
            await ImportAsync(cycle, account, company);
            await cycle.AssignAsync();
            Assert.Equal(
                [OperationKind.Create, OperationKind.Fill, OperationKind.Link, OperationKind.Update],
                (await ProvisionAsync(cycle, account)).Select(record => record.Action).Distinct().Order());
            company.Change("p001", person => person with { Mobile = null, Pager = "162", State = "CO" });
            company.Change("p002", person => person with { Disabled = true });
            await ImportAsync(cycle, account, company);
            Assert.Equal([OperationKind.Update, OperationKind.Deactivate, OperationKind.Renumber], (await ProvisionAsync(cycle, account)).Select(record => record.Action).Distinct().Order());
            Assert.Null(cycle.ExtensionOf("p001").Contact.MobilePhone);
            Assert.Equal("162", cycle.ExtensionOf("p001").ExtensionNumber);
            cycle.Simulator.State.Account.Update(cycle.ExtensionOf("p003").Id, extension => extension with { Status = "Disabled" });
            await using (IHubStore trial = await cycle.Hub.BeginTrialAsync(Stop))
            {
                Assert.NotEmpty(await new AccountComparison(cycle.Hub, trial, account, cycle.Time).RunAsync(null, whole: true, null, Stop).ToListAsync(Stop));
            }

            Assert.Equal(OperationKind.Reactivate, Assert.Single(await ProvisionAsync(cycle, account)).Action);
        }

        Assert.Empty(prism.Violations);
    }

    private static async Task ImportAsync(Cycle cycle, IAccount account, Company company)
    {
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await new AccountImport(cycle.Hub, account, cycle.Time).RunAsync(new ImportRequest(), numbersOnly: true, Stop).ToListAsync(Stop);
    }

    private static async Task<List<ProvisioningRecord>> ProvisionAsync(Cycle cycle, IAccount account)
    {
        await using ProvisioningRun run = await ProvisioningRun.BeginAsync(cycle.Hub, account, false, null, cycle.Time, Stop);
        Plan plan = await run.PlanAsync(null, true, null, Stop);
        List<ProvisioningRecord> records = await run.ExecuteAsync(plan, null, Stop).ToListAsync(Stop);
        await run.EndAsync();
        Assert.All(records, record => Assert.Equal(OperationState.Done, record.State));
        return records;
    }
}
