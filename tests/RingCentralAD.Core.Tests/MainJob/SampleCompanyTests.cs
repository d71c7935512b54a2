using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>The whole cycle over the sample company, held to the simulator's own state and to the files.</summary>
public sealed class SampleCompanyTests
{
    private static readonly Dictionary<string, string> s_countries = new(StringComparer.Ordinal)
    {
        ["US"] = "United States", ["GB"] = "United Kingdom", ["DE"] = "Germany", ["CA"] = "Canada",
    };

    [Fact]
    public async Task The_cycle_brings_every_number_home_and_a_second_one_does_nothing()
    {
        string ldif = Sample();
        await using Cycle cycle = await StartAsync(ldif);
        await cycle.ImportAsync();
        await cycle.ImportAccountAsync();
        await cycle.AssignAsync();
        List<ProvisioningRecord> done = await cycle.ProvisionAsync();
        await cycle.ImportAccountAsync(numbersOnly: true);
        await cycle.WriteBackAsync();

        Dictionary<string, (string Name, string Value)[]> people = PeopleOf(ldif);
        HashSet<string> provisioned = CheckAccount(cycle, people, done);
        CheckChangeFile(cycle, people, provisioned);

        string changes = cycle.Changes;
        string hub = PeopleDump(cycle);
        string account = cycle.Simulator.State.Dump();
        cycle.Simulator.RequestLog.Clear();
        Assert.Empty(await cycle.ImportAsync());
        await cycle.ImportAccountAsync();
        Assert.All(await cycle.ProvisionAsync(), record => Assert.Equal(OperationState.Blocked, record.State));
        await cycle.ImportAccountAsync(numbersOnly: true);
        Assert.DoesNotContain(await cycle.WriteBackAsync(), record => record.Action is WriteBackAction.Written or WriteBackAction.Failed);
        Assert.Empty(cycle.Simulator.RequestLog.Writes);
        Assert.NotEmpty(cycle.Simulator.RequestLog.Entries);
        Assert.Equal(account, cycle.Simulator.State.Dump());
        Assert.Equal(changes, cycle.Changes);
        Assert.Equal(hub, PeopleDump(cycle));
    }

    [Fact]
    public async Task What_if_of_each_step_changes_nothing_and_tells_what_the_run_does()
    {
        await using Cycle cycle = await StartAsync(Sample());
        await CheckAsync(cycle, trial => cycle.ImportAsync(trial), Line);
        await CheckAsync(cycle, trial => cycle.ImportAccountAsync(trial), Line);
        await cycle.AssignAsync();
        await CheckAsync(
            cycle, trial => cycle.ProvisionAsync(trial),
            record => $"{record.HubUserId} {record.Person} {record.Action} {(record.State == OperationState.Planned ? OperationState.Done : record.State)} {record.Reason} {string.Join(';', record.Changes)}");
        await CheckAsync(cycle, trial => cycle.ImportAccountAsync(trial, numbersOnly: true), Line);
        await CheckAsync(
            cycle, trial => cycle.WriteBackAsync(trial),
            record => $"{record.Key} {record.Person} {record.Attribute} {record.Before} {record.After} {record.Detail} {record.Action is WriteBackAction.Fill or WriteBackAction.Replace or WriteBackAction.Written}");

        static string Line(ImportRecord record) => $"{record.Action} {record.Key} {record.Person} {record.Place} {record.Detail} {record.Remedy} {string.Join(';', record.Changes)}";
    }

    private static async Task CheckAsync<T>(Cycle cycle, Func<bool, Task<List<T>>> step, Func<T, string> line)
    {
        (string Hub, string Account, string Changes, int Writes) before = Everything(cycle);
        // A run tells each as it is done: several at a time.
        string[] planned = [.. (await step(true)).Select(line).Order(StringComparer.Ordinal)];
        Assert.Equal(before, Everything(cycle));
        string[] done = [.. (await step(false)).Select(line).Order(StringComparer.Ordinal)];
        Assert.Equal(planned, done);
    }

    private static (string Hub, string Account, string Changes, int Writes) Everything(Cycle cycle) =>
        (HubDump.Of(cycle.HubPath), cycle.Simulator.State.Dump(), cycle.Changes, cycle.Simulator.RequestLog.Writes.Count);

    /// <summary>All that is known of people and groups; what a run works with (marks, differences, operations) comes and goes.</summary>
    private static string PeopleDump(Cycle cycle) =>
        HubDump.Of(cycle.HubPath, table => table is not ("run" or "recorded_change" or "record_head" or "setting" or "directory_entry" or "lease" or "operation" or "touched_mark" or "kept_diff"), column => column is not ("read_at"));

