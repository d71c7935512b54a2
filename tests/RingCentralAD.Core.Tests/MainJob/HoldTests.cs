using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Who is held deactivated by hand, and what ends the hold: a person's word, or a directory seen to disable the entry and to enable it again.</summary>
public sealed class HoldTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_directory_that_disables_and_enables_again_ends_a_hold_where_reactivation_is_on()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        await HoldAsync(cycle, "p001");
        await cycle.ProvisionAsync();
        Assert.Empty(await ChangeAsync(cycle, company, person => person with { Department = "Other" }, ImportAction.Reactivated));
        Assert.Equal("Disabled", cycle.ExtensionOf("p001").Status);

        Assert.Empty(await ChangeAsync(cycle, company, person => person with { Disabled = true }, ImportAction.Reactivated));
        Assert.NotNull((await cycle.UserAsync("p001")).Hold);
        Assert.Single(await ChangeAsync(cycle, company, person => person with { Disabled = false }, ImportAction.Reactivated));
        HubUser back = await cycle.UserAsync("p001");
        Assert.Equal((HubUserStatus.Active, null, null), (back.Status, back.Hold, back.DeactivatedBy));
        await cycle.ProvisionAsync();
        Assert.Equal("Enabled", cycle.ExtensionOf("p001").Status);
    }

    [Fact]
    public async Task Where_reactivation_is_off_the_hold_stays_and_the_person_is_listed()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await HoldAsync(cycle, "p001");
        await ChangeAsync(cycle, company, person => person with { Disabled = true }, ImportAction.Held);
        ImportRecord listed = Assert.Single(await ChangeAsync(cycle, company, person => person with { Disabled = false }, ImportAction.Held));
        Assert.Contains("Enable-HubUser p001@example.com", listed.Remedy, StringComparison.Ordinal);
        HubUser held = await cycle.UserAsync("p001");
        Assert.Equal((HubUserStatus.Deactivated, true), (held.Status, held.Hold is not null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_was_disabled_before_the_hold_or_is_held_anew_stays_held(bool anew)
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        if (anew)
        {
            await HoldAsync(cycle, "p001");
        }

        await ChangeAsync(cycle, company, person => person with { Disabled = true }, ImportAction.Deactivated);
        await HoldAsync(cycle, "p001");
        Assert.Empty(await ChangeAsync(cycle, company, person => person with { Disabled = false }, ImportAction.Reactivated));
        HubUser held = await cycle.UserAsync("p001");
        Assert.Equal((HubUserStatus.Deactivated, "ByHand"), (held.Status, held.DeactivatedBy));
    }

    private static async Task HoldAsync(Cycle cycle, string sam) =>
        await new HubUserStatusChange(cycle.Hub, cycle.Time).DisableAsync(await cycle.UserAsync(sam), "ann", "left today", Stop);

    /// <summary>Changes p001 in the directory and imports; gives the records of an action.</summary>
    private static async Task<IEnumerable<ImportRecord>> ChangeAsync(Cycle cycle, Company company, Func<Person, Person> change, ImportAction action)
    {
        company.Change("p001", change);
        await cycle.ReplaceAsync(company);
        return (await cycle.ImportAsync()).Where(record => record.Action == action);
    }
}
