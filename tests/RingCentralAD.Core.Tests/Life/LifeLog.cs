using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;
using Xunit;

namespace RingCentralAD.Core.Tests.Life;

/// <summary>
/// The test's own account of a life, written apart from the product: what a hub holds of the domain after a complete import, who became whom,
/// since when (to the hour: an interrupted import may have done it before), who is deactivated and why, who waits for a word.
/// </summary>
internal sealed class LifeLog(ModelDomain domain, LifeScope scope, Func<ModelEntry, string> keyOf)
{
    private readonly List<Known> _users = [];
    private readonly HashSet<ModelPerson> _waiting = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Takes the domain's state over: this is what the import that is next will see.</summary>
    public void Advance(DateTimeOffset now)
    {
        foreach (Known user in _users.Where(user => !user.Entry.Deleted))
        {
            user.Take(ValuesOf(user), now);
        }

        _waiting.Clear();
        foreach (ModelPerson person in domain.People.Where(person => !person.Disabled && scope.Contains(person)).Except(_users.Select(user => user.Entry)).ToArray())
        {
            string mail = person.Values["mail"];
            Known? same = _users.Find(user => user.Mail == mail);
            if (!IsMail(mail) || (same is not null && (!same.Entry.Deleted || same.Entry.Values["userPrincipalName"] != person.Values["userPrincipalName"])))
            {
                _waiting.Add(person);
                continue;
            }

            Known user = same ?? new Known { Created = now, Updated = now };
            user.Entry = person;
            user.Take(ValuesOf(user), now);
            if (same is null)
            {
                _users.Add(user);
            }
        }

        foreach (Known user in _users)
        {
            string? unfit = user.Entry.Deleted ? "Gone" : user.Entry.Disabled ? "Disabled" : !scope.Contains(user.Entry) ? "OutOfScope" : null;
            if (unfit is null == user.Reason is not null)
            {
                (user.Reason, user.Updated) = (unfit, now);
            }
        }
    }

    /// <summary>Fails where the hub holds anything else.</summary>
    public async Task CheckAsync(IHubStore hub)
    {
        Dictionary<string, AppUser> rows = (await hub.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, ModelHub.System), Stop)).ToDictionary(row => row.Key);
        foreach (Known user in _users)
        {
            string? id = rows.GetValueOrDefault(keyOf(user.Entry))?.UserId;
            user.Id ??= id;
            Assert.True(user.Id is not null && user.Id == id, $"{user.Entry} is {id ?? "nobody"}, not {user.Id}");
        }

        Assert.Distinct(_users.Select(user => user.Id));
        Same(domain.People.Select(person => Text(person, _users.Find(user => user.Entry == person)?.Id)), rows.Values.Where(row => row.State == AppUserState.Present).Select(Text));
        Assert.DoesNotContain(rows.Values, row => row.State == AppUserState.Missing);
        Same(_users.Select(user => user.ToString()), (await hub.ListAsync<HubUser>(cancellationToken: Stop)).Select(Text));
        Same(_waiting.Select(keyOf), (await hub.ListAsync<ImportMatch>(cancellationToken: Stop)).Select(match => match.Key));
        await CheckGroupsAsync(hub);
    }

    /// <summary>Who is active now, by id: an import that the guard stopped takes nobody of them away.</summary>
    public static async Task<HashSet<string>> ActiveAsync(IHubStore hub) =>
        [.. (await hub.ListAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop)).Select(user => user.Id)];

    /// <summary>A name as it is compared: servers write one in several ways.</summary>
    public static string Plain(string? dn) => dn?.ToLowerInvariant().Replace("\\2c", "\\,", StringComparison.Ordinal) ?? "";

    private async Task CheckGroupsAsync(IHubStore hub)
    {
        Dictionary<string, ModelGroup> groups = domain.Groups.ToDictionary(group => keyOf(group));
        Same(
            groups.SelectMany(pair => pair.Value.Members.Select(member => $"{pair.Key} {keyOf(member)}")),
            (await hub.ListAsync<GroupEdge>(cancellationToken: Stop)).Where(edge => groups.ContainsKey(edge.GroupKey)).Select(edge => $"{edge.GroupKey} {edge.MemberKey}"));
        GroupGraph graph = await GroupGraph.LoadAsync(hub, Stop);
        ILookup<ModelPerson, string?> ids = _users.ToLookup(user => user.Entry, user => user.Id);
        foreach (HubGroup group in graph.Groups.Where(group => groups.ContainsKey(group.Key)))
        {
            Assert.True(graph.UsersOf(group.Id).SetEquals(scope.MembersOf(groups[group.Key], primary: true).SelectMany(person => ids[person]).OfType<string>()), $"members of {group.Place}");
        }
    }

    private string ValuesOf(Known user)
    {
        ModelPerson person = user.Entry;
        user.Mail = IsMail(person.Values["mail"]) ? person.Values["mail"] : user.Mail;
        string[] values = [.. ((string[])["givenName", "sn", "mobile", "department"]).Select(name => person.Values.GetValueOrDefault(name, "")), user.Mail, user.Mail];
        return string.Join("; ", scope.Kind != "names" ? values
            : [.. values, Plain(person.Manager?.Dn), string.Join("|", domain.Groups.Where(group => group.Members.Contains(person)).Select(group => Plain(group.Dn)).Order(StringComparer.Ordinal))]);
    }

    private string Text(ModelPerson person, string? userId) =>
        $"{keyOf(person)} {Plain(person.Dn)} {keyOf(person.Parent!)} enabled {!person.Disabled} in scope {scope.Contains(person)} {person.Values["mail"]} {userId}";

    private static string Text(AppUser row) => $"{row.Key} {Plain(row.Place)} {row.ParentKey} enabled {row.Enabled} in scope {row.InScope} {row.Attributes.Text("mail")} {row.UserId}";

    private string Text(HubUser user)
    {
        List<string> values = [.. ((string[])["firstName", "lastName", "mobilePhone", "department", "email", "login"]).Select(name => user.Profile.Text(name) ?? "")];
        if (scope.Kind == "names")
        {
            values.Add(Plain(user.Profile.Text("manager")));
            values.Add(string.Join("|", (user.Profile["memberOf"] switch { string one => [one], IReadOnlyList<string> many => many, _ => [] }).Select(Plain).Order(StringComparer.Ordinal)));
        }

        return Known.Text(user.Id, user.Status == HubUserStatus.Active ? null : user.DeactivatedBy ?? $"{user.Status}", user.CreatedAt, user.UpdatedAt, string.Join("; ", values));
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual) => Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

    private static bool IsMail(string text) => text.Contains('@', StringComparison.Ordinal);

    private sealed class Known
    {
        public string? Id { get; set; }

        public ModelPerson Entry { get; set; } = null!;

        public string Mail { get; set; } = "";

        public string? Reason { get; set; }

        public required DateTimeOffset Created { get; init; }

        public required DateTimeOffset Updated { get; set; }

        private string Values { get; set; } = "";

        public void Take(string values, DateTimeOffset now)
        {
            if (Values != values)
            {
                (Values, Updated) = (values, now);
            }
        }

        public override string ToString() => Text(Id, Reason, Created, Updated, Values);

        public static string Text(string? id, string? reason, DateTimeOffset created, DateTimeOffset updated, string values) =>
            string.Create(CultureInfo.InvariantCulture, $"{id} {reason ?? "active"} since {created:yyyy-MM-dd HH}h, changed {updated:yyyy-MM-dd HH}h: {values}");
    }
}
