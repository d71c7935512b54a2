using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using OperationInfo = RingCentralAD.Core.Model.OperationInfo;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Held operations and a person's word on them: bound to what was looked at, and never a way round the guard for the others.</summary>
public sealed class HeldTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Some_are_approved_some_refused_and_the_guard_still_holds_the_rest()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await DisableAsync(cycle, company, 0, 8);
        Assert.Equal(8, (await cycle.ProvisionAsync()).Count(record => record.State == OperationState.Held));
        HeldOperations held = new(cycle.Hub, cycle.Time);
        foreach (string sam in (string[])["p000", "p001", "p002", "p003"])
        {
            await held.ApproveAsync((await HeldOfAsync(cycle, sam)).Id, Stop);
        }

        Assert.Contains("Refused by", (await held.DenyAsync((await HeldOfAsync(cycle, "p004")).Id, Stop)).Reason, StringComparison.Ordinal);
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(["p000", "p001", "p002", "p003"], records.Where(record => record.State == OperationState.Done).Select(record => record.Login![..4]).Order());
        Assert.Equal(["p005", "p006", "p007"], records.Where(record => record.State == OperationState.Held).Select(record => record.Login![..4]).Order());
        Assert.Equal(4, cycle.Simulator.RequestLog.Writes.Count);

        // Another run: nothing moves, and the refused one is not asked about again, nor counted.
        cycle.Simulator.RequestLog.Clear();
        records = await cycle.ProvisionAsync();
        Assert.Equal((OperationState.Denied, "OperationDenied"), records.Where(record => record.Login == "p004@example.com").Select(record => (record.State, record.ErrorId)).Single());
        Run run = (await cycle.Hub.ListAsync(new Filter<Run>().Equal(row => row.Kind, RunKind.Provisioning).OrderBy(row => row.Number, descending: true).Take(1), Stop)).Single();
        Assert.Equal((3L, 1L), (run.Counts["Held"], run.Counts["Denied"]));
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal("NotActivated", cycle.ExtensionOf("p004").Status);

        // A change of mind.
        await held.ApproveAsync((await HeldOfAsync(cycle, "p004")).Id, Stop);
        await cycle.ProvisionAsync();
        Assert.Equal("Disabled", cycle.ExtensionOf("p004").Status);
    }

    [Fact]
    public async Task A_word_is_bound_to_the_very_set_that_was_looked_at()
    {
        Company company = Company.Of(30);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await DisableAsync(cycle, company, 0, 8);
        await cycle.ProvisionAsync();
        HeldOperations held = new(cycle.Hub, cycle.Time);
        string looked = HeldOperations.FingerprintOf(await OpenAsync(cycle));
        await DisableAsync(cycle, company, 8, 1);
        await cycle.ProvisionAsync();
        RingCentralAdException changed = await Assert.ThrowsAsync<RingCentralAdException>(() => held.OfPlanAsync(looked, Stop));
        Assert.Equal("PlanChanged", changed.ErrorId);
        string now = HeldOperations.FingerprintOf(await OpenAsync(cycle));
        IReadOnlyList<OperationInfo> set = await held.OfPlanAsync(now, Stop);
        Assert.Equal(9, set.Count);
        Assert.All(set, operation => Assert.Equal(OperationKind.Deactivate, operation.Kind));
        foreach (OperationInfo operation in set)
        {
            await held.ApproveAsync(operation.Id, Stop);
        }

        // Somebody who came after the word waits: the guard is not off.
        await DisableAsync(cycle, company, 9, 1);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal((9, 1), (records.Count(record => record.State == OperationState.Done), records.Count(record => record.State == OperationState.Held)));
        Assert.Equal("p009@example.com", records.Single(record => record.State == OperationState.Held).Login);
    }

    [Fact]
    public async Task A_plan_that_changed_asks_again()
    {
        Company company = Company.Of(6);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 10 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await using (ProvisioningRun run = await ProvisioningRun.BeginAsync(cycle.Hub, cycle.Account, false, null, cycle.Time, Stop))
        {
            Plan plan = await run.PlanAsync(null, false, null, Stop);
            Plan left = await run.HoldAsync(plan, "waits for confirmation", Stop);
            Assert.All(await run.ExecuteAsync(left, null, Stop).ToListAsync(Stop), record => Assert.Equal(OperationState.Held, record.State));
            await run.EndAsync("waits");
        }

        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        HeldOperations held = new(cycle.Hub, cycle.Time);
        OperationInfo first = await HeldOfAsync(cycle, "p000");
        await held.ApproveAsync(first.Id, Stop);
        await held.ApproveAsync((await HeldOfAsync(cycle, "p001")).Id, Stop);
        company.Change("p001", person => person with { Department = "Elsewhere" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await using (ProvisioningRun run = await ProvisioningRun.BeginAsync(cycle.Hub, cycle.Account, false, null, cycle.Time, Stop))
        {
            Plan left = await run.HoldAsync(await run.PlanAsync(null, false, null, Stop), "waits for confirmation", Stop);
            List<ProvisioningRecord> records = await run.ExecuteAsync(left, null, Stop).ToListAsync(Stop);
            Assert.Equal("p000@example.com", Assert.Single(records, record => record.State == OperationState.Done).Login);
            Assert.Equal(5, records.Count(record => record.State == OperationState.Held));
            await run.EndAsync("waits");
        }

        Assert.Single(cycle.Simulator.RequestLog.Writes);
        Assert.Equal("OperationNotHeld", (await Assert.ThrowsAsync<RingCentralAdException>(() => held.ApproveAsync(first.Id, Stop))).ErrorId);
    }

    [Fact]
    public async Task An_extension_that_is_gone_is_made_again_only_on_a_persons_word()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        foreach (string sam in (string[])["p001", "p002"])
        {
            ExtensionRemoval.V2(cycle.Simulator.State.Account, cycle.ExtensionOf(sam), keepAssets: true);
        }

        company.Change("p001", person => person with { Department = "Other" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.All(records, record => Assert.Equal((OperationState.Held, "RcExtensionGone"), (record.State, record.ErrorId)));
        Assert.Equal(2, records.Count);
        Assert.Equal(2, (await cycle.ProvisionAsync()).Count);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);

        HeldOperations held = new(cycle.Hub, cycle.Time);
        await held.ApproveAsync((await HeldOfAsync(cycle, "p001")).Id, Stop);
        await held.DenyAsync((await HeldOfAsync(cycle, "p002")).Id, Stop);
        records = await cycle.ProvisionAsync();
        Assert.Equal((OperationKind.Fill, "p001@example.com"), (Assert.Single(records, record => record.State == OperationState.Done).Action, records.Single(record => record.State == OperationState.Done).Login));
        Assert.Equal("Other", cycle.ExtensionOf("p001").Contact.Department);
        Assert.Equal("OperationDenied", Assert.Single(await cycle.ProvisionAsync()).ErrorId);
        Assert.Empty(cycle.Simulator.State.Account.FindByEmail("p002@example.com"));
    }

    [Fact]
    public async Task Gone_extensions_count_towards_the_guard_together_with_leavers()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        for (int i = 0; i < 4; i++)
        {
            ExtensionRemoval.V2(cycle.Simulator.State.Account, cycle.ExtensionOf(company.People[i].Sam), keepAssets: true);
        }

        await DisableAsync(cycle, company, 10, 4);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(4, records.Count(record => record.ErrorId == "GuardTripped" && record.Action == OperationKind.Deactivate));
        Assert.Equal(4, records.Count(record => record.ErrorId == "RcExtensionGone"));
        Assert.DoesNotContain(cycle.Simulator.State.Account.Extensions, extension => extension.Status == "Disabled");
    }

    [Fact]
    public async Task More_gone_than_the_guard_allows_end_no_link_and_stop_what_concerns_them()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        for (int i = 0; i < 8; i++)
        {
            string sam = company.People[i].Sam;
            ExtensionRemoval.V2(cycle.Simulator.State.Account, cycle.ExtensionOf(sam), keepAssets: true);
            company.Change(sam, person => person with { Department = "Other" });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.All(records, record => Assert.Equal((OperationState.Held, "GuardTripped"), (record.State, record.ErrorId)));
        Assert.Equal(8, records.Count);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal(20, await cycle.Hub.CountAsync(new Filter<AppUserLink>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId), Stop));
        Assert.All(await cycle.ProvisionAsync(accept: true), record => Assert.Equal("RcExtensionGone", record.ErrorId));
    }

    private static async Task DisableAsync(Cycle cycle, Company company, int from, int count)
    {
        foreach (string sam in company.People.Skip(from).Take(count).Select(person => person.Sam).ToArray())
        {
            company.Change(sam, person => person with { Disabled = true });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
    }

    private static async Task<Core.Model.Operation[]> OpenAsync(Cycle cycle) =>
        [.. await cycle.Hub.ListAsync(new Filter<Core.Model.Operation>().Equal(row => row.State, OperationState.Held), Stop)];

    private static async Task<OperationInfo> HeldOfAsync(Cycle cycle, string sam) =>
        Assert.Single(await new HeldOperations(cycle.Hub, cycle.Time).ListAsync(new Filter<Core.Model.Operation>().Equal(row => row.State, OperationState.Held), Stop).ToListAsync(Stop), operation => operation.Login == sam + "@example.com");
}
