using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>People who were in RingCentral before the hub, and whom no assigned group names.</summary>
public sealed class PeopleBeforeTests
{
    private const int Before = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_linked_people_outside_the_assigned_group_keep_their_accounts_whatever_runs()
    {
        Company company = new();
        List<SeedExtension> there = [];
        for (int i = 0; i < Before; i++)
        {
            Person person = new($"q{i:000}");
            company.Add(person, inTeam: false);
            there.Add(Seed(person));
        }

        company.Add(new Person("p900")).Add(new Person("p901"));
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 3, Extensions = there });
        await cycle.ImportAsync();
        Assert.Equal(Before, (await cycle.ImportAccountAsync()).Count(record => record.Action == ImportAction.Linked));
        await cycle.AssignAsync();
        Simulator.Extension[] before = [.. company.People.Take(Before).Select(person => cycle.ExtensionOf(person.Sam))];

        // The guard is told to let everything through: it is not what protects them.
        Assert.Equal(["p900@example.com", "p901@example.com"], (await cycle.ProvisionAsync(accept: true)).Select(record => record.Email).Order());
        Assert.Equal(2, cycle.Simulator.RequestLog.Writes.Count);
        await cycle.ImportAccountAsync(numbersOnly: true);
        await cycle.WriteBackAsync();
        Assert.All(company.People, person => Assert.Equal(cycle.PhoneOf(cycle.ExtensionOf(person.Sam)), LdifText.Applied(cycle.Changes, "telephoneNumber")[person.Dn]));

        // Again, and after a member has left the group: one account goes, which the group had given.
        await AgainAsync(cycle, 0);
        company.Team.Remove("p900");
        await cycle.ReplaceAsync(company);
        await AgainAsync(cycle, 1);
        Assert.Equal("Disabled", cycle.ExtensionOf("p900").Status);

        // The whole group is no longer assigned: its last member goes.
        HubGroup assigned = await HubGroups.FindAsync(cycle.Hub, Company.Assigned, Stop);
        await cycle.Hub.WriteAsync(transaction => transaction.RemoveAsync(new Filter<Assignment>().Equal(row => row.GroupId, assigned.Id), Stop), null, Stop);
        await AgainAsync(cycle, 1);
        Assert.Equal("Disabled", cycle.ExtensionOf("p901").Status);
        await AgainAsync(cycle, 0);
        Assert.Equal(before, company.People.Take(Before).Select(person => cycle.ExtensionOf(person.Sam)));
    }

    [Fact]
    public async Task Many_are_linked_by_the_list_of_the_account_and_nobody_is_looked_at_alone()
    {
        Company company = Company.Of(Before);
        company.Add(new Person("p900"));
        SeedExtension[] there = [.. company.People.Take(Before).Select(person => Seed(person with { Department = person.Sam == "p007" ? "Ops" : person.Department }))];
        await using Cycle cycle = await Cycle.StartAsync(company.ToLdif(), new SeedRequest { Unassigned = 1, Extensions = there });
        await cycle.ImportAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> planned = await cycle.ProvisionAsync(trial: true);
        List<ProvisioningRecord> records = await cycle.ProvisionAsync();

        Assert.Equal(planned.Select(record => (record.Action, record.Email)).Order(), records.Select(record => (record.Action, record.Email)).Order());
        ProvisioningRecord[] linked = [.. records.Where(record => record.Action == OperationKind.Link)];
        Assert.Equal(Before, linked.Length);
        Assert.All(linked, record => Assert.Equal((OperationState.Done, cycle.ExtensionOf(record.Email!.Split('@')[0]).ExtensionNumber, true), (record.State, record.ExtensionNumber, record.DirectNumber is not null)));
        Assert.Equal(["p900@example.com"], records.Where(record => record.Action == OperationKind.Fill).Select(record => record.Email));
        Assert.Equal("Sales", cycle.ExtensionOf("p007").Contact.Department);

        // Only the extension that is filled is looked at alone.
        Assert.Single(cycle.Simulator.RequestLog.Entries, entry => entry.Operation == "readExtension");
        Assert.Equal(2, cycle.Simulator.RequestLog.Writes.Count);
        await cycle.WriteBackAsync();
        Dictionary<string, string?> written = LdifText.Applied(cycle.Changes, "telephoneNumber");
        Assert.All(company.People, person => Assert.Equal(cycle.PhoneOf(cycle.ExtensionOf(person.Sam)), written[person.Dn]));
        Assert.Empty(await cycle.ProvisionAsync());
    }

    private static SeedExtension Seed(Person person) => new()
    {
        FirstName = person.First,
        LastName = person.Last,
        Email = person.Mail,
        Department = person.Department,
        Address = new PostalAddress { Street = "1 Main Street", City = "Belmont", State = "CA", Zip = "94002", Country = "United States" },
        WithNumber = true,
    };

    /// <summary>All four runs, everything accepted: so many write requests to RingCentral, and nothing written into the directory.</summary>
    private static async Task AgainAsync(Cycle cycle, int writes)
    {
        (string changes, int before) = (cycle.Changes, cycle.Simulator.RequestLog.Writes.Count);
        Assert.DoesNotContain(await cycle.ImportAsync(accept: true), record => record.Action == ImportAction.Deactivated);
        await cycle.ProvisionAsync(accept: true);
        await cycle.ImportAccountAsync();
        await cycle.WriteBackAsync();
        Assert.Equal((changes, writes), (cycle.Changes, cycle.Simulator.RequestLog.Writes.Count - before));
    }
}
