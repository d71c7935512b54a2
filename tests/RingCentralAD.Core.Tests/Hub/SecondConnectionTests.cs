using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>People are read over a second connection while groups are: what fails or stops on one of the two ends the other, and the hub stays whole.</summary>
public sealed class SecondConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_and_people_are_read_at_the_same_time()
    {
        await using ModelHub hub = await StartAsync(20);
        TaskCompletionSource person = New(), group = New();
        ModelDirectory beside = Beside(hub);
        beside.BeforePerson = (_, token) => { person.TrySetResult(); return group.Task.WaitAsync(token); };
        hub.Source.BeforeGroup = (_, token) => { group.TrySetResult(); return person.Task.WaitAsync(token); };
        Assert.Equal(20, (await hub.ImportAsync()).Count);
        CheckClosed(hub, beside);
    }

    [Fact]
    public async Task Groups_that_cannot_be_read_while_people_come_end_the_import_and_change_nobodys_state()
    {
        await using ModelHub hub = await StartAsync(40);
        await hub.ImportAsync();
        ModelPerson[] people = [.. hub.Domain.People];
        hub.Domain.Delete(people[0]);
        hub.Domain.Change(people[1], person => person.Disabled = true);
        hub.Domain.Leave(hub.Domain.Groups.Last(), people[2]);
        TaskCompletionSource coming = New(), failed = New();
        ModelDirectory beside = Beside(hub);
        beside.BeforePerson = (number, token) => number == 20 ? GoOnAsync(token) : Task.CompletedTask;
        hub.Source.BeforeGroup = async (_, token) =>
        {
            await coming.Task.WaitAsync(token);
            failed.SetResult();
            throw new RingCentralAdException("AdConnectionLost", ErrorKind.Unavailable, "The connection broke.", "Run it again.");
        };
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => hub.ImportAsync(new ImportRequest { Full = true }));
        Assert.Equal(("AdConnectionLost", "The groups of example.com could not be read to their end. The connection broke."), (error.ErrorId, error.Message));
        CheckClosed(hub, beside);
        Assert.Equal(40, await ActiveAsync(hub));

        hub.Source.BeforeGroup = null;
        hub.Source.Beside = null;
        Assert.Equal(people[..2].Select(person => person.Key).Order(), (await hub.ImportAsync()).Where(record => record.Action == ImportAction.Deactivated).Select(record => record.Key).Order());
        Assert.Contains("did not come to its end", Assert.Single(hub.Told), StringComparison.Ordinal);
        await CheckAsFreshAsync(hub);

        async Task GoOnAsync(CancellationToken token)
        {
            coming.SetResult();
            await failed.Task.WaitAsync(token);
        }
    }

    [Fact]
    public async Task People_that_cannot_be_read_while_groups_come_end_the_import_and_change_nobodys_state()
    {
        await using ModelHub hub = await StartAsync(40);
        await hub.ImportAsync();
        ModelPerson[] people = [.. hub.Domain.People];
        hub.Domain.Delete(people[0]);
        hub.Domain.Change(people[39], person => person.Disabled = true);
        ModelDirectory beside = Beside(hub);
        beside.BreakAfter = 25;
        hub.Source.BeforeGroup = (_, token) => Task.Delay(Timeout.Infinite, token);
        await Assert.ThrowsAsync<IOException>(() => hub.ImportAsync(new ImportRequest { Full = true }));
        CheckClosed(hub, beside);
        Assert.Equal(40, await ActiveAsync(hub));

        hub.Source.BeforeGroup = null;
        hub.Source.Beside = null;
        Assert.Equal(2, (await hub.ImportAsync()).Count(record => record.Action == ImportAction.Deactivated));
        await CheckAsFreshAsync(hub);
    }

    [Fact]
    public async Task Whoever_wants_no_more_than_the_first_stops_both()
    {
        const int People = 2500;
        await using ModelHub hub = await StartAsync(People);
        await hub.ImportAsync();
        foreach (ModelPerson person in hub.Domain.People)
        {
            hub.Domain.Change(person, other => other.Values["department"] = "Legal");
        }

        ModelDirectory beside = Beside(hub);
        beside.BeforePerson = (number, token) => number == People - 1 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
        hub.Source.BeforeGroup = (_, token) => Task.Delay(Timeout.Infinite, token);
        DirectoryImport import = new(hub.Hub, hub.Source, await hub.EntryAsync(), hub.Time);
        await foreach (ImportRecord record in import.RunAsync(new ImportRequest { Full = true }, Stop))
        {
            Assert.Equal(ImportAction.Updated, record.Action);
            break;
        }

        CheckClosed(hub, beside);
        Assert.Equal(RunState.Interrupted, (await hub.Hub.ListAsync(new Filter<Run>().OrderBy(run => run.Number, descending: true).Take(1), Stop))[0].State);
        Assert.Equal(People, await ActiveAsync(hub));

        hub.Source.BeforeGroup = null;
        hub.Source.Beside = null;
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        List<ImportRecord> rest = await hub.ImportAsync();
        Assert.All(rest, record => Assert.Equal(ImportAction.Updated, record.Action));
        Assert.InRange(rest.Count, 1, People - 1);
        await CheckAsFreshAsync(hub);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scope_that_asks_for_groups_waits_for_them(bool byFilter)
    {
        ModelDomain domain = new();
        ModelPerson[] people = [.. Enumerable.Range(0, 20).Select(i => domain.Person($"p{i}"))];
        ModelGroup team = domain.Group("Team", domain.Group("Inner", people[..5]), people[6]);
        await using ModelHub hub = await ModelHub.StartAsync(
            domain, byFilter ? new DirectorySettings { Filter = $"(memberOf:1.2.840.113556.1.4.1941:={team.Dn})" } : new DirectorySettings { Groups = [team.Key] });
        hub.Source.Beside = () => throw new InvalidOperationException("People are not asked for before the groups are there.");
        hub.Source.BeforePerson = async (_, token) => Assert.Equal(
            domain.Groups.Count(), await hub.Hub.CountAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Imported), token));
        Assert.Equal(people[..5].Append(people[6]).Select(person => person.Key).Order(), (await hub.ImportAsync()).Select(record => record.Key).Order());
        hub.Source.BeforePerson = null;
        hub.Source.Beside = null;
        await CheckAsFreshAsync(hub);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<ModelHub> StartAsync(int people)
    {
        ModelDomain domain = new();
        ModelPerson[] all = [.. Enumerable.Range(0, people).Select(i => domain.Person($"p{i}"))];
        domain.Group("Team", all.Take(30).ToArray());
        return await ModelHub.StartAsync(domain);
    }

    private static ModelDirectory Beside(ModelHub hub)
    {
        ModelDirectory beside = new(hub.Domain, ModelHub.System);
        hub.Source.Beside = () => beside;
        return beside;
    }

    private static Task<long> ActiveAsync(ModelHub hub) => hub.Hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop);

    /// <summary>Nothing goes on, and the second connection is closed; the first is its owner's.</summary>
    private static void CheckClosed(ModelHub hub, ModelDirectory beside) =>
        Assert.Equal((0, 0, true, false), (hub.Source.Open, beside.Open, beside.Closed, hub.Source.Closed));

    private static async Task CheckAsFreshAsync(ModelHub hub)
    {
        await using ModelHub fresh = await ModelHub.StartAsync(hub.Domain, (await hub.EntryAsync()).Settings);
        await fresh.ImportAsync();
        await HubComparison.CheckAsync(hub.Hub, fresh.Hub, new HashSet<string>());
    }
}
