using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Which numbers reach the directory, and when.</summary>
public sealed class NumberTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_on_its_way_is_held_and_written_once_its_port_is_done()
    {
        Company company = Company.Of(2);
        SeedRequest seed = new()
        {
            Unassigned = 3,
            Extensions = [new SeedExtension { FirstName = "Givenp000", LastName = "Familyp000", Email = "p000@example.com", DirectNumber = "+16285550001", PendingNumber = "+12125550002" }],
        };
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), seed);
        await cycle.ImportAsync();
        await cycle.ImportAccountAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        Assert.Equal(["p000", "p001"], (await cycle.WriteBackAsync()).OrderBy(record => record.Login).Select(record => record.Login![..4]));
        Assert.Equal([company.Find("p001").Dn], LdifText.Applied(cycle.Changes, "telephoneNumber").Keys);
        Assert.DoesNotContain("0002", cycle.Changes, StringComparison.Ordinal);
        Assert.DoesNotContain("5550001", cycle.Changes, StringComparison.Ordinal);

        cycle.Simulator.CompletePort("+12125550002");
        await cycle.ImportAccountAsync(numbersOnly: true);
        await cycle.WriteBackAsync();
        Assert.Equal($"+12125550002#{cycle.ExtensionOf("p000").ExtensionNumber}", LdifText.Applied(cycle.Changes, "telephoneNumber")[company.Find("p000").Dn]);
    }

    [Fact]
    public async Task A_filled_attribute_keeps_its_value_while_the_number_is_temporary()
    {
        Company company = new Company().Add(new Person("p000") { Phone = "+1 415 555 0100" });
        SeedRequest seed = new()
        {
            Extensions = [new SeedExtension { FirstName = "Givenp000", LastName = "Familyp000", Email = "p000@example.com", DirectNumber = "+16285550001", PendingNumber = "+12125550002" }],
        };
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), seed);
        await cycle.ImportAsync();
        await cycle.ImportAccountAsync();
        WriteBackRecord held = Assert.Single(await cycle.WriteBackAsync());
        Assert.Equal((WriteBackAction.Held, "+1 415 555 0100"), (held.Action, held.Before));
        Assert.Contains("temporary", held.Detail, StringComparison.Ordinal);
        Assert.Equal("", cycle.Changes);
        Assert.Null((await cycle.UserAsync("p000")).PrimaryPhone);
    }

    [Fact]
    public async Task Fax_and_company_numbers_are_nobodys_direct_number()
    {
        Company company = Company.Of(1);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest
        {
            Extensions = [new SeedExtension { ExtensionNumber = "205", FirstName = "Givenp000", LastName = "Familyp000", Email = "p000@example.com" }],
            Numbers =
            [
                new SeedNumber { PhoneNumber = "+12125550010", UsageType = "DirectNumber", Type = "FaxOnly" },
                new SeedNumber { PhoneNumber = "+12125550011", UsageType = "CompanyNumber" },
            ],
        });
        long extension = cycle.ExtensionOf("p000").Id;
        Give(cycle, "+12125550010", extension);
        Give(cycle, "+12125550011", extension);
        await cycle.ImportAsync();
        await cycle.ImportAccountAsync();
        await cycle.WriteBackAsync();
        Assert.Equal("#205", Assert.Single(LdifText.Applied(cycle.Changes, "telephoneNumber")).Value);
    }

    [Fact]
    public async Task An_extension_whose_numbers_were_not_read_writes_nothing()
    {
        Company company = Company.Of(1);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { UnassignedWithoutNumber = 1 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Operation = "listExtensionPhoneNumbers" });
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal(WriteBackAction.Held, Assert.Single(await cycle.WriteBackAsync()).Action);
        Assert.Equal("", cycle.Changes);
        cycle.Simulator.Faults.Clear();
        await cycle.ImportAccountAsync(numbersOnly: true);
        await cycle.WriteBackAsync();
        Assert.Equal($"#{cycle.ExtensionOf("p000").ExtensionNumber}", Assert.Single(LdifText.Applied(cycle.Changes, "telephoneNumber")).Value);
    }

    private static void Give(Cycle cycle, string number, long extension)
    {
        Account account = cycle.Simulator.State.Account;
        lock (account.Gate)
        {
            account.NumberTable.Put(account.NumberTable.ByNumber(number)! with { ExtensionId = extension });
        }
    }
}
