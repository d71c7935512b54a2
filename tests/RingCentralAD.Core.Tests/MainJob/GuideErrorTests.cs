using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Each row of the guide's table "Provisioning errors", provoked in the simulator and shown as an administrator sees it.</summary>
public sealed class GuideErrorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_1_an_invalid_parameter_is_traced_to_the_attribute_and_entry()
    {
        Company company = Company.Of(2);
        company.Change("p001", person => person with { State = "N/A" });
        (ProvisioningRecord record, string dn) = await ProvokeAsync(company, null);
        Assert.Equal("RcInvalidParameter", record.ErrorId);
        Assert.StartsWith("businessAddress.state is invalid. Please correct the parameter in Active Directory.", record.Reason, StringComparison.Ordinal);
        Assert.Contains($"(businessAddress.state, user.state, st = 'N/A' on {dn})", record.Reason, StringComparison.Ordinal);

        // One name to look for, where it is mended.
        Assert.StartsWith($"Correct st = 'N/A' on {dn};", record.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_1_refused_by_RingCentral_itself_reads_the_same()
    {
        Company company = Company.Of(2);
        (ProvisioningRecord record, string dn) = await ProvokeAsync(company, new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.businessAddress.state", BodyContains = "p001@" });
        Assert.Equal(("RcInvalidParameter", OperationState.Failed), (record.ErrorId, record.State));
        Assert.StartsWith("businessAddress.state is invalid. Please correct the parameter in Active Directory.", record.Reason, StringComparison.Ordinal);
        Assert.Contains($"(businessAddress.state, user.state, st = 'CA' on {dn})", record.Reason, StringComparison.Ordinal);
        Assert.Contains("CMN-101", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_2_a_missing_value_is_named()
    {
        Company company = Company.Of(2);
        company.Change("p001", person => person with { State = null });
        (ProvisioningRecord record, string dn) = await ProvokeAsync(company, null);
        Assert.Equal("RcNotFound", record.ErrorId);
        Assert.StartsWith("Resource for parameter [businessAddress.state] is not found. Value is missing in Active Directory. Please correct it.", record.Reason, StringComparison.Ordinal);
        Assert.Contains($"st (empty) on {dn}", record.Reason, StringComparison.Ordinal);

        (record, dn) = await ProvokeAsync(Company.Of(2), new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-102", Parameter = "contact.businessAddress.country", BodyContains = "p001@" });
        Assert.StartsWith("Resource for parameter [businessAddress.country] is not found. Value is missing in Active Directory. Please correct it.", record.Reason, StringComparison.Ordinal);
        Assert.Contains($"c = 'US' on {dn}", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_3_a_request_that_cannot_be_parsed()
    {
        (ProvisioningRecord record, _) = await ProvokeAsync(Company.Of(2), new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-103", BodyContains = "p001@" });
        Assert.Equal("RcUnparsable", record.ErrorId);
        Assert.StartsWith("JSON can not be parsed. Please check your data AD and correct it.", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_4_the_service_is_away_and_the_person_is_tried_again_later()
    {
        (ProvisioningRecord record, _) = await ProvokeAsync(
            Company.Of(2), new FaultRule { Kind = FaultKind.ServerError, Status = 503, Code = "CMN-201", Stage = FaultStage.Before, Operation = "updateExtension", BodyContains = "p001@" },
            again: async (cycle, clock) =>
            {
                Assert.Equal(OperationState.Blocked, Assert.Single(await cycle.ProvisionAsync()).State);
                clock.Advance(TimeSpan.FromMinutes(20));
                Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
            });
        Assert.Equal(("RcUnavailable", OperationState.Failed), (record.ErrorId, record.State));
        Assert.StartsWith("Service Temporarily Unavailable. Please check back later. Issues on RingCentral's side.", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_5_the_extension_is_in_use()
    {
        (ProvisioningRecord record, _) = await ProvokeAsync(Company.Of(2), new FaultRule { Kind = FaultKind.ServerError, Status = 409, Code = "CMN-204", BodyContains = "p001@" });
        Assert.Equal("RcExtensionInUse", record.ErrorId);
        Assert.StartsWith("Extension already in use. Please go to RingCentral's web portal and see what extensions are available.", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_6_a_duplicate_number_from_the_directory_is_mended_there_with_the_free_ones_named()
    {
        Company company = Company.Of(2);
        company.Change("p001", person => person with { Pager = "150" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest
        {
            Unassigned = 5,
            Extensions = [new SeedExtension { ExtensionNumber = "150", FirstName = "Some", LastName = "Body", Email = "somebody@example.org" }],
        });
        await cycle.MapNumbersAsync();
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        ProvisioningRecord record = Assert.Single(await cycle.ProvisionAsync(), record => record.State == OperationState.Blocked);
        Assert.StartsWith("Extension number is duplicate. Please correct in Active Directory. 150 is taken; the next free ones are ", record.Reason, StringComparison.Ordinal);
        Assert.EndsWith($"(extensionNumber, user.extension, pager = '150' on {company.Find("p001").Dn})", record.Reason, StringComparison.Ordinal);
        Assert.Equal(record.Reason, Assert.Single(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop)).Message);
    }

    [Fact]
    public async Task Row_6_a_duplicate_number_that_the_directory_did_not_give_is_mended_in_the_portal()
    {
        (ProvisioningRecord record, _) = await ProvokeAsync(Company.Of(2), new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "extensionNumber", BodyContains = "p001@" });
        Assert.Equal("RcExtensionNumberTaken", record.ErrorId);
        Assert.StartsWith("Extension number is duplicate. Please edit it in the RingCentral Service web portal.", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_no_row_is_shown_whole()
    {
        (ProvisioningRecord record, _) = await ProvokeAsync(Company.Of(2), new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "NEW-42", Parameter = "contact.lastName", BodyContains = "p001@" });
        Assert.Equal("RcRefused", record.ErrorId);
        Assert.Contains("NEW-42 (contact.lastName)", record.Reason, StringComparison.Ordinal);
        Assert.Contains("sn = 'Familyp001'", record.Reason, StringComparison.Ordinal);
    }

    private static async Task<(ProvisioningRecord Record, string Dn)> ProvokeAsync(Company company, FaultRule? fault, Func<Cycle, SimulatorClock, Task>? again = null)
    {
        SimulatorClock brisk = new(100);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 }, brisk, brisk);
        if (fault is not null)
        {
            cycle.Simulator.Faults.Add(fault);
        }

        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(OperationState.Done, Assert.Single(records, record => record.Login == "p000@example.com").State);
        ProvisioningRecord stuck = Assert.Single(records, record => record.Login == "p001@example.com");
        Core.Model.Problem problem = Assert.Single(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop));
        Assert.Equal((stuck.ErrorId, stuck.Reason), (problem.ErrorId, problem.Message));
        Assert.NotEqual(default, problem.Since);
        Assert.False(string.IsNullOrEmpty(problem.Remedy));
        if (again is not null)
        {
            cycle.Simulator.Faults.Clear();
            await again(cycle, brisk);
        }

        return (stuck, company.Find("p001").Dn);
    }
}
