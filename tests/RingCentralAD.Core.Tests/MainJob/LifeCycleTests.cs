using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Who comes, changes, goes and comes back, as the hub, the account and the log of requests show it.</summary>
public sealed class LifeCycleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_department_is_one_request_and_nothing_else()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.WriteBackAsync();
        string changes = cycle.Changes;
        cycle.Simulator.RequestLog.Clear();
        company.Change("p003", person => person with { Department = "Legal & Söhne" });
        await cycle.ReplaceAsync(company);
        ImportRecord imported = Assert.Single(await cycle.ImportAsync());
        Assert.Equal((ImportAction.Updated, "department"), (imported.Action, Assert.Single(imported.Changes).Attribute));
        Assert.Equal(OperationKind.Update, Assert.Single(await cycle.ProvisionAsync()).Action);
        await cycle.ImportAccountAsync(numbersOnly: true);
        await cycle.WriteBackAsync();
        RequestEntry write = Assert.Single(cycle.Simulator.RequestLog.Writes);
        Assert.Equal("PUT", write.Method);
        Assert.EndsWith($"/extension/{cycle.ExtensionOf("p003").Id}", write.Path, StringComparison.Ordinal);
        JsonElement body = JsonDocument.Parse(write.Body!).RootElement;
        JsonProperty contact = Assert.Single(body.EnumerateObject());
        JsonProperty department = Assert.Single(contact.Value.EnumerateObject());
        Assert.Equal(("contact", "department", "Legal & Söhne"), (contact.Name, department.Name, department.Value.GetString()));
        Assert.Equal("Legal & Söhne", cycle.ExtensionOf("p003").Contact.Department);
        Assert.Equal(changes, cycle.Changes);
    }

    [Fact]
    public async Task Disabled_and_removed_people_lose_their_account_and_nobody_else_does()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        HubUser disabled = await cycle.UserAsync("p001");
        await cycle.SaveAsync(new Assignment { Id = Ids.New(cycle.Time), UserId = disabled.Id, CreatedAt = cycle.Time.GetUtcNow() });
        company.Change("p001", person => person with { Disabled = true });
        company.Remove("p002");
        company.Team.Remove("p004");
        await cycle.ReplaceAsync(company);
        Assert.Equal(["p001", "p002"], (await cycle.ImportAsync()).Where(record => record.Action == ImportAction.Deactivated).Select(record => record.Email![..4]).Order());
        cycle.Simulator.RequestLog.Clear();
        List<ProvisioningRecord> done = await cycle.ProvisionAsync();
        Assert.Equal(["p001", "p002", "p004"], done.Select(record => record.Email![..4]).Order());
        Assert.All(done, record => Assert.Equal((OperationKind.Deactivate, OperationState.Done), (record.Action, record.State)));
        Assert.Equal(3, cycle.Simulator.RequestLog.Writes.Count);
        foreach (Person person in Company.Of(20).People)
        {
            Assert.Equal(person.Sam is "p001" or "p002" or "p004" ? "Disabled" : "NotActivated", cycle.ExtensionOf(person.Sam).Status);
        }

        Assert.Equal(HubUserStatus.Deactivated, (await cycle.UserAsync("p001")).Status);
        Assert.Equal(HubUserStatus.Deactivated, (await cycle.UserAsync("p002")).Status);
        Assert.Equal(HubUserStatus.Active, (await cycle.UserAsync("p004")).Status);
        Assert.Empty(await cycle.Hub.ListAsync(new Filter<Assignment>().Equal(row => row.UserId, disabled.Id), Stop));
        Assert.Empty(await cycle.ImportAsync());
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task People_who_were_there_before_are_left_alone_by_a_group_that_does_not_name_them()
    {
        Company company = new();
        List<SeedExtension> there = [];
        for (int i = 0; i < 50; i++)
        {
            Person person = new($"q{i:000}");
            company.Add(person, inTeam: false);
            there.Add(new SeedExtension { FirstName = person.First, LastName = person.Last, Email = person.Mail, WithNumber = true });
        }

        company.Add(new Person("p900"));
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 3, Extensions = there });
        await cycle.ImportAsync();
        await cycle.OptionsAsync(options => options with { UpdateUserAttributes = false });
        Assert.Equal(50, (await cycle.ImportAccountAsync()).Count(record => record.Action == ImportAction.Linked));
        await cycle.AssignAsync();
        ProvisioningRecord filled = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationKind.Fill, "p900@example.com"), (filled.Action, filled.Email));
        Assert.All(company.People.Take(50), person => Assert.Equal("Enabled", cycle.ExtensionOf(person.Sam).Status));
        IReadOnlyList<Assignment> direct = await cycle.Hub.ListAsync(new Filter<Assignment>().NotNull(row => row.UserId), Stop);
        Assert.Equal(50, direct.Count(assignment => assignment.Origin == AssignmentOrigin.Import));
    }

    [Fact]
    public async Task Who_comes_back_waits_until_reactivation_is_on()
    {
        Company company = Company.Of(10);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Change("p001", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        company.Change("p001", person => person with { Disabled = false });
        await cycle.ReplaceAsync(company);
        ImportRecord waits = Assert.Single(await cycle.ImportAsync(), record => record.Action == ImportAction.Held);
        Assert.Contains("Enable-HubUser p001@example.com", waits.Remedy, StringComparison.Ordinal);
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Equal((HubUserStatus.Deactivated, "Disabled"), ((await cycle.UserAsync("p001")).Status, cycle.ExtensionOf("p001").Status));

        await cycle.OptionsAsync(options => options with { ReactivateUsers = true });
        Assert.Equal(ImportAction.Reactivated, Assert.Single(await cycle.ImportAsync()).Action);
        ProvisioningRecord back = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationKind.Reactivate, OperationState.Done), (back.Action, back.State));
        Assert.Equal((HubUserStatus.Active, "Enabled"), ((await cycle.UserAsync("p001")).Status, cycle.ExtensionOf("p001").Status));
        Assert.Empty(await cycle.ImportAsync());
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task The_guard_holds_a_mass_disable_until_it_is_accepted()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        Disable(company, 0, 8);
        await cycle.ReplaceAsync(company);
        List<ImportRecord> held = await cycle.ImportAsync();
        Assert.Equal(8, held.Count);
        Assert.All(held, record => Assert.Equal(ImportAction.Held, record.Action));
        Assert.All(held, record => Assert.Contains("-AcceptGuard", record.Remedy, StringComparison.Ordinal));
        Assert.Equal(20, await cycle.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));
        cycle.Simulator.RequestLog.Clear();
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(cycle.Simulator.RequestLog.Writes);

        Assert.Equal(8, (await cycle.ImportAsync(accept: true)).Count(record => record.Action == ImportAction.Deactivated));
        List<ProvisioningRecord> stopped = await cycle.ProvisionAsync();
        Assert.All(stopped, record => Assert.Equal((OperationState.Held, "GuardTripped"), (record.State, record.ErrorId)));
        Assert.Equal(8, stopped.Count);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.All(await cycle.ProvisionAsync(accept: true), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Equal(8, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Status == "Disabled"));
    }

    [Fact]
    public async Task A_directory_that_comes_back_empty_deactivates_nobody_however_few_they_are()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        Person[] people = [.. company.People];
        company.People.Clear();
        company.Team.Clear();
        await cycle.ReplaceAsync(company);
        List<ImportRecord> records = await cycle.ImportAsync();
        Assert.Equal(3, records.Count(record => record.Action == ImportAction.Held));
        Assert.All(await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop), user => Assert.Equal(HubUserStatus.Active, user.Status));
        Assert.DoesNotContain(await cycle.ProvisionAsync(), record => record.State == OperationState.Done);

        foreach (Person person in people)
        {
            company.Add(person);
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task The_guard_counts_over_a_rolling_day()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        Company company = Company.Of(30);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, time: clock);
        Disable(company, 0, 5);
        await cycle.ReplaceAsync(company);
        Assert.Equal(5, (await cycle.ImportAsync()).Count(record => record.Action == ImportAction.Deactivated));
        Assert.Equal(5, (await cycle.ProvisionAsync()).Count(record => record.State == OperationState.Done));

        clock.Advance(TimeSpan.FromHours(2));
        Disable(company, 5, 4);
        await cycle.ReplaceAsync(company);
        Assert.Equal(4, (await cycle.ImportAsync()).Count(record => record.Action == ImportAction.Held));
        Assert.Equal(25, await cycle.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));

        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(4, (await cycle.ImportAsync()).Count(record => record.Action == ImportAction.Deactivated));
        Assert.Equal(4, (await cycle.ProvisionAsync()).Count(record => record.State == OperationState.Done));
        Assert.Equal(9, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Status == "Disabled"));
    }

    [Fact]
    public async Task The_guard_counts_a_pipelines_batches_together()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        Disable(company, 0, 8);
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        HashSet<string>[] batches = [.. company.People.Take(8).Chunk(4).Select(batch => batch.Select(person => cycle.UserAsync(person.Sam).GetAwaiter().GetResult().Id).ToHashSet())];
        List<ProvisioningRecord> records = await cycle.ProvisionAsync(false, false, batches);
        Assert.Equal((4, 4), (records.Count(record => record.State == OperationState.Done), records.Count(record => record.State == OperationState.Held)));
        Assert.Equal(4, cycle.Simulator.State.Account.Extensions.Count(extension => extension.Status == "Disabled"));
    }

    private static void Disable(Company company, int from, int count)
    {
        foreach (string sam in company.People.Skip(from).Take(count).Select(person => person.Sam).ToArray())
        {
            company.Change(sam, person => person with { Disabled = true });
        }
    }
}
