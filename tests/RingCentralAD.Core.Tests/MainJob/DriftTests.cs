using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>What somebody changes in RingCentral's portal: listed, put back once, and then left to a person's word.</summary>
public sealed class DriftTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_value_is_put_back_once_and_then_waits_for_a_word()
    {
        await using Cycle cycle = await Cycle.ProvisionedAsync(Company.Of(4));
        Assert.Empty(await CompareAsync(cycle));
        Edit(cycle, "p001", contact => contact with { Department = "Mine" });
        AccountDrift drift = Assert.Single(await CompareAsync(cycle));
        Assert.Equal((DriftKind.Value, "department", "Sales", "Mine", "Hub", "p001@example.com"), (drift.Kind, drift.Attribute, drift.HubValue, drift.AccountValue, drift.LastWinner, drift.Login));
        Assert.NotNull(drift.LastWonAt);

        ProvisioningRecord back = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationKind.Update, OperationState.Done), (back.Action, back.State));
        Assert.Equal("changed on the RingCentral side and put back: department was 'Mine' there", back.Reason);
        Assert.Equal("Sales", cycle.ExtensionOf("p001").Contact.Department);

        Edit(cycle, "p001", contact => contact with { Department = "Mine again", Company = "Other" });
        cycle.Simulator.RequestLog.Clear();
        for (int run = 0; run < 2; run++)
        {
            Assert.Empty(await cycle.ProvisionAsync());
            Assert.Empty(cycle.Simulator.RequestLog.Writes);
            Core.Model.Problem problem = Assert.Single(await ProblemsAsync(cycle));
            Assert.Equal(("RcDrift", "contact.department"), (problem.ErrorId, problem.Attribute));
            Assert.Contains("'Mine again' in RingCentral again", problem.Message, StringComparison.Ordinal);
        }

        drift = Assert.Single(await CompareAsync(cycle));
        Assert.Contains("waits for a word", drift.Detail, StringComparison.Ordinal);
        await DriftWords.SayAsync(cycle.Hub, [drift], DriftAnswer.Push, cycle.Time, null, Stop);
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal("Sales", cycle.ExtensionOf("p001").Contact.Department);
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(await ProblemsAsync(cycle));
        Assert.Empty(await cycle.Hub.ListAsync<DriftChoice>(cancellationToken: Stop));
    }

    [Fact]
    public async Task A_change_of_the_hub_is_no_drift_and_goes_through_beside_what_waits()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        for (int change = 0; change < 2; change++)
        {
            Edit(cycle, "p001", contact => contact with { Department = "Mine" });
            await cycle.ProvisionAsync();
        }

        company.Change("p001", person => person with { State = "CO" });
        company.Change("p002", person => person with { Department = "Legal" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("department", Assert.Single(await CompareAsync(cycle)).Attribute);
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Done, record.State));
        Assert.Equal(("Mine", "CO"), (cycle.ExtensionOf("p001").Contact.Department, cycle.ExtensionOf("p001").Contact.BusinessAddress!.State));
        Assert.Equal("Legal", cycle.ExtensionOf("p002").Contact.Department);

        // What waits ends when the hub itself changes the value.
        company.Change("p001", person => person with { Department = "Board" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal(OperationState.Done, Assert.Single(await cycle.ProvisionAsync()).State);
        Assert.Equal("Board", cycle.ExtensionOf("p001").Contact.Department);
        Assert.Empty(await CompareAsync(cycle));
    }

    [Fact]
    public async Task What_is_left_alone_stays_so_until_one_side_changes()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        Edit(cycle, "p001", contact => contact with { Department = "Mine", BusinessAddress = contact.BusinessAddress! with { City = "Elsewhere" } });
        AccountDrift[] drifts = [.. await CompareAsync(cycle)];
        Assert.Equal(["city", "department"], drifts.Select(drift => drift.Attribute).Order());
        await DriftWords.SayAsync(cycle.Hub, drifts, DriftAnswer.Leave, cycle.Time, null, Stop);
        cycle.Simulator.RequestLog.Clear();
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.All(await CompareAsync(cycle), drift => Assert.Equal(DriftAnswer.Leave, drift.Choice));
        Assert.Empty(await ProblemsAsync(cycle));

        // Another value of the address: what is left alone goes along as it is there, since the address goes as one.
        company.Change("p001", person => person with { State = "CO" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        Assert.Equal("state", Assert.Single(Assert.Single(await cycle.ProvisionAsync()).Changes).Attribute);
        Assert.Equal(("Elsewhere", "CO"), (cycle.ExtensionOf("p001").Contact.BusinessAddress!.City, cycle.ExtensionOf("p001").Contact.BusinessAddress!.State));

        // One side changes: the word has come to its end.
        Edit(cycle, "p001", contact => contact with { Department = "Mine too" });
        Assert.Equal("department", Assert.Single(Assert.Single(await cycle.ProvisionAsync()).Changes).Attribute);
        Assert.Equal("Sales", cycle.ExtensionOf("p001").Contact.Department);
        Assert.Equal("city", Assert.Single(await cycle.Hub.ListAsync<DriftChoice>(cancellationToken: Stop)).Attribute);
    }

    [Fact]
    public async Task A_value_is_taken_over_where_no_system_masters_it_and_refused_by_name_elsewhere()
    {
        Company company = Company.Of(2);
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 5 });
        await cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "jobTitle", Expression = "user.title" });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        HubUser ann = await cycle.UserAsync("p001");
        await cycle.SaveAsync(ann with { LocalValues = ann.LocalValues.With([new("title", "Clerk")]), Profile = ann.Profile.With([new("title", "Clerk")]) });
        await cycle.ProvisionAsync();
        Assert.Equal("Clerk", cycle.ExtensionOf("p001").Contact.JobTitle);
        Edit(cycle, "p001", contact => contact with { Department = "Mine", JobTitle = "Director" });
        AccountDrift[] drifts = [.. await CompareAsync(cycle)];
        TakeOver takeOver = await TakeOver.LoadAsync(cycle.Hub, new AccountDictionaries([], []), cycle.Time, Stop);
        RingCentralAdException mastered = await Assert.ThrowsAsync<RingCentralAdException>(() => takeOver.ApplyAsync(drifts.Single(drift => drift.Attribute == "department"), cycle.Account, Stop));
        Assert.Equal("DriftMastered", mastered.ErrorId);
        Assert.Contains("user.department is mastered by the directory", mastered.Message, StringComparison.Ordinal);
        Assert.StartsWith("the directory", drifts.Single(drift => drift.Attribute == "department").MasteredBy, StringComparison.Ordinal);
        AccountDrift title = drifts.Single(drift => drift.Attribute == "jobTitle");
        Assert.Null(title.MasteredBy);
        await takeOver.ApplyAsync(title, cycle.Account, Stop);
        Assert.Equal("Director", (await cycle.UserAsync("p001")).Profile.Text("title"));
        Assert.Equal("department", Assert.Single(Assert.Single(await cycle.ProvisionAsync()).Changes).Attribute);
        Assert.Equal("Director", cycle.ExtensionOf("p001").Contact.JobTitle);
        await cycle.ImportAsync();
        Assert.Equal("Director", (await cycle.UserAsync("p001")).Profile.Text("title"));

        // Changed there once more: the account won last.
        Edit(cycle, "p001", contact => contact with { JobTitle = "Chair" });
        title = Assert.Single(await CompareAsync(cycle));
        Assert.Equal(("RingCentral", "Director", "Chair"), (title.LastWinner, title.HubValue, title.AccountValue));
        Edit(cycle, "p001", contact => contact with { JobTitle = "President" });
        Assert.Equal("DriftChanged", (await Assert.ThrowsAsync<RingCentralAdException>(() => takeOver.ApplyAsync(title, cycle.Account, Stop))).ErrorId);
    }

    [Fact]
    public async Task Extensions_disabled_enabled_gone_renumbered_of_another_type_unknown_and_doubled_are_listed()
    {
        Company company = Company.Of(8);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Change("p007", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        Account account = cycle.Simulator.State.Account;
        account.Update(cycle.ExtensionOf("p000").Id, extension => extension with { Status = "Disabled" });
        account.Update(cycle.ExtensionOf("p007").Id, extension => extension with { Status = "Enabled" });
        account.Update(cycle.ExtensionOf("p001").Id, extension => extension with { ExtensionNumber = "899" });
        account.Update(cycle.ExtensionOf("p002").Id, extension => extension with { Type = "Limited" });
        account.Update(cycle.ExtensionOf("p004").Id, extension => extension with { Type = "VirtualUser" });
        ExtensionRemoval.V2(account, cycle.ExtensionOf("p003"), keepAssets: true);
        Simulator.Extension stranger = account.Extensions.First(extension => extension.Status == "Unassigned");
        account.Update(stranger.Id, extension => extension with { Status = "Enabled", ExtensionNumber = "877", Contact = new Contact { FirstName = "Some", LastName = "Body", Email = "p005@example.com" } });
        string before = HubDump.Of(cycle.HubPath);
        cycle.Simulator.RequestLog.Clear();

        List<AccountDrift> drifts = await CompareAsync(cycle);

        Assert.Equal(before, HubDump.Of(cycle.HubPath));
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.Equal(("Enabled", "Disabled"), Of(DriftKind.Status, "p000"));
        Assert.Equal(("Disabled", "Enabled"), Of(DriftKind.Status, "p007"));
        Assert.Equal("899", Of(DriftKind.Number, "p001").There);
        Assert.Equal(("User", "VirtualUser"), Of(DriftKind.Type, "p004"));
        Assert.Equal(["p002@example.com", "p003@example.com"], drifts.Where(drift => drift.Kind == DriftKind.Gone).Select(drift => drift.Login).Order());
        Assert.Equal("Some Body", Assert.Single(drifts, drift => drift.Kind == DriftKind.Unknown).Person);
        Assert.Equal("p005@example.com", Assert.Single(drifts, drift => drift.Kind == DriftKind.DuplicateMail).Email);
        Assert.Equal(8, drifts.Count);

        (string? Hub, string? There) Of(DriftKind kind, string sam)
        {
            AccountDrift drift = Assert.Single(drifts, drift => drift.Kind == kind && drift.Login == sam + "@example.com");
            return (drift.HubValue, drift.AccountValue);
        }
    }

    [Fact]
    public async Task A_status_changed_by_hand_is_put_back_once_and_then_waits()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Change("p001", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        for (int hand = 0; hand < 2; hand++)
        {
            cycle.Simulator.State.Account.Update(cycle.ExtensionOf("p001").Id, extension => extension with { Status = "Enabled" });
            ProvisioningRecord record = Assert.Single(await cycle.ProvisionAsync());
            Assert.Equal(hand == 0 ? OperationState.Done : OperationState.Blocked, record.State);
            Assert.Equal(hand == 0 ? null : "RcDrift", record.ErrorId);
        }

        Assert.Equal("Enabled", cycle.ExtensionOf("p001").Status);
        await DriftWords.SayAsync(cycle.Hub, [Assert.Single(await CompareAsync(cycle))], DriftAnswer.Leave, cycle.Time, null, Stop);
        Assert.Empty(await cycle.ProvisionAsync());
    }

    [Fact]
    public async Task An_extension_that_became_somebody_elses_is_not_renamed_back()
    {
        await using Cycle cycle = await Cycle.ProvisionedAsync(Company.Of(3));
        Edit(cycle, "p001", contact => contact with { FirstName = "New", LastName = "Person", Email = "new.person@example.com" });
        cycle.Simulator.RequestLog.Clear();
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        IReadOnlyList<Core.Model.Problem> problems = await ProblemsAsync(cycle);
        Assert.Equal(["contact.email", "contact.firstName", "contact.lastName"], problems.Select(problem => problem.Attribute).Order());
        Assert.All(problems, problem => Assert.Contains("another person", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_extension_emptied_in_the_portal_ends_the_link_and_goes_to_nobody_without_a_word()
    {
        Company company = Company.Of(7);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company, new SeedRequest { Unassigned = 7 });
        long emptied = cycle.ExtensionOf("p001").Id;
        cycle.Simulator.State.Account.Update(emptied, extension => extension with { Status = "Unassigned", ExtensionNumber = null, Contact = new Contact() });
        company.Add(new Person("p900"));
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();
        Assert.Equal(("RcExtensionGone", OperationState.Held), (records.Single(record => record.Login == "p001@example.com").ErrorId, records.Single(record => record.Login == "p001@example.com").State));
        Assert.Equal("RcNoUnassigned", records.Single(record => record.Login == "p900@example.com").ErrorId);
        Assert.Equal("Unassigned", cycle.Simulator.State.Account.Find(emptied)!.Status);

        HeldOperations held = new(cycle.Hub, cycle.Time);
        await held.ApproveAsync(records.Single(record => record.Login == "p001@example.com").OperationId!, Stop);
        Assert.Contains(await cycle.ProvisionAsync(), record => record is { Action: OperationKind.Fill, State: OperationState.Done });
        Assert.NotEqual("Unassigned", cycle.Simulator.State.Account.Find(emptied)!.Status);
    }

    [Fact]
    public async Task A_list_that_leaves_out_addresses_and_departments_empties_nothing()
    {
        Company company = Company.Of(4);
        company.Change("p001", person => person with { Mobile = "+14155550142" });
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 6 });
        cycle.Simulator.Options.Behaviour.FullContactInList = false;
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        await cycle.ProvisionAsync();
        cycle.Simulator.RequestLog.Clear();
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(await cycle.ProvisionAsync());
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        company.Change("p002", person => person with { Department = "Legal" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        await cycle.ProvisionAsync();
        Assert.Single(cycle.Simulator.RequestLog.Writes);

        // The list does not show the change; reading each extension does.
        Edit(cycle, "p003", contact => contact with { Department = "Mine" });
        Assert.Empty(await CompareAsync(cycle));
        Assert.Equal(("department", "Mine"), (Assert.Single(await CompareAsync(cycle, whole: true)).Attribute, Assert.Single(await CompareAsync(cycle, whole: true)).AccountValue));
    }

    private static void Edit(Cycle cycle, string sam, Func<Contact, Contact> change) =>
        cycle.Simulator.State.Account.Update(cycle.ExtensionOf(sam).Id, extension => extension with { Contact = change(extension.Contact) });

    private static async Task<List<AccountDrift>> CompareAsync(Cycle cycle, bool whole = false)
    {
        await using IHubStore trial = await cycle.Hub.BeginTrialAsync(Stop);
        return await new AccountComparison(cycle.Hub, trial, cycle.Account, cycle.Time).RunAsync(null, whole, null, Stop).ToListAsync(Stop);
    }

    private static Task<IReadOnlyList<Core.Model.Problem>> ProblemsAsync(Cycle cycle) =>
        cycle.Hub.ListAsync(new Filter<Core.Model.Problem>().Equal(row => row.Stage, RunKind.Provisioning), Stop);
}
