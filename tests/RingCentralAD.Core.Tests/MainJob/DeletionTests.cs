using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Deleting: off, later, announced, guarded, and only of what provisioning itself deactivated.</summary>
public sealed class DeletionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_deleted_unless_it_is_switched_on()
    {
        (Cycle cycle, Company _, FakeTimeProvider time) = await WithLeaverAsync(delete: false);
        await using Cycle running = cycle;
        time.Advance(TimeSpan.FromDays(400));
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal("Disabled", cycle.ExtensionOf("p001").Status);
    }

    [Fact]
    public async Task It_is_announced_comes_on_its_day_and_ends_the_link()
    {
        (Cycle cycle, Company company, FakeTimeProvider time) = await WithLeaverAsync();
        await using Cycle running = cycle;
        Simulator.Extension extension = cycle.ExtensionOf("p001");
        string number = cycle.Simulator.State.Account.NumbersOf(extension.Id).Single().Number;
        DateTimeOffset due = time.GetUtcNow().AddDays(30);
        ProvisioningRecord announced = Assert.Single(await cycle.ProvisionAsync(trial: true));
        Assert.Equal((OperationKind.Delete, OperationState.Scheduled), (announced.Action, announced.State));
        Assert.Contains($"Delete due on {due:yyyy-MM-dd}", announced.Reason, StringComparison.Ordinal);
        Assert.Equal(OperationState.Scheduled, Assert.Single(await cycle.ProvisionAsync()).State);
        time.Advance(TimeSpan.FromDays(29));
        cycle.Simulator.RequestLog.Clear();
        Assert.Equal(OperationState.Scheduled, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        time.Advance(TimeSpan.FromDays(2));

        ProvisioningRecord deleted = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationKind.Delete, OperationState.Done), (deleted.Action, deleted.State));
        Assert.Empty(cycle.Simulator.State.Account.FindByEmail("p001@example.com"));
        Assert.Equal("Inventory", cycle.Simulator.State.Account.Numbers.Single(one => one.Number == number).UsageType);
        Assert.Empty(await cycle.ProvisionAsync());
        HubUser user = await cycle.UserAsync("p001");
        Assert.Empty(await cycle.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, user.Id), Stop));

        company.Change("p001", person => person with { Disabled = false });
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await EnableAsync(cycle, "p001");
        ProvisioningRecord back = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationKind.Fill, OperationState.Done), (back.Action, back.State));
        Assert.NotEqual(extension.Id, cycle.ExtensionOf("p001").Id);
    }

    [Fact]
    public async Task Switched_on_late_it_is_announced_for_a_day_at_the_least()
    {
        (Cycle cycle, Company _, FakeTimeProvider time) = await WithLeaverAsync(delete: false);
        await using Cycle running = cycle;
        time.Advance(TimeSpan.FromDays(90));
        await cycle.OptionsAsync(options => options with { DeleteUsers = true });
        Assert.Equal(OperationState.Scheduled, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal(OperationState.Scheduled, Assert.Single(await cycle.ProvisionAsync()).State);
        time.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
    }

    [Fact]
    public async Task Whoever_comes_back_is_not_deleted()
    {
        (Cycle cycle, Company company, FakeTimeProvider time) = await WithLeaverAsync();
        await using Cycle running = cycle;
        await cycle.ProvisionAsync();
        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        company.Change("p001", person => person with { Disabled = false });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await EnableAsync(cycle, "p001");
        time.Advance(TimeSpan.FromDays(60));
        Assert.Equal((OperationKind.Reactivate, OperationState.Done), Single(await cycle.ProvisionAsync()));
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal("Enabled", cycle.ExtensionOf("p001").Status);
    }

    [Fact]
    public async Task What_was_enabled_over_there_meanwhile_is_not_deleted()
    {
        (Cycle cycle, Company _, FakeTimeProvider time) = await WithLeaverAsync();
        await using Cycle running = cycle;
        await cycle.ProvisionAsync();
        time.Advance(TimeSpan.FromDays(31));
        await using ProvisioningRun run = await ProvisioningRun.BeginAsync(cycle.Hub, cycle.Account, false, null, cycle.Time, Stop);
        Plan plan = await run.PlanAsync(null, false, null, Stop);
        cycle.Simulator.State.Account.Update(cycle.ExtensionOf("p001").Id, extension => extension with { Status = "Enabled" });
        ProvisioningRecord record = Assert.Single(await run.ExecuteAsync(plan, null, Stop).ToListAsync(Stop));
        Assert.Equal((OperationKind.Delete, OperationState.Superseded, "RcNotDisabled"), (record.Action, record.State, record.ErrorId));
        Assert.Equal("Enabled", cycle.ExtensionOf("p001").Status);
        await run.EndAsync();
    }

    [Fact]
    public async Task What_others_disabled_is_theirs()
    {
        Company company = Company.Of(6);
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, time: time);
        await cycle.OptionsAsync(options => options with { DeleteUsers = true });
        cycle.Simulator.State.Account.Update(cycle.ExtensionOf("p002").Id, extension => extension with { Status = "Disabled" });
        company.Change("p002", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        Assert.Empty(await cycle.ProvisionAsync());
        time.Advance(TimeSpan.FromDays(100));
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal("Disabled", cycle.ExtensionOf("p002").Status);
    }

    [Fact]
    public async Task The_guard_holds_a_mass_of_them_and_a_word_lets_one_go()
    {
        Company company = Company.Of(20);
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, time: time);
        await cycle.OptionsAsync(options => options with { DeleteUsers = true });
        foreach (Person person in company.People.Take(8).ToArray())
        {
            company.Change(person.Sam, before => before with { Disabled = true });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        await cycle.ProvisionAsync(accept: true);
        await cycle.ProvisionAsync();
        time.Advance(TimeSpan.FromDays(31));
        List<ProvisioningRecord> held = await cycle.ProvisionAsync();
        Assert.Equal(8, held.Count);
        Assert.All(held, record => Assert.Equal((OperationKind.Delete, OperationState.Held, "GuardTripped"), (record.Action, record.State, record.ErrorId)));
        await new HeldOperations(cycle.Hub, cycle.Time).ApproveAsync(held[0].OperationId!, Stop);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal((1, 7), (records.Count(record => record.State == OperationState.Done), records.Count(record => record.State == OperationState.Held)));
        Assert.Equal(7, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Status == "Disabled"));
        Assert.All(await cycle.ProvisionAsync(accept: true), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Single(cycle.Simulator.RequestLog.Writes, write => write.Method == "DELETE" && write.Body!.Split("\"id\"").Length == 8);
    }

    [Theory]
    [InlineData(FaultStage.After)]
    [InlineData(FaultStage.Before)]
    public async Task A_lost_answer_is_settled_by_looking(FaultStage stage)
    {
        (Cycle cycle, Company _, FakeTimeProvider time) = await WithLeaverAsync();
        await using Cycle running = cycle;
        await cycle.ProvisionAsync();
        time.Advance(TimeSpan.FromDays(31));
        cycle.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = stage, Operation = "bulkDeleteUsersV2", Count = 1 });
        OperationState state = Assert.Single(await cycle.ProvisionAsync()).State;
        Assert.Equal(stage == FaultStage.After ? OperationState.Done : OperationState.Superseded, state);
        List<ProvisioningRecord> next = await cycle.ProvisionAsync();
        if (stage == FaultStage.Before)
        {
            // Announced before, so it is due at once in the next plan too.
            time.Advance(TimeSpan.FromDays(2));
            next.AddRange(await cycle.ProvisionAsync());
        }

        Assert.Equal(stage == FaultStage.After ? 0 : 1, next.Count(record => record.State == OperationState.Done));
        Assert.Empty(cycle.Simulator.State.Account.FindByEmail("p001@example.com"));
    }

    private static (OperationKind, OperationState) Single(List<ProvisioningRecord> records) => (Assert.Single(records).Action, records[0].State);

    private static async Task<(Cycle Cycle, Company Company, FakeTimeProvider Time)> WithLeaverAsync(bool delete = true)
    {
        Company company = Company.Of(6);
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        Cycle cycle = await Cycle.ProvisionedAsync(company, time: time);
        await cycle.OptionsAsync(options => options with { DeleteUsers = delete });
        company.Change("p001", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        Assert.Equal((OperationKind.Deactivate, OperationState.Done), Single(await cycle.ProvisionAsync()));
        return (cycle, company, time);
    }

    private static async Task EnableAsync(Cycle cycle, string sam)
    {
        HubUser user = await cycle.UserAsync(sam);
        await cycle.SaveAsync(user with { Status = HubUserStatus.Active, DeactivatedBy = null });
        await cycle.SaveAsync(new TouchedMark(Ids.RingCentral, user.Id, Ids.New(cycle.Time)));
    }
}
