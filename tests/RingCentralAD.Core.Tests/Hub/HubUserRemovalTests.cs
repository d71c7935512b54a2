using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.MainJob;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>People taken out of the hub: nothing of them is left in the file, counts stay, and whoever an import would bring back stays.</summary>
public sealed class HubUserRemovalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_removed_person_is_left_and_counts_stay()
    {
        Company company = Company.Of(12);
        company.Change("p001", person => person with { First = "Unmistakable", Last = "Vanishing", Mail = "gone.person@example.com", EmployeeNumber = "E-98765" });
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.WriteBackAsync();
        HubUser user = (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Single(user => user.LastName == "Vanishing");
        HubGroup local = new() { Id = Ids.New(cycle.Time), Name = "Local", Kind = HubGroupKind.Local };
        await cycle.SaveAsync(local);
        await new GroupEditor(cycle.Hub, false, cycle.Time).AddAsync(local, user, Stop);
        AppUser entry = (await cycle.Hub.ListAsync<AppUser>(cancellationToken: Stop)).Single(app => app.UserId == user.Id && app.SystemId != Ids.RingCentral);
        await cycle.SaveAsync(new SignOnPlace(user.Id, "m", default));
        await cycle.SaveAsync(new SignOnTally { Key = user.Id }, new SignOnTally { Key = SignOnTally.OfAccount(entry.SystemId, entry.Key) });
        company.Remove("p001");
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        IReadOnlyList<Run> runs = await cycle.Hub.ListAsync<Run>(cancellationToken: Stop);

        HubUserRemoval removal = new(cycle.Hub);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => removal.CheckAsync(user, force: false, Stop));
        Assert.Equal("HubUserNotDeactivated", error.ErrorId);
        user = (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Single(other => other.Id == user.Id);
        error = await Assert.ThrowsAsync<RingCentralAdException>(() => removal.RemoveAsync(user, force: false, Stop));
        Assert.Equal("HubUserLinked", error.ErrorId);
        Assert.Contains(user.Id, HubDump.Of(cycle.HubPath), StringComparison.Ordinal);

        await removal.RemoveAsync(user, force: true, Stop);
        string dump = HubDump.Of(cycle.HubPath, table => table != "app_user");
        Assert.All((string[])["Unmistakable", "Vanishing", "gone.person", "E-98765"], text => Assert.DoesNotContain(text, dump, StringComparison.OrdinalIgnoreCase));

        // The record keeps its lines, by an id that now says nothing of anybody.
        Assert.DoesNotContain(user.Id, HubDump.Of(cycle.HubPath, static table => table is not ("app_user" or "recorded_change")), StringComparison.Ordinal);

        // What the account still shows is RingCentral's; the directory's entry, which is gone, is forgotten.
        AppUser left = Assert.Single(await cycle.Hub.ListAsync<AppUser>(cancellationToken: Stop), app => app.Attributes.Text("lastName") == "Vanishing" || app.Attributes.Text("sn") == "Vanishing");
        Assert.Equal((Ids.RingCentral, null), (left.SystemId, left.UserId));
        Assert.Equal(runs.Select(run => (run.Id, run.Counts.Values.Sum())), (await cycle.Hub.ListAsync<Run>(cancellationToken: Stop)).Select(run => (run.Id, run.Counts.Values.Sum())));
        Assert.Empty(await cycle.ImportAsync());
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal(0, await cycle.Hub.CountAsync<SignOnTally>(cancellationToken: Stop));
        Assert.Equal(11, await cycle.Hub.CountAsync<HubUser>(cancellationToken: Stop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_the_next_import_would_bring_back_stays(bool disabled)
    {
        Company company = Company.Of(10);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Change("p001", person => person with { Disabled = disabled });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        string before = HubDump.Of(cycle.HubPath);
        HubUser user = await cycle.UserAsync("p001");
        foreach (bool force in (bool[])[false, true])
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => new HubUserRemoval(cycle.Hub).RemoveAsync(user, force, Stop));
            Assert.Equal("HubUserImported", error.ErrorId);
            Assert.Contains(company.Find("p001").Dn, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, HubDump.Of(cycle.HubPath));
    }

    [Fact]
    public async Task What_is_on_the_way_keeps_a_person()
    {
        Company company = Company.Of(10);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Remove("p001");
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        HubUser user = await cycle.UserAsync("p001");
        await cycle.SaveAsync(new Operation { Id = Ids.New(cycle.Time), RunId = "r", SystemId = Ids.RingCentral, UserId = user.Id, Kind = OperationKind.Deactivate, State = OperationState.Sent });
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => new HubUserRemoval(cycle.Hub).RemoveAsync(user, force: true, Stop));
        Assert.Equal(("HubUserBusy", ErrorKind.Conflict), (error.ErrorId, error.Kind));
        Assert.Equal(user.Id, (await cycle.UserAsync("p001")).Id);
    }
}
