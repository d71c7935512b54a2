using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>A person explained: values with all their candidates, and why there is an account, none, or no longer one.</summary>
public sealed class HubUserTracerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_value_says_who_gave_it_and_what_became_of_the_others()
    {
        Company company = Company.Of(3);
        company.Change("p001", person => person with { Mobile = null });
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        string directory = (await cycle.EntryAsync()).Name;
        HubUserEdit edit = await HubUserEdit.LoadAsync(cycle.Hub, cycle.Time, Stop);
        await edit.SaveAsync(await cycle.UserAsync("p001"), edit.Fit([new("nickName", "Zo")]), Stop);
        HubUserTrace trace = await TraceAsync(cycle, "p001");
        HubUser user = await cycle.UserAsync("p001");

        // Every value of the profile is explained, and the explanation gives the very value.
        Assert.All(trace.Values, value => Assert.Equal(user.Profile[value.Attribute], value.Value));
        Assert.Equal(user.Profile.Keys.Order(StringComparer.Ordinal), trace.Values.Where(value => value.Value is not null).Select(value => value.Attribute).Order(StringComparer.Ordinal));

        ValueTrace first = Of(trace, "firstName");
        Assert.Equal(directory, first.From);
        Assert.Equal([(directory, CandidateOutcome.Won, "appuser.firstName"), (Ids.RingCentral, CandidateOutcome.PassedOver, "appuser.firstName")], first.Candidates.Select(candidate => (candidate.System, candidate.Outcome, candidate.Expression)));
        Assert.Contains("profile masters", first.Why, StringComparison.Ordinal);

        ValueTrace phone = Of(trace, "primaryPhone");
        Assert.Equal((Ids.RingCentral, cycle.PhoneOf(cycle.ExtensionOf("p001"))), (phone.From, (string?)phone.Value));
        Assert.Contains("attribute's own masters", phone.Why, StringComparison.Ordinal);
        Assert.Equal((Ids.Hub, "set by hand; no system masters it for this person"), (Of(trace, "nickName").From, Of(trace, "nickName").Why));
        Assert.Equal((null, CandidateOutcome.GaveWay), (Of(trace, "mobilePhone").From, Of(trace, "mobilePhone").Candidates[0].Outcome));
    }

    [Fact]
    public async Task A_value_that_is_refused_says_that_the_last_good_one_stays()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        company.Change("p001", person => person with { Mail = "not a mail address" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        HubUserTrace trace = await TraceAsync(cycle, "p001");
        ValueTrace mail = Of(trace, "email");
        Assert.Equal("p001@example.com", mail.Value);
        Assert.Equal(CandidateOutcome.Stays, mail.Candidates[0].Outcome);
        Assert.Contains("is no mail address", mail.Why, StringComparison.Ordinal);
        Assert.Contains(trace.Problems, problem => problem.Attribute == "email");
    }

    [Fact]
    public async Task The_way_of_a_person_from_nothing_to_an_account_and_out_of_it()
    {
        Company company = Company.Of(10);
        company.Team.Remove("p001");
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 12 });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        HubUserTrace never = await TraceAsync(cycle, "p001");
        Assert.Equal((RingCentralStanding.None, 0), (never.Standing, never.Assignments.Count));
        Assert.Contains(never.RingCentral, line => line.Contains("never assigned", StringComparison.Ordinal));

        HubUserTrace awaiting = await TraceAsync(cycle, "p002");
        Assert.Equal((RingCentralStanding.Awaiting, Company.Assigned), (awaiting.Standing, Assert.Single(awaiting.Assignments).By));
        Assert.Contains(Company.Assigned, awaiting.Groups);
        Assert.Contains(awaiting.RingCentral, line => line.Contains("links the account of this mail address, or makes one", StringComparison.Ordinal));

        await cycle.OptionsAsync(options => options with { CreateUsers = false });
        Assert.Contains((await TraceAsync(cycle, "p002")).RingCentral, line => line.Contains("Create Users is switched off", StringComparison.Ordinal) && line.Contains("Set-RcProvisioningOption -CreateUsers $true", StringComparison.Ordinal));
        await cycle.OptionsAsync(options => options with { CreateUsers = true });
        await cycle.ProvisionAsync();
        HubUserTrace has = await TraceAsync(cycle, "p002");
        Assert.Equal(RingCentralStanding.Has, has.Standing);
        Assert.Contains(has.RingCentral, line => line.Contains(cycle.ExtensionOf("p002").ExtensionNumber!, StringComparison.Ordinal));
        Assert.Contains(has.RingCentral, line => line == "The next provisioning has nothing to do.");
        Assert.Equal(OperationKind.Fill, has.Done[^1].Kind);
        Assert.Equal([true, false], has.Links.Select(link => link.OwnsLifeCycle));

        company.Team.Remove("p002");
        company.Change("p003", person => person with { Disabled = true });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();
        HubUserTrace losing = await TraceAsync(cycle, "p003");
        Assert.Equal((RingCentralStanding.Losing, HubUserStatus.Deactivated), (losing.Standing, losing.Status));
        Assert.Contains(losing.LifeCycle, line => line.Contains("entry is disabled", StringComparison.Ordinal));
        Assert.Contains(losing.RingCentral, line => line.Contains("deactivates the account: deactivated in the hub", StringComparison.Ordinal));

        await cycle.ProvisionAsync();
        HubUserTrace lost = await TraceAsync(cycle, "p002");
        Assert.Equal((RingCentralStanding.Lost, HubUserStatus.Active), (lost.Standing, lost.Status));
        Assert.Contains(lost.RingCentral, line => line.Contains("is disabled", StringComparison.Ordinal));
        Assert.Contains(lost.RingCentral, line => line.Contains("no longer assigned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hold_says_who_when_and_why()
    {
        await using Cycle cycle = await Cycle.ProvisionedAsync(Company.Of(3));
        await new HubUserStatusChange(cycle.Hub, cycle.Time).DisableAsync(await cycle.UserAsync("p001"), "ada", "left today", Stop);
        HubUserTrace trace = await TraceAsync(cycle, "p001");
        Assert.Contains("left today", trace.Hold, StringComparison.Ordinal);
        Assert.Contains("ada", trace.LifeCycle[0], StringComparison.Ordinal);
        Assert.Contains("Enable-HubUser", trace.LifeCycle[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_and_what_RingCentral_no_longer_has_is_told()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        foreach (Person person in company.People.Take(8).ToArray())
        {
            company.Change(person.Sam, old => old with { Disabled = true });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        await cycle.ProvisionAsync();
        HubUserTrace held = await TraceAsync(cycle, "p001");
        Assert.Equal(OperationState.Held, Assert.Single(held.Open).State);
        Assert.Contains(held.RingCentral, line => line.Contains("Deactivate is Held", StringComparison.Ordinal) && line.Contains("guard", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_extension_that_was_set_up_by_hand_is_told_as_the_plan_tells_it()
    {
        Company company = Company.Of(3);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        string number = cycle.ExtensionOf("p001").ExtensionNumber!;
        await cycle.Hub.WriteAsync(transaction => transaction.SetAsync(new ExclusionRules { Numbers = [number] }, Stop), null, Stop);
        company.Change("p001", person => person with { Department = "Elsewhere" });
        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync();

        HubUserTrace trace = await TraceAsync(cycle, "p001");
        ProvisioningRecord planned = Assert.Single(await cycle.ProvisionAsync());
        Assert.Equal((OperationState.Blocked, "RcExtensionExcluded"), (planned.State, planned.ErrorId));
        Assert.Contains($"It waits: {planned.Reason} {planned.Remedy}", trace.RingCentral);
        Assert.DoesNotContain(trace.RingCentral, line => line.StartsWith("The next provisioning", StringComparison.Ordinal));
        Assert.Contains($"its number is in '{number}'", planned.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_a_person_refused_to_deactivate_is_not_said_to_be_next()
    {
        Company company = Company.Of(20);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        foreach (Person person in company.People.Take(8).ToArray())
        {
            company.Change(person.Sam, old => old with { Disabled = true });
        }

        await cycle.ReplaceAsync(company);
        await cycle.ImportAsync(accept: true);
        await cycle.ProvisionAsync();
        await new HeldOperations(cycle.Hub, cycle.Time).DenyAsync(Assert.Single((await TraceAsync(cycle, "p001")).Open).Id, Stop);

        HubUserTrace refused = await TraceAsync(cycle, "p001");
        Assert.Contains(refused.RingCentral, line => line.StartsWith("Deactivate is Denied: Refused by", StringComparison.Ordinal));
        Assert.DoesNotContain(refused.RingCentral, line => line.StartsWith("The next provisioning deactivates", StringComparison.Ordinal));
    }

    private static async Task<HubUserTrace> TraceAsync(Cycle cycle, string sam)
    {
        string before = HubDump.Of(cycle.HubPath);
        HubUser user = (await cycle.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Single(user => user.LastName == $"Family{sam}");
        HubUserTrace trace = await (await HubUserTracer.LoadAsync(cycle.Hub, cycle.Time, Stop)).TraceAsync(user, Stop);
        Assert.Equal(before, HubDump.Of(cycle.HubPath));
        return trace;
    }

    private static ValueTrace Of(HubUserTrace trace, string attribute) => trace.Values.Single(value => value.Attribute == attribute);
}