    private static string Sample()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "tools", "sample", "contoso.ldif"));
    }

    private static Task<Cycle> StartAsync(string ldif) => Cycle.StartAsync(ldif, new SeedRequest
    {
        CompanyName = "Contoso",
        Unassigned = 140,
        Extensions =
        [
            new SeedExtension { ExtensionNumber = "102", FirstName = "Ben", LastName = "Carter", Email = "u050@contoso.com", WithNumber = true },
            new SeedExtension { ExtensionNumber = "103", FirstName = "Dora", LastName = "Eisner", Email = "u055@contoso.com", Department = "Front desk", WithNumber = true },
            new SeedExtension { ExtensionNumber = "104", FirstName = "Erik", LastName = "Forster", Email = "erik@fabrikam.com", WithNumber = true },
            new SeedExtension { ExtensionNumber = "190", Type = "Limited", FirstName = "Conference Room Aspen", Email = "room.aspen@contoso.com", WithNumber = true },
        ],
    });

    /// <summary>Each member's values against the account; gives the DNs of those who have an extension.</summary>
    private static HashSet<string> CheckAccount(Cycle cycle, Dictionary<string, (string Name, string Value)[]> people, List<ProvisioningRecord> done)
    {
        Account account = cycle.Simulator.State.Account;
        HashSet<string> provisioned = [];
        HashSet<string> members = MembersOf("CN=RingCentral Users,OU=Groups,DC=contoso,DC=com", LdifText.Records(Sample()).ToDictionary(record => record.Dn, record => record.Lines));
        string[] twice = [.. people.Values.Select(lines => Value(lines, "mail")).OfType<string>().GroupBy(mail => mail).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (string dn in members)
        {
            (string, string)[] lines = people[dn];
            string mail = Value(lines, "mail") ?? Value(lines, "userPrincipalName")!;
            bool stuck = Value(lines, "userAccountControl") == "514" || twice.Contains(mail) || Value(lines, "st") is "Kalifornia" or "N/A" || Value(lines, "sn") is null;
            IReadOnlyList<Simulator.Extension> extensions = account.FindByEmail(mail);
            if (stuck)
            {
                Assert.DoesNotContain(extensions, extension => extension.Type == "User");
                continue;
            }

            Simulator.Extension extension = Assert.Single(extensions);
            provisioned.Add(dn);
            Contact contact = extension.Contact;
            Assert.Equal(Value(lines, "givenName"), contact.FirstName);
            Assert.Equal(Value(lines, "sn"), contact.LastName);
            Assert.Equal(Value(lines, "department"), contact.Department);
            Assert.Equal(Value(lines, "mobile") == "ask reception" ? null : Value(lines, "mobile"), contact.MobilePhone);
            Assert.Equal(Value(lines, "streetAddress"), contact.BusinessAddress?.Street);
            Assert.Equal(Value(lines, "l"), contact.BusinessAddress?.City);
            Assert.Equal(Value(lines, "postalCode"), contact.BusinessAddress?.Zip);
            Assert.Equal(s_countries[Value(lines, "c")!], contact.BusinessAddress?.Country);
            Assert.False(string.IsNullOrEmpty(contact.BusinessAddress?.State));
        }

        Assert.True(provisioned.Count > 100);
        Assert.Equal(provisioned.Count, done.Where(record => record.State == OperationState.Done).Select(record => record.HubUserId).Distinct().Count());
        Assert.All(cycle.Simulator.RequestLog.Writes, write => Assert.Equal(200, write.Status));
        Assert.All(cycle.Simulator.RequestLog.Writes, write => Assert.False(JsonDocument.Parse(write.Body!).RootElement.TryGetProperty("directNumber", out _)));
        Simulator.Extension stranger = account.FindByNumber("104")!;
        Assert.Equal(("Erik", "erik@fabrikam.com", "Enabled"), (stranger.Contact.FirstName, stranger.Contact.Email, stranger.Status));
        Assert.Equal("Conference Room Aspen", account.FindByNumber("190")!.Contact.FirstName);
        return provisioned;
    }

    private static void CheckChangeFile(Cycle cycle, Dictionary<string, (string Name, string Value)[]> people, HashSet<string> provisioned)
    {
        Dictionary<string, string?> written = LdifText.Applied(cycle.Changes, "telephoneNumber");
        Assert.All(LdifText.Records(cycle.Changes), record => Assert.Contains(("changetype", "modify"), record.Lines));
        foreach (string dn in provisioned)
        {
            (string, string)[] lines = people[dn];
            Simulator.Extension extension = Assert.Single(cycle.Simulator.State.Account.FindByEmail(Value(lines, "mail") ?? Value(lines, "userPrincipalName")!));
            Assert.Equal(cycle.PhoneOf(extension), written[dn]);
        }

        Assert.Equal(provisioned.Order(), written.Keys.Order());
    }

    private static Dictionary<string, (string Name, string Value)[]> PeopleOf(string ldif) =>
        LdifText.Records(ldif).Where(record => record.Lines.Contains(("objectClass", "user"))).ToDictionary(record => record.Dn, record => record.Lines);

    private static HashSet<string> MembersOf(string group, Dictionary<string, (string Name, string Value)[]> entries)
    {
        HashSet<string> people = [];
        foreach ((string name, string dn) in entries[group])
        {
            if (name == "member")
            {
                people.UnionWith(entries[dn].Contains(("objectClass", "group")) ? MembersOf(dn, entries) : [dn]);
            }
        }

        return people;
    }

    private static string? Value((string Name, string Value)[] lines, string name) => lines.FirstOrDefault(line => line.Name == name).Value;
}
