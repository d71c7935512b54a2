using System.Globalization;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>Holds hub, account and directory to the model.</summary>
internal sealed class WholeCheck(WholeSystem system, WholeModel model)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>After an import: who is in the hub, with which values and status, who waits, who is in which group and is assigned directly.</summary>
    public async Task HubAsync()
    {
        IReadOnlyList<AppUser> entries = await system.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, WholeSystem.DirectoryId), Stop);
        ILookup<string, string?> owners = entries.ToLookup(row => row.Key, row => row.UserId);
        foreach (ExpectedPerson person in model.People)
        {
            string? id = owners[person.Entry.Key].SingleOrDefault();
            person.Id ??= id;
            Assert.True(id is not null && id == person.Id, $"{person.Entry} is {id ?? "nobody"} in the hub, not {person.Id}");
        }

        Assert.Distinct(model.People.Select(person => person.Id));
        Same("people", model.People.Select(Text), (await system.Hub.ListAsync<HubUser>(cancellationToken: Stop)).Select(Text));
        Same("entries of people", model.People.Select(person => $"{person.Entry.Key} {person.Id}"), entries.Where(row => row.UserId is not null).Select(row => $"{row.Key} {row.UserId}"));
        Same("waiting", model.Waiting.Select(entry => entry.Key), (await system.Hub.ListAsync<ImportMatch>(cancellationToken: Stop)).Where(match => match.SystemId == WholeSystem.DirectoryId).Select(match => match.Key));
        await WordsAsync();
    }

    /// <summary>After provisioning: each person's one extension, in the account as RingCentral has it and in the hub; nobody else's touched.</summary>
    public async Task AccountAsync()
    {
        Simulator.Extension[] all = [.. system.State.Extensions.Where(extension => extension.Id != system.State.Id)];
        Same(
            "extensions",
            [.. model.People.Where(person => person.Line is not null).Select(person => $"{person.Line!.Id} {person.Line}"), .. model.Strangers.Select(stranger => $"{stranger.Id} {stranger}")],
            all.Where(extension => extension.Status != "Unassigned").Select(extension => $"{extension.Id} {ExpectedLine.Of(extension)}"));
        Assert.DoesNotContain(all, extension => extension.Status == "Unassigned" && (extension.Contact.Email is not null || extension.ExtensionNumber is not null));
        Same(
            "links",
            model.People.Where(person => person.Line is not null).Select(person => $"{person.Line!.Id} {person.Id} {person.Line.Status}"),
            (await LinkedAsync()).Select(row => $"{row.Key} {row.UserId} {row.Attributes.Text("status")}"));
        Assert.Empty(await system.Hub.ListAsync(new Filter<Core.Model.Operation>().In(row => row.State, [OperationState.Sent, OperationState.Unknown, OperationState.Planned]), Stop));
        await WordsAsync();
    }

    /// <summary>After the read-back: each person's numbers in the hub. While one is on its way the hub shows what it made of the last final one.</summary>
    public async Task NumbersAsync()
    {
        Dictionary<string, HubUser> users = (await system.Hub.ListAsync<HubUser>(cancellationToken: Stop)).ToDictionary(user => user.Id);
        ExpectedPerson[] final = [.. model.People.Where(person => person.Line is null || system.FinalNumberOf(person.Line.Id) is not null)];
        Same("phones", final.Select(person => $"{person.Id} {person.Phone}"), final.Select(person => $"{person.Id} {users[person.Id!].PrimaryPhone}"));
        Same(
            "numbers",
            model.People.Where(person => person.Line is not null).Select(person => system.FinalNumberOf(person.Line!.Id) is { } numbers ? $"{person.Id} {numbers.Number} {numbers.Extension}" : $"{person.Id} none"),
            (await LinkedAsync()).Select(row => row.Attributes.Text("directNumber") is { } number ? $"{row.UserId} {number} {row.Attributes.Text("extensionNumber")}" : $"{row.UserId} none"));
    }

    /// <summary>After the write-back: the attribute of everybody in the directory.</summary>
    public void Directory() => Same(
        "directory",
        system.Domain.People.Select(entry => $"{entry} {model.Phones.GetValueOrDefault(entry)}"),
        system.Domain.People.Select(entry => $"{entry} {entry.Values.GetValueOrDefault("telephoneNumber")}"));

    /// <summary>After an import that a guard stopped: nobody is less than before.</summary>
    public async Task NothingTakenAsync()
    {
        HashSet<string?> active = [.. model.People.Where(person => person.Active).Select(person => person.Id)];
        Assert.DoesNotContain(await system.Hub.ListAsync<HubUser>(cancellationToken: Stop), user => active.Contains(user.Id) && user.Status != HubUserStatus.Active);
    }

    public static void Same(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        string[] wanted = [.. expected.Order(StringComparer.Ordinal)];
        string[] found = [.. actual.Order(StringComparer.Ordinal)];
        Assert.True(wanted.SequenceEqual(found), $"{what}\nexpected: {string.Join("\n  ", wanted.Except(found))}\nfound: {string.Join("\n  ", found.Except(wanted))}\n({wanted.Length}, {found.Length})");
    }

    /// <summary>What was said by hand: holds, direct assignments, members of the hub's own group.</summary>
    private async Task WordsAsync()
    {
        Same(
            "direct assignments",
            model.People.Where(person => person.Direct).Select(person => person.Id!),
            (await system.Hub.ListAsync(new Filter<Assignment>().NotNull(row => row.UserId), Stop)).Select(row => row.UserId!));
        Same("pilots", model.People.Where(person => person.Pilot).Select(person => person.Id!), (await system.Hub.ListAsync<LocalMember>(cancellationToken: Stop)).Select(row => row.UserId));
    }

    private async Task<IEnumerable<AppUser>> LinkedAsync() =>
        (await system.Hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral), Stop)).Where(row => row.UserId is not null);

    private string Text(ExpectedPerson person) => string.Create(CultureInfo.InvariantCulture, $"""
        {person.Id} active {person.Active} held {person.Held}: {string.Join(" | ", ((string?[])[
            person.Seen["givenName"], person.Family, person.Mail, person.Mail, person.Seen.GetValueOrDefault("mobile"), model.Rules.Department(person.Seen["department"]),
            person.Seen["streetAddress"], person.Seen["l"], person.Seen["st"], person.Seen["postalCode"], person.Seen["c"]]))}
        """);

    private static string Text(HubUser user) => string.Create(CultureInfo.InvariantCulture, $"""
        {user.Id} active {user.Status == HubUserStatus.Active} held {user.Hold is not null}: {string.Join(" | ", ((string[])[
            "firstName", "lastName", "email", "login", "mobilePhone", "department", "streetAddress", "city", "state", "zipCode", "countryCode"]).Select(name => user.Profile.Text(name)))}
        """);
}
