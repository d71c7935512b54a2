using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A value that cannot be taken over: the last good one stays, the person is listed, and nobody's life cycle changes.</summary>
public sealed class BadDataTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sn", null, "lastName", "HubValueMissing", false)]
    [InlineData("sn", null, "lastName", "HubValueMissing", true)]
    [InlineData("mail", "no address", "email", "HubValueRefused", false)]
    [InlineData("mail", "no address", "email", "HubValueRefused", true)]
    [InlineData("mail", "a@b", "email", "HubValueRefused", false)]
    public async Task The_last_good_value_stays_and_the_person_is_listed(string ldap, string? bad, string attribute, string error, bool full)
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 10).Select(i => domain.Person($"p{i:000}"))];
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        await hub.ImportAsync();
        await hub.HoldAsync();
        HubUser before = await hub.UserAsync(people[0]);
        Dictionary<string, string> good = people.ToDictionary(person => person.Key, person => person.Values[ldap]);

        // Most of the company at once: were it a question of life cycle, the guard would stop it.
        foreach (ModelPerson person in people[..8])
        {
            domain.Change(person, one => Set(one, ldap, bad));
        }

        await hub.ImportAsync(new ImportRequest { Full = full });
        Assert.Null(hub.Stopped);
        Assert.Equal(10, await hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));
        HubUser after = await hub.UserAsync(people[0]);
        Assert.Equal((before.Status, before.Profile[attribute], before.Login), (after.Status, after.Profile[attribute], after.Login));
        IReadOnlyList<Problem> problems = [.. (await hub.Hub.ListAsync<Problem>(cancellationToken: Stop)).Where(problem => problem.Attribute == attribute)];
        Assert.Equal(8, problems.Count);
        Assert.All(problems, problem => Assert.Equal((error, true), (problem.ErrorId, problem.Message.EndsWith("The last good value stays.", StringComparison.Ordinal))));
        Assert.All(problems, problem => Assert.NotNull(problem.Remedy));

        // Bad values hide nothing: who is disabled with them goes, who is enabled again comes back.
        await hub.OptionsAsync<ProvisioningOptions>(options => options with { ReactivateUsers = true });
        domain.Change(people[0], person => person.Disabled = true);
        Assert.Contains(await hub.ImportAsync(), record => record.Action == ImportAction.Deactivated);
        domain.Change(people[0], person => person.Disabled = false);
        Assert.Contains(await hub.ImportAsync(), record => record.Action == ImportAction.Reactivated);
        Assert.Equal(before.Profile[attribute], (await hub.UserAsync(people[0])).Profile[attribute]);

        // Mended.
        foreach (ModelPerson person in people[..8])
        {
            domain.Change(person, one => Set(one, ldap, good[one.Key]));
        }

        await hub.ImportAsync();
        Assert.DoesNotContain(await hub.Hub.ListAsync<Problem>(cancellationToken: Stop), problem => problem.Attribute == attribute);
    }

    [Fact]
    public async Task Who_is_new_with_bad_values_waits_and_is_taken_in_when_they_are_mended()
    {
        ModelDomain domain = new();
        ModelPerson person = domain.Person("ann");
        person.Values.Remove("sn");
        await using ModelHub hub = await ModelHub.StartAsync(domain);
        ImportRecord held = Assert.Single(await hub.ImportAsync());
        Assert.Equal(ImportAction.Held, held.Action);
        Assert.Contains("lastName", held.Detail, StringComparison.Ordinal);
        Assert.Empty(await hub.UpdateAsync());
        domain.Change(person, one => one.Values["sn"] = "Archer");
        Assert.Equal(ImportAction.Created, Assert.Single(await hub.UpdateAsync()).Action);
        Assert.Empty(await hub.Hub.ListAsync<Problem>(cancellationToken: Stop));
    }

    private static void Set(ModelPerson person, string attribute, string? value)
    {
        if (value is null)
        {
            person.Values.Remove(attribute);
        }
        else
        {
            person.Values[attribute] = value;
        }
    }
}
