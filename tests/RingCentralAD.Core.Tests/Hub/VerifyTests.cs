using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Import-AdUsers -Verify: what a server forgot to report is found, read and told; what only moved a change number is no alarm.</summary>
public sealed class VerifyTests
{
    private static readonly ImportRequest s_verify = new() { Verify = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_lacks_who_is_too_many_and_who_differs_is_found()
    {
        ModelDomain domain = new();
        await using ModelHub hub = await StartAsync(domain, 12);
        ModelPerson[] people = [.. domain.People];
        await VerifiedAsync(hub, "12 people", lacking: 0, tooMany: 0, different: 0, read: 0);

        // What a server forgot to report.
        long usn = people[1].Usn;
        domain.Delete(people[0]);
        people[0].Usn = 1;
        people[1].Disabled = true;
        people[1].Usn = usn;
        domain.Person("anew").Usn = 1;
        Assert.Empty(await hub.UpdateAsync());
        Assert.Equal(
            [ImportAction.Created, ImportAction.Deactivated, ImportAction.Deactivated],
            (await VerifiedAsync(hub, "12 people", lacking: 1, tooMany: 1, different: 1, read: 1)).Select(record => record.Action).Order());
        Assert.Empty(await VerifiedAsync(hub, "12 people", lacking: 0, tooMany: 0, different: 0, read: 0));
    }

    [Fact]
    public async Task A_missed_change_of_a_value_is_found_by_the_change_number()
    {
        ModelDomain domain = new();
        await using ModelHub hub = await StartAsync(domain, 6);
        ModelPerson person = domain.People.First();
        person.Values["department"] = "Legal";
        person.Usn = 1;
        Assert.Empty(await hub.UpdateAsync());
        ImportRecord found = Assert.Single(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 1, read: 1));
        Assert.Equal((ImportAction.Updated, person.Key, "Legal"), (found.Action, found.Key, (await hub.UserAsync(person)).Department));
        Assert.Empty(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 0, read: 0));
    }

    [Fact]
    public async Task A_number_that_a_logon_or_our_own_write_moved_is_read_once_and_no_alarm()
    {
        ModelDomain domain = new();
        await using ModelHub hub = await StartAsync(domain, 6);
        foreach (ModelPerson person in domain.People)
        {
            person.Usn = 1;
        }

        Assert.Empty(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 0, read: 6));
        Assert.Empty(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 0, read: 0));
    }

    [Fact]
    public async Task An_incremental_import_takes_the_number_along()
    {
        ModelDomain domain = new();
        await using ModelHub hub = await StartAsync(domain, 6);
        domain.Touch(domain.People.First());
        Assert.Empty(await hub.UpdateAsync());
        Assert.Empty(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 0, read: 0));
    }

    [Fact]
    public async Task Numbers_of_another_controller_say_nothing_so_everybody_is_read_once()
    {
        ModelDomain domain = new();
        await using ModelHub hub = await StartAsync(domain, 6);
        ModelPerson person = domain.People.First();
        (person.Values["department"], person.Usn) = ("Legal", 1);
        hub.Source.Controller = "dc2";
        Assert.Equal(person.Key, Assert.Single(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 1, read: 6)).Key);
        Assert.Empty(await VerifiedAsync(hub, "6 people", lacking: 0, tooMany: 0, different: 0, read: 0));
    }

    [Fact]
    public async Task Missed_memberships_and_containers_are_found_and_those_below_get_their_places()
    {
        ModelDomain domain = new();
        ModelContainer unit = domain.Container("Unit", domain.Staff);
        ModelPerson person = domain.Person("a", unit);
        ModelGroup group = domain.Group("Team", person);
        await using ModelHub hub = await StartAsync(domain, 3);
        long usn = unit.Usn;
        domain.Rename(unit, "Renamed");
        unit.Usn = usn;
        group.Members.Add(domain.People.Last());
        Assert.Empty(await hub.UpdateAsync());
        await VerifiedAsync(hub, "4 people", lacking: 0, tooMany: 0, different: 0, read: 0, groups: 1);
        Assert.Equal(2, (await hub.MembersAsync(group)).Count);
        Assert.Equal(person.Dn, (await hub.RowAsync(person)).Place);
    }

    private static async Task<ModelHub> StartAsync(ModelDomain domain, int people)
    {
        for (int i = 0; i < people; i++)
        {
            domain.Person($"p{i:000}");
        }

        ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        return hub;
    }

    private static async Task<List<ImportRecord>> VerifiedAsync(ModelHub hub, string people, int lacking, int tooMany, int different, int read, int groups = 0)
    {
        List<ImportRecord> records = await hub.ImportAsync(s_verify);
        string told = Assert.Single(hub.Told);
        Assert.StartsWith($"example.com: {people} compared by key, container, state and change number: {lacking} lacking in the hub, {tooMany} too many, {different} different ({read} read again); ", told, StringComparison.Ordinal);
        Assert.EndsWith($" groups compared with their members: {groups} different.", told, StringComparison.Ordinal);
        Assert.Equal(await hub.Hub.CountAsync(new Filter<AppUser>().Equal(row => row.State, AppUserState.Present), Stop), hub.Domain.People.Count());
        return records;
    }
}
