using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>What is refused, on either side: shown per person, the rest done, not sent again as long as it is the same.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_state_that_is_none_is_not_sent_and_is_traced_to_the_entry()
    {
        Company company = Company.Of(3);
        company.Change("p001", person => person with { State = "Kalifornia" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        ProvisioningRecord blocked = Assert.Single(records, record => record.State == OperationState.Blocked);
        Assert.Contains("invalid. Please correct the parameter in Active Directory.", blocked.Reason, StringComparison.Ordinal);
        Assert.Contains($"st = 'Kalifornia' on {company.Find("p001").Dn}", blocked.Reason, StringComparison.Ordinal);
        Assert.Equal(2, cycle.Simulator.RequestLog.Writes.Count);
        Assert.DoesNotContain(cycle.Simulator.RequestLog.Writes, write => write.Body!.Contains("Kalifornia", StringComparison.Ordinal));
        Assert.Empty(cycle.Simulator.State.Account.FindByEmail("p001@example.com"));

        company.Change("p001", person => person with { State = "California" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.NotNull(cycle.ExtensionOf("p001").ExtensionNumber);
        Assert.Empty(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop));
    }

    [Theory]
    [InlineData(CreateMode.FillUnassigned)]
    [InlineData(CreateMode.Create)]
    public async Task What_RingCentral_refuses_is_shown_and_sent_again_only_when_it_changes(CreateMode mode)
    {
        Company company = Company.Of(4);
        company.Change("p002", person => person with { Mobile = "+14155550142" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 6 });
        await cycle.OptionsAsync(options => options with { CreateMode = mode });
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.mobilePhone", BodyContains = "+14155550142" });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();

        // One value holds nobody back: the person is there without it, and the value is on record.
        Assert.All(records, record => Assert.Equal(OperationState.Done, record.State));
        ProvisioningRecord without = Assert.Single(records, record => record.Reason is not null);
        Assert.Equal("p002@example.com", without.Login);
        Assert.Contains($"mobile = '+14155550142' on {company.Find("p002").Dn}", without.Reason, StringComparison.Ordinal);
        Assert.Equal(5, cycle.Simulator.RequestLog.Writes.Count);
        Assert.Null(cycle.ExtensionOf("p002").Contact.MobilePhone);

        for (int run = 0; run < 2; run++)
        {
            cycle.Simulator.RequestLog.Clear();
            Assert.Empty(await cycle.ProvisionAsync());
            Assert.Empty(cycle.Simulator.RequestLog.Writes);
            Core.Model.Problem problem = Assert.Single(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop));
            Assert.Equal(("RcInvalidParameter", "contact.mobilePhone"), (problem.ErrorId, problem.Attribute));
            Assert.EndsWith("The other values go through.", problem.Message, StringComparison.Ordinal);
        }

        company.Change("p002", person => person with { Mobile = "+14155550143" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Single(cycle.Simulator.RequestLog.Writes);
        Assert.Equal("+14155550143", cycle.ExtensionOf("p002").Contact.MobilePhone);
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop));
    }

    [Fact]
    public async Task One_refused_value_holds_back_none_of_the_others()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.department", BodyContains = "Odd" });
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.businessAddress.state", BodyContains = "\"NV\"" });
        await ChangeAsync(person => person with { Department = "Odd", State = "NV", Mobile = "+14155550144", Last = "Lovelace" });
        cycle.Simulator.RequestLog.Clear();
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal(3, cycle.Simulator.RequestLog.Writes.Count);
        Contact contact = cycle.ExtensionOf("p001").Contact;
        Assert.Equal(("Lovelace", "+14155550144", "Sales", "CA"), (contact.LastName, contact.MobilePhone, contact.Department, contact.BusinessAddress!.State));

        cycle.Simulator.RequestLog.Clear();
        await ChangeAsync(person => person with { Mobile = "+14155550145" });
        await cycle.ProvisionAsync();
        Assert.DoesNotContain("Odd", Assert.Single(cycle.Simulator.RequestLog.Writes).Body, StringComparison.Ordinal);
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal(2, await cycle.Hub.CountAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop));

        async Task ChangeAsync(Func<Person, Person> change)
        {
            company.Change("p001", change);
            await cycle.ReplaceAsync(company);
            await cycle.ImportAsync();
        }
    }

    [Fact]
    public async Task No_licence_is_asked_for_once_a_run_and_again_when_time_has_passed()
    {
        SimulatorClock brisk = new(100);
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(20).ToLdif(), new SeedRequest(), brisk, brisk);
        await cycle.OptionsAsync(options => options with { CreateMode = CreateMode.Create });
        cycle.Simulator.State.Account.Licences = cycle.Simulator.State.Account.Extensions.Count + 2;
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        int made = records.Count(record => record.State == OperationState.Done);
        Assert.InRange(made, 1, 4);
        Assert.All(records.Where(record => record.State == OperationState.Failed), record => Assert.Equal("RcNoLicence", record.ErrorId));
        // Whoever was under way when the first one was refused was refused too; nobody else was sent.
        Assert.InRange(cycle.Simulator.RequestLog.Writes.Count, made + 1, made + 8);
        int asked = cycle.Simulator.RequestLog.Writes.Count;
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal((OperationState.Blocked, "RcNoLicence"), (record.State, record.ErrorId)));
        Assert.Equal(asked, cycle.Simulator.RequestLog.Writes.Count);
        cycle.Simulator.State.Account.Licences = 100;
        brisk.Advance(TimeSpan.FromHours(2));
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
    }

    [Fact]
    public async Task Without_a_licence_left_Unassigned_extensions_are_filled_where_the_mode_says_so()
    {
        SimulatorClock brisk = new(100);
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(6).ToLdif(), new SeedRequest { Unassigned = 5 }, brisk, brisk);
        await cycle.OptionsAsync(options => options with { CreateMode = CreateMode.CreateThenFill });
        cycle.Simulator.State.Account.Licences = 2;
        int before = cycle.Simulator.State.Account.Extensions.Count;
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> first = await cycle.ProvisionAsync();
        Assert.Equal(2, first.Count(record => record is { State: OperationState.Done, Action: OperationKind.Create }));
        Assert.All(first.Where(record => record.State != OperationState.Done), record => Assert.Equal("RcNoLicence", record.ErrorId));
        List<ProvisioningRecord> second = await cycle.ProvisionAsync();
        Assert.Equal(4, second.Count);
        Assert.All(second, record => Assert.Equal((OperationState.Done, OperationKind.Fill), (record.State, record.Action)));
        Assert.Equal(before + 2, cycle.Simulator.State.Account.Extensions.Count);
        Assert.Equal(6, Enumerable.Range(0, 6).Select(i => cycle.ExtensionOf($"p{i:D3}").Id).Distinct().Count());
    }

    [Fact]
    public async Task A_refused_person_keeps_no_line_from_the_others()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 1 });
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.firstName", BodyContains = "Givenp000" });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(OperationState.Done, records.Single(record => record.Login == "p001@example.com").State);
        Assert.Equal("RcInvalidParameter", records.Single(record => record.Login == "p000@example.com").ErrorId);
    }

    [Fact]
    public async Task A_refused_update_that_was_mended_meanwhile_is_no_longer_held_against_anybody()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.department", BodyContains = "Odd", Count = 1 });
        await ChangeAsync("Odd");
        Assert.Equal(OperationState.Failed, Assert.Single(await cycle.ProvisionAsync()).State);
        await ChangeAsync("Good");
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        await ChangeAsync("Odd");
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal("Odd", cycle.ExtensionOf("p001").Contact.Department);

        async Task ChangeAsync(string department)
        {
            company.Change("p001", person => person with { Department = department });
            await cycle.ReplaceAsync(company);
            await cycle.ImportAsync();
        }
    }

    [Fact]
    public async Task An_extension_in_use_says_so_in_the_guides_sense_and_the_rest_is_done()
    {
        Company company = Company.Of(3);
        SimulatorClock brisk = new(100);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 }, brisk, brisk);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 409, Code = "CMN-204", BodyContains = "p001@example.com" });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal("RcExtensionInUse", Assert.Single(records, record => record.State == OperationState.Failed).ErrorId);
        Assert.Equal(2, records.Count(record => record.State == OperationState.Done));
        cycle.Simulator.Faults.Clear();
        brisk.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.NotNull(cycle.ExtensionOf("p001").ExtensionNumber);
    }

    [Fact]
    public async Task A_taken_extension_number_is_refused_with_the_free_ones_or_replaced()
    {
        Company company = Company.Of(3);
        company.Change("p000", person => person with { Pager = "150" });
        company.Change("p001", person => person with { Pager = "151" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest
        {
            Unassigned = 5,
            Extensions = [new SeedExtension { ExtensionNumber = "150", FirstName = "Some", LastName = "Body", Email = "somebody@example.org" }],
        });
        await cycle.MapNumbersAsync();
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        ProvisioningRecord taken = Assert.Single(records, record => record.State == OperationState.Blocked);
        Assert.Equal(("p000@example.com", "RcExtensionNumberTaken"), (taken.Login, taken.ErrorId));
        Assert.Contains("150", taken.Reason, StringComparison.Ordinal);
        Assert.Equal("151", cycle.ExtensionOf("p001").ExtensionNumber);
        await cycle.OptionsAsync(options => options with { NumberTaken = NumberTaken.NextFree });
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.DoesNotContain(cycle.ExtensionOf("p000").ExtensionNumber, (string[])["150", "151"]);
    }

    [Fact]
    public async Task A_number_longer_than_the_account_takes_is_refused_before_anything_is_sent()
    {
        Company company = Company.Of(2);
        company.Change("p000", person => person with { Pager = "1234567" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 });
        await cycle.MapNumbersAsync();
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        ProvisioningRecord refused = Assert.Single(await cycle.ProvisionAsync(), record => record.State == OperationState.Blocked);
        Assert.Equal(("p000@example.com", "RcInvalidParameter"), (refused.Login, refused.ErrorId));
        Assert.StartsWith("extensionNumber is invalid. Please correct the parameter in Active Directory. ('1234567'; extension numbers in this account have at most 6 digits)", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(cycle.Simulator.RequestLog.Writes, write => write.Body!.Contains("p000@", StringComparison.Ordinal));
        await cycle.OptionsAsync(options => options with { NumberTaken = NumberTaken.NextFree });
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.InRange(cycle.ExtensionOf("p000").ExtensionNumber!.Length, 3, 6);
    }

    [Fact]
    public async Task A_number_taken_meanwhile_is_refused_by_RingCentral_and_shown()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        string number = (await cycle.ProvisionAsync(trial: true)).Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("3", number);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "extensionNumber", BodyContains = "p001@example.com", Count = 1 });
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal("RcExtensionNumberTaken", Assert.Single(records, record => record.State == OperationState.Failed).ErrorId);
        Assert.Equal(2, records.Count(record => record.State == OperationState.Done));
    }

    [Fact]
    public async Task A_sign_in_failure_stops_the_run_at_once_and_nobody_is_marked_for_it()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 23 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.TokenRevoked, Operation = "updateExtension", Skip = 2 });
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "OAU-140", Operation = "getToken" });
        AccountException error = await Assert.ThrowsAsync<AccountException>(() => cycle.ProvisionAsync());
        Assert.Equal(AccountFailure.SignIn, error.Failure);
        Assert.Equal(2, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Status == "NotActivated"));

        // Beside the two that went through: those that were on their way, of eight at once, when the first was refused.
        Assert.InRange(cycle.Simulator.RequestLog.Count("updateExtension"), 3, 10);
        Assert.Empty(await cycle.Hub.ListAsync(new Filter<Core.Model.Operation>().Equal(row => row.State, OperationState.Failed), Stop));
        Assert.Empty(await cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop));
        cycle.Simulator.Faults.Clear();

        // The session is not tried again with what was refused; who connects anew goes on where it stopped.
        await using IAccount account = await Cycle.OpenAccountAsync(cycle.Simulator.BaseUri, TimeProvider.System);
        await using ProvisioningRun run = await ProvisioningRun.BeginAsync(cycle.Hub, account, false, null, cycle.Time, Stop);
        Plan plan = await run.PlanAsync(null, false, null, Stop);
        List<ProvisioningRecord> records = await run.ExecuteAsync(plan, null, Stop).ToListAsync(Stop);
        await run.EndAsync();
        Assert.All(records, record => Assert.Equal(OperationState.Done, record.State));

        // Eighteen were left; of the two that went through, who was not told of before the stop is told of now.
        Assert.InRange(records.Select(record => record.Login).Distinct().Count(), 18, 20);
        Assert.Equal(20, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Status == "NotActivated"));
    }
}
