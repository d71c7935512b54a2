using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// A full import reads people by DirSync over a connection of their own, where a controller lets it; one that stalls, refuses, or takes no
/// second connection is read all the same, and one that fails on the way changes nobody's state.
/// </summary>
public sealed class FullReadTests : IAsyncDisposable
{
    private const int People = 30;
    private const string Samba = "Samba Team (https://www.samba.org)";

    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private IHubStore? _hub;
    private string _told = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_dirsync_over_a_second_connection()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true);
        await ImportAsync(server);
        await CheckAsync(People);
        Assert.Equal((People, 2), (server.Synced, server.Connections));
    }

    [Fact]
    public async Task In_pages_where_dirsync_is_denied()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: false);
        await ImportAsync(server);
        await CheckAsync(People);
        Assert.Equal(0, server.Synced);
    }

    [Fact]
    public async Task In_pages_where_dirsync_looks_for_everybody_and_never_shows_the_first()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true) { MostSynced = 5 };
        Task import = ImportAsync(server);
        while (!import.IsCompleted)
        {
            // Only what the server never answers is to run out of time: the clock moves when it was asked nothing for a second.
            int searches = server.Searches;
            await Task.WhenAny(import, Task.Delay(TimeSpan.FromSeconds(1), Stop));
            if (server.Stalled > 0 && server.Searches == searches)
            {
                _time.Advance(TimeSpan.FromMinutes(11));
            }
        }

        await import;
        await CheckAsync(People);

        // The position is good: a change that comes after is seen without another full import.
        server.Change(Person(1, ("department", [Utf8("Legal")])));
        Assert.Equal(["department: Sales → Legal"], (await ImportAsync(server)).Select(record => record.Detail));
    }

    [Fact]
    public async Task In_one_search_where_the_server_is_Samba()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true) { Vendor = Samba };
        await ImportAsync(server);
        await CheckAsync(People);
        Assert.Equal((0, 0), (server.Synced, server.Paged));

        // Everybody came with their change number: verifying finds nobody to read again.
        await ImportAsync(server, verify: true);
        Assert.Contains($"{People} people compared", _told, StringComparison.Ordinal);
        Assert.Contains("(0 read again)", _told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Samba_that_finds_everybody_for_minutes_is_waited_for_while_it_answers_others()
    {
        TaskCompletionSource found = new();
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true) { Vendor = Samba, Gathering = found.Task };
        Task import = ImportAsync(server);
        for (int asked = 0; asked < 6; asked++)
        {
            int closed = server.Closed;
            while (!import.IsCompleted && server.Closed == closed)
            {
                // Asked over a connection of its own, which says goodbye before it is waited on.
                await OneSearchLeftAsync(import, server);
                int connections = server.Connections;
                _time.Advance(TimeSpan.FromSeconds(31));
                await Task.WhenAny(import, Task.Delay(500, Stop));
                await WaitOnAsync(import, () => server.Connections != connections && server.Closed == closed);
            }
        }

        Assert.False(import.IsCompleted);
        found.SetResult();
        await import;
        await CheckAsync(People);
        Assert.Equal(0, server.Paged);
    }

    [Fact]
    public async Task A_Samba_that_answers_nobody_any_more_is_given_up_within_a_minute()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true) { Vendor = Samba };
        await ImportAsync(server);
        server.Gathering = Task.Delay(Timeout.Infinite, Stop);
        Task import = ImportAsync(server, full: true);
        await OneSearchLeftAsync(import, server);
        server.MostConnections = server.Connections;
        DateTimeOffset start = _time.GetUtcNow();
        while (!import.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(import, Task.Delay(20, Stop));
        }

        await Assert.ThrowsAsync<RingCentralAdException>(() => import);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(60));
        await CheckAsync(People);
    }

    [Fact]
    public async Task In_pages_where_a_Samba_stops_in_the_middle_of_one_search_and_each_person_once()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true) { Vendor = Samba, MostAtOnce = 7 };
        Assert.Equal(People, (await ImportAsync(server)).Count(record => record.Action == ImportAction.Created));
        await CheckAsync(People);
        Assert.Equal((0, People), (server.Synced, server.Paged));
    }

    [Fact]
    public async Task By_one_connection_where_the_server_takes_no_second()
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true) { MostConnections = 1 };
        await ImportAsync(server);
        await CheckAsync(People);
        Assert.Equal((People, 1), (server.Synced, server.Connections));
    }

    [Theory]
    [InlineData("member")]
    [InlineData("whenCreated")]
    public async Task Groups_or_people_that_fail_on_the_way_change_nobodys_state_and_the_next_import_completes(string attribute)
    {
        await using FakeActiveDirectory server = new(_authority, Domain(), dirSync: true);
        await ImportAsync(server);
        server.Change(Person(1, ("userAccountControl", [Utf8("514")])));
        server.Change(Person(2, ("department", [Utf8("Legal")])));
        server.Change(Group("Late", 1, 2));
        server.BusyFor = attribute;
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => ImportAsync(server, full: true));
        Assert.Equal("AdSearchIncomplete", error.ErrorId);
        Assert.Contains("busy", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(attribute == "member", error.Message.StartsWith("The groups of fake could not be read to their end. ", StringComparison.Ordinal));
        await CheckAsync(People, groups: null);
        Assert.Equal(RunState.Interrupted, (await _hub!.ListAsync(new Filter<Run>().OrderBy(run => run.StartedAt, descending: true).Take(1), Stop))[0].State);

        server.BusyFor = null;
        List<ImportRecord> records = await ImportAsync(server);
        Assert.Contains(records, record => record.Action == ImportAction.Deactivated && record.Key == KeyOf(1).ToString("D"));
        await CheckAsync(People - 1, groups: 2);
        Assert.Equal("Legal", (await _hub!.ListAsync(new Filter<AppUser>().Equal(row => row.Key, KeyOf(2).ToString("D")), Stop)).Single().Attributes.Text("department"));
        Assert.Empty(await ImportAsync(server, full: true));
    }

    /// <summary>Everything but the search for everybody is answered, and read: nothing else runs out of time when the clock moves.</summary>
    private static async Task OneSearchLeftAsync(Task import, FakeActiveDirectory server)
    {
        int searches;
        do
        {
            searches = server.Searches;
            await Task.WhenAny(import, Task.Delay(TimeSpan.FromSeconds(1), Stop));
        }
        while (!import.IsCompleted && (server.UnderWay != 1 || server.Searches != searches));
    }

    private static async Task WaitOnAsync(Task import, Func<bool> holds)
    {
        while (!import.IsCompleted && holds())
        {
            await Task.Delay(20, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        _folder.Dispose();
        _authority.Dispose();
    }

    private static Guid KeyOf(int number) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static FakeEntry[] Domain() =>
    [
        FakeEntry.Of(FakeActiveDirectory.BaseDn, KeyOf(-1), "container"),
        .. FakeActiveDirectory.Schema(
            "givenName", "sn", "mail", "userPrincipalName", "sAMAccountName", "mobile", "streetAddress", "l", "st", "postalCode", "c", "countryCode", "department",
            "userAccountControl", "primaryGroupID", "employeeID", "employeeNumber", "name", "cn", "whenCreated", "telephoneNumber"),
        .. Enumerable.Range(0, People).Select(i => Person(i)),
        Group("All", [.. Enumerable.Range(0, People)]),
    ];

    private static FakeEntry Person(int number, params (string Name, byte[][] Values)[] others) => FakeEntry.Of(
        $"CN=p{number},{FakeActiveDirectory.BaseDn}", KeyOf(number), "person",
        [.. new (string Name, string Value)[]
        {
            ("userAccountControl", "512"), ("cn", $"p{number}"), ("name", $"p{number}"), ("sn", $"Person{number}"), ("givenName", "Zoe"), ("mail", $"p{number}@fake.example"),
            ("department", "Sales"), ("whenCreated", "20260101000000.0Z"),
        }.Where(pair => others.All(other => other.Name != pair.Name)).Select(pair => (pair.Name, (byte[][])[Utf8(pair.Value)])), .. others]);

    private static FakeEntry Group(string name, params int[] members) => FakeEntry.Of(
        $"CN={name},{FakeActiveDirectory.BaseDn}", KeyOf(-10 - name.Length), "group", ("cn", [Utf8(name)]), ("name", [Utf8(name)]), ("whenCreated", [Utf8("20260101000000.0Z")]),
        ("member", [.. members.Select(i => Utf8($"<GUID={KeyOf(i):D}>;CN=p{i},{FakeActiveDirectory.BaseDn}"))]));

    /// <summary>Everybody is there, so many of them active, and in the groups.</summary>
    private async Task CheckAsync(int active, int? groups = 1)
    {
        Assert.Equal(People, await _hub!.CountAsync(new Filter<AppUser>().Equal(row => row.State, AppUserState.Present), Stop));
        Assert.Equal(active, await _hub.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop));
        Assert.Equal(People, await _hub.CountAsync(new Filter<GroupEdge>().Equal(row => row.GroupKey, KeyOf(-13).ToString("D")), Stop));
        if (groups is { } count)
        {
            Assert.Equal(count, await _hub.CountAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Imported), Stop));
        }
    }

    private async Task<List<ImportRecord>> ImportAsync(FakeActiveDirectory server, bool full = false, bool verify = false)
    {
        DirectorySettings settings = new() { Servers = [server.Address], CaCertificate = _folder.File("ca.pem", _authority.Pem), UserName = "reader" };
        if (_hub is null)
        {
            _hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
            await _hub.WriteAsync(
                transaction => transaction.SaveAsync([new DirectoryEntry { Id = "d1", Name = "fake", Kind = DirectoryKind.ActiveDirectory, DomainKey = "fake", Settings = settings with { Names = DirectoryNames.ActiveDirectory.Attributes } }], Stop), null, Stop);
        }

        DirectoryEntry entry = await DirectoryRegistration.FindAsync(_hub, null, Stop);
        await using LdapDirectory directory = await LdapDirectory.OpenAsync(entry.Id, settings, new NetworkCredential("reader", "secret"), _time, Stop);
        return await new DirectoryImport(_hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest { Full = full, Verify = verify, Tell = text => _told = text }, Stop).ToListAsync(Stop);
    }
}
