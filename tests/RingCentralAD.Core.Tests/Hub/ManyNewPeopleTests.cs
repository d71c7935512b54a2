using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>More new people than one batch holds, all namesakes of one another: each of those who were there before is found.</summary>
public sealed class ManyNewPeopleTests
{
    private const int People = 2300;

    [Fact]
    public async Task Whoever_was_there_before_is_found_among_thousands_of_namesakes()
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, People).Select(i => domain.Person($"p{i}"))];
        foreach (ModelPerson person in people)
        {
            domain.Change(person, same =>
            {
                same.Values["givenName"] = "Pat";
                same.Values["sn"] = "Same";
            });
        }

        await using ModelHub hub = await ModelHub.StartAsync(domain);
        (int Number, string Login, string Mail, string Name)[] before =
        [
            (3, "by.name@elsewhere.example", "p3@elsewhere.example", "Same"),
            (1200, "p1200@example.com", "other@elsewhere.example", "Quite Different"),
            (2222, "again@elsewhere.example", "p2222@elsewhere.example", "Same"),
        ];
        foreach ((int number, string login, string mail, string name) in before)
        {
            await hub.SaveAsync(new HubUser
            {
                Id = $"before-{number}",
                Status = HubUserStatus.Active,
                Profile = new AttributeSet([new("login", login), new("email", mail), new("firstName", "Pat"), new("lastName", name)]),
            });
        }

        List<ImportRecord> records = await hub.ImportAsync();
        Assert.Equal(
            before.Select(person => (people[person.Number].Key, (string?)$"before-{person.Number}")),
            records.Where(record => record.Action == ImportAction.Linked).Select(record => (record.Key, record.HubUserId)).OrderBy(pair => pair.HubUserId!.Length).ThenBy(pair => pair.HubUserId, StringComparer.Ordinal));
        Assert.Equal(People - before.Length, records.Count(record => record.Action == ImportAction.Created));
        Assert.Empty(await hub.UpdateAsync());
    }
}
