using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>People who take over each other's mail addresses: in a row, in a ring, and where one of them cannot move.</summary>
public sealed class SwapTests
{
    [Theory]
    [InlineData("p000 p001", "p001 p000", 3)]
    [InlineData("p000 p001 p002", "p001 p002 p000", 4)]
    [InlineData("p000 p001", "p001 fresh", 2)]
    [InlineData("p000 p001 p002 p003", "p001 p000 p003 p002", 6)]
    public async Task Whoever_gives_an_address_up_goes_first(string people, string addresses, int requests)
    {
        Company company = Company.Of(5);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        string[] sams = people.Split(' ');
        Dictionary<string, string> extensions = sams.ToDictionary(sam => sam, sam => cycle.ExtensionOf(sam).Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await MoveAsync(cycle, company, sams, addresses.Split(' '));
        cycle.Simulator.RequestLog.Clear();
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Equal(requests, cycle.Simulator.RequestLog.Writes.Count);
        foreach ((string sam, string address) in sams.Zip(addresses.Split(' ')))
        {
            Assert.Equal(extensions[sam], cycle.ExtensionOf(address).Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task Cut_off_between_the_steps_the_next_run_ends_it()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        long first = cycle.ExtensionOf("p000").Id;
        await MoveAsync(cycle, company, ["p000", "p001"], ["p001", "p000"]);
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ServerError, Status = 403, Code = "CMN-408", Operation = "updateExtension", Skip = 1, Count = 1 });
        await Assert.ThrowsAsync<AccountException>(() => cycle.ProvisionAsync());
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Equal(first, cycle.ExtensionOf("p001").Id);
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task Who_waits_for_an_address_that_is_not_given_up_keeps_the_other_values_going()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await TakenAsync(company);
        company.Change("p000", person => person with { Department = "Other" });
        await MoveAsync(cycle, company, ["p000"], ["taken"]);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal("RcDuplicateMail", Assert.Single(records, record => record.State == OperationState.Blocked).ErrorId);
        Assert.Equal(OperationState.Done, Assert.Single(records, record => record.State != OperationState.Blocked).State);
        Assert.Equal("Other", cycle.ExtensionOf("p000").Contact.Department);

        // The person who was just changed is reckoned once more; then nothing moves.
        Assert.Equal(OperationState.Blocked, Assert.Single(await cycle.ProvisionAsync()).State);
        string before = HubDump.Of(cycle.HubPath, table => table is not ("run" or "recorded_change" or "record_head" or "lease"));
        cycle.Simulator.RequestLog.Clear();
        Assert.Equal(OperationState.Blocked, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal(before, HubDump.Of(cycle.HubPath, table => table is not ("run" or "recorded_change" or "record_head" or "lease")));
    }

    [Fact]
    public async Task Who_waits_behind_somebody_who_cannot_move_keeps_the_other_values_going()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await TakenAsync(company);
        company.Change("p000", person => person with { Department = "Other" });
        await MoveAsync(cycle, company, ["p000", "p001"], ["p001", "taken"]);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(2, records.Count(record => record is { State: OperationState.Blocked, ErrorId: "RcDuplicateMail" }));
        Assert.Equal(OperationState.Done, Assert.Single(records, record => record.State != OperationState.Blocked).State);
        Assert.Equal("Other", cycle.ExtensionOf("p000").Contact.Department);
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Blocked, record.State));
    }

    /// <summary>Everybody has an account, and somebody else the address taken@example.com.</summary>
    private static async Task<Cycle> TakenAsync(Company company)
    {
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest
        {
            Unassigned = 5,
            Extensions = [new SeedExtension { FirstName = "Some", LastName = "Body", Email = "taken@example.com" }],
        });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        return cycle;
    }

    private static async Task MoveAsync(Cycle cycle, Company company, string[] sams, string[] addresses)
    {
        foreach ((string sam, string address) in sams.Zip(addresses))
        {
            company.Change(sam, person => person with { Mail = address + "@example.com" });
        }

        await cycle.ReplaceAsync(company);
        List<ImportRecord> records = await cycle.ImportAsync();
        Assert.All(records, record => Assert.Equal(ImportAction.Updated, record.Action));
        Assert.Equal(sams.Length, records.Count);
    }
}
