using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub.Masters;

/// <summary>RingCentral as the first profile master: it gives values, and what it shows of an extension changes nobody's life cycle.</summary>
public sealed class RingCentralFirstTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Sights => ["Disabled", "Frozen", "NotActivated", "Unassigned", "Limited", "Gone"];

    [Theory]
    [MemberData(nameof(Sights))]
    public async Task What_it_shows_changes_nobodys_status(string sight)
    {
        Company company = Company.Of(8);
        company.Change("p002", person => person with { Disabled = true });
        await using Cycle cycle = await FirstAsync(company);
        string before = await StandingsAsync(cycle);
        Account account = cycle.Simulator.State.Account;
        foreach (string sam in (string[])["p000", "p001"])
        {
            long id = cycle.ExtensionOf(sam).Id;
            if (sight == "Gone")
            {
                account.Remove(id);
            }
            else
            {
                account.Update(id, extension => sight switch
                {
                    "Limited" => extension with { Type = sight },
                    "Unassigned" => extension with { Status = sight, Contact = new Contact(), ExtensionNumber = null },
                    _ => extension with { Status = sight },
                });
            }
        }

        for (int run = 0; run < 2; run++)
        {
            await cycle.ImportAccountAsync();
            Assert.Equal(before, await StandingsAsync(cycle));
            await cycle.ImportAsync(accept: true);
            Assert.Equal(before, await StandingsAsync(cycle));
            await cycle.ProvisionAsync(accept: true);
            Assert.Equal(before, await StandingsAsync(cycle));
        }
    }

    [Fact]
    public async Task Who_is_deactivated_is_not_brought_back_by_an_extension_that_is_enabled()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await FirstAsync(company);
        await new HubUserStatusChange(cycle.Hub, cycle.Time).DisableAsync(await cycle.UserAsync("p001"), "ann", null, Stop);
        string before = await StandingsAsync(cycle);
        for (int run = 0; run < 2; run++)
        {
            await cycle.ProvisionAsync(accept: true);
            cycle.Simulator.State.Account.Update(cycle.ExtensionOf("p001").Id, extension => extension with { Status = "Enabled" });
            await cycle.ImportAccountAsync();
            await cycle.ImportAsync(accept: true);
            Assert.Equal(before, await StandingsAsync(cycle));
        }
    }

    /// <summary>Everybody in the hub linked to an account, RingCentral put first, and people told to come back by themselves.</summary>
    private static async Task<Cycle> FirstAsync(Company company)
    {
        Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = company.People.Count });
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        IReadOnlyList<ProfileMaster> masters = MasterEditor.Arrange(await cycle.Hub.ListAsync<ProfileMaster>(cancellationToken: Stop), Ids.RingCentral, 1, null);
        await new MasterEditor(cycle.Hub, false, cycle.Time).SetAsync(masters, Stop).ToListAsync(Stop);
        return cycle;
    }

    private static async Task<string> StandingsAsync(Cycle cycle) =>
        string.Join('\n', (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Select(user => $"{user.Login} {user.Status} {user.DeactivatedBy} {user.Hold}").Order(StringComparer.Ordinal));
}
