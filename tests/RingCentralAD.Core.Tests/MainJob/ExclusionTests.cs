using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Special phones, set up by hand: never linked, filled, changed or disabled.</summary>
public sealed class ExclusionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Limited", null, null, null)]
    [InlineData("User", "Givenp000*", null, null)]
    [InlineData("User", null, "7000-7099", null)]
    [InlineData("User", null, "70*", null)]
    [InlineData("VirtualUser", null, null, "VirtualUser")]
    public async Task Nobody_is_linked_to_a_special_phone_by_its_address(string type, string? name, string? number, string? excludedType)
    {
        Company company = Company.Of(1);
        SeedRequest seed = new()
        {
            Unassigned = 2,
            Extensions = [new SeedExtension { Type = type, ExtensionNumber = "7010", FirstName = "Givenp000", LastName = "Room", Email = "p000@example.com", WithNumber = true }],
        };
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), seed);
        await RuleAsync(cycle, name, number, excludedType);
        await cycle.ImportAsync();
        await cycle.ImportAccountAsync();
        await cycle.AssignAsync();
        string before = cycle.Simulator.State.Dump();
        ProvisioningRecord blocked = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationState.Blocked, "RcDuplicateMail"), (blocked.State, blocked.ErrorId));
        Assert.Contains("7010", blocked.Reason!, StringComparison.Ordinal);
        Assert.Equal(before, cycle.Simulator.State.Dump());
    }

    [Fact]
    public async Task A_linked_extension_that_is_set_aside_later_is_neither_changed_nor_disabled_and_is_listed()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await RuleAsync(cycle, "Givenp000*", null, null);
        company.Change("p000", person => person with { Disabled = true });
        company.Change("p001", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        Dictionary<string, ProvisioningRecord> records = (await cycle.ProvisionAsync(accept: true)).ToDictionary(record => record.Login![..4]);
        Assert.Equal((OperationState.Blocked, "RcExtensionExcluded"), (records["p000"].State, records["p000"].ErrorId));
        Assert.Equal(OperationState.Done, records["p001"].State);
        Assert.NotEqual("Disabled", cycle.ExtensionOf("p000").Status);
        Assert.Equal("Disabled", cycle.ExtensionOf("p001").Status);
    }

    [Fact]
    public async Task An_Unassigned_extension_in_a_range_of_special_phones_is_not_filled()
    {
        SeedRequest seed = new() { Extensions = [new SeedExtension { Status = "Unassigned", ExtensionNumber = "7001", WithNumber = true }] };
        await using Cycle cycle = await Cycle.StartAsync(Company.Of(1).ToLdif(), seed);
        await RuleAsync(cycle, null, "7000-7099", null);
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        Assert.Equal("RcNoUnassigned", Assert.Single(await cycle.ProvisionAsync()).ErrorId);
    }

    private static Task RuleAsync(Cycle cycle, string? name, string? number, string? type) => cycle.Hub.WriteAsync(
        transaction => transaction.SetAsync(
            new ExclusionRules { Names = name is null ? [] : [name], Numbers = number is null ? [] : [number], Types = type is null ? [] : [type] }, Stop),
        null, Stop);
}
