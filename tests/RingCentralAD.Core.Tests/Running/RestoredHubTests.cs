using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Core.Tests.Storage;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>A hub put back from before its people came to RingCentral finds them there.</summary>
public sealed class RestoredHubTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task People_made_since_the_backup_are_linked_and_not_made_again(bool carriesTheHubsId)
    {
        Company company = Company.Of(6);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest());
        await cycle.OptionsAsync(options => options with { CreateMode = CreateMode.Create, SendReference = carriesTheHubsId });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        string backup = cycle.HubPath + ".backup";
        await HubPlaces.BackUpAsync(cycle.Hub, backup, cycle.Time, null, Stop);
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        const string links = "SELECT user_id || ' ' || key FROM app_user WHERE system_id = 'RingCentral' AND user_id IS NOT NULL ORDER BY 1";
        string[] before = await HubText.SqliteAsync(cycle.HubPath, links, Stop);
        Assert.Equal(6, before.Length);

        // Somebody's address was changed in the portal meanwhile; what the account carries still says who it is.
        if (carriesTheHubsId)
        {
            Move(cycle, cycle.ExtensionOf("p001"), "elsewhere@example.com");
        }

        await cycle.ReopenAsync(() => HubPlaces.RestoreAsync(backup, HubLocation.Parse(cycle.HubPath), replace: true, cycle.Time, null, Stop));
        await cycle.ImportAsync();
        Assert.Equal(6, (await cycle.ImportAccountAsync()).Count(static record => record.Action == ImportAction.Linked));
        Assert.Equal(before, await HubText.SqliteAsync(cycle.HubPath, links, Stop));
        Assert.DoesNotContain(await cycle.ProvisionAsync(trial: true), static record => record.Action is OperationKind.Create or OperationKind.Deactivate);
        Assert.Equal(6, cycle.Simulator.State.Account.Created);
    }

    [Fact]
    public async Task Who_has_the_address_of_somebody_whose_account_carries_the_hubs_id_is_not_taken_for_them()
    {
        Company company = Company.Of(4);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest());
        await cycle.OptionsAsync(options => options with { CreateMode = CreateMode.Create, SendReference = true });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        string backup = cycle.HubPath + ".backup";
        await HubPlaces.BackUpAsync(cycle.Hub, backup, cycle.Time, null, Stop);
        await cycle.ProvisionAsync();
        Simulator.Extension first = cycle.ExtensionOf("p001");
        Simulator.Extension second = cycle.ExtensionOf("p002");
        Move(cycle, first, "elsewhere@example.com");
        Move(cycle, second, "p001@example.com");
        await cycle.ReopenAsync(() => HubPlaces.RestoreAsync(backup, HubLocation.Parse(cycle.HubPath), replace: true, cycle.Time, null, Stop));
        List<ImportRecord> records = await cycle.ImportAccountAsync();
        Assert.Equal(cycle.Simulator.State.Account.Created, records.Count(static record => record.Action == ImportAction.Linked));
        IReadOnlyList<AppUser> accounts = await cycle.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).NotNull(row => row.UserId), Stop);
        Assert.Equal((await cycle.UserAsync("p001")).Id, accounts.Single(account => account.Key == first.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).UserId);
        Assert.Equal((await cycle.UserAsync("p002")).Id, accounts.Single(account => account.Key == second.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).UserId);
    }

    private static void Move(Cycle cycle, Simulator.Extension extension, string mail) =>
        cycle.Simulator.State.Account.Update(extension.Id, old => old with { Contact = old.Contact with { Email = mail } });
}
