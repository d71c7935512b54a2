using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>A domain of several controllers (a fake one: Samba would need a second machine): a DirSync cookie is good on each, change numbers are not.</summary>
public sealed class SecondControllerTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly List<FakeActiveDirectory> _controllers = [];
    private readonly List<string> _told = [];
    private IHubStore? _hub;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_controller_answers_the_cookie_of_the_first_and_a_third_that_of_the_second()
    {
        FakeActiveDirectory first = Controller(), second = Controller();
        Fill(first, 4);
        second.ReplicateFrom(first);
        await ImportAsync([first, second]);
        Assert.Contains("it is the first one", Assert.Single(_told), StringComparison.Ordinal);
        first.Change(Person(1, mail: "changed@fake.example"));
        second.Change(Person(2, mail: "too@fake.example"));
        second.ReplicateFrom(first);
        _controllers.Remove(first);
        await first.DisposeAsync();
        Assert.Equal(2, await ImportAsync([first, second]));
        Assert.Equal((0, 2), (_told.Count, second.Synced));
        Assert.Equal(("changed@fake.example", "too@fake.example"), (await MailAsync(1), await MailAsync(2)));

        FakeActiveDirectory third = Controller();
        third.ReplicateFrom(second);
        third.Change(Person(3, mail: "third@fake.example"));
        Assert.Equal(1, await ImportAsync([third]));
        Assert.Equal((0, 1), (_told.Count, third.Synced));
    }

    [Fact]
    public async Task A_controller_that_lags_behind_takes_nothing_back_and_nothing_is_missed()
    {
        FakeActiveDirectory first = Controller(), second = Controller();
        Fill(first, 4);
        second.ReplicateFrom(first);
        await ImportAsync([first]);
        first.Change(Person(1, mail: "changed@fake.example"));
        Assert.Equal(1, await ImportAsync([first]));
        second.Change(Person(2, mail: "too@fake.example"));
        Assert.Equal(1, await ImportAsync([second]));
        Assert.Equal("changed@fake.example", await MailAsync(1));
        first.Change(Person(3, mail: "late@fake.example"));
        second.ReplicateFrom(first);
        Assert.Equal(1, await ImportAsync([second]));
        Assert.Equal(("changed@fake.example", "too@fake.example", "late@fake.example"), (await MailAsync(1), await MailAsync(2), await MailAsync(3)));
        Assert.Empty(_told);
        first.ReplicateFrom(second);
        Assert.Equal(0, await ImportAsync([first]));
    }

    [Fact]
    public async Task A_verify_pass_reads_everybody_once_where_the_numbers_are_another_controllers()
    {
        FakeActiveDirectory first = Controller(), second = Controller();
        Fill(first, 4);
        second.ReplicateFrom(first);
        await ImportAsync([first]);
        await ImportAsync([first], verify: true);
        Assert.Contains("0 different (0 read again)", Assert.Single(_told), StringComparison.Ordinal);
        await ImportAsync([second], verify: true);
        Assert.Contains("4 people compared", Assert.Single(_told), StringComparison.Ordinal);
        Assert.Contains("0 different (4 read again)", _told[0], StringComparison.Ordinal);
        await ImportAsync([second], verify: true);
        Assert.Contains("0 different (0 read again)", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_another_domain_is_kept_and_found_when_that_domain_is_a_directory_of_the_hub()
    {
        Guid far = Guid.NewGuid();
        FakeActiveDirectory server = Controller();
        Fill(server, 2);
        server.Change(FakeEntry.Of($"CN=Mixed,{FakeActiveDirectory.BaseDn}", KeyOf(-3), "group", ("cn", [Utf8("Mixed")]),
            ("member", [Utf8($"<GUID={KeyOf(1):D}>;CN=p1,{FakeActiveDirectory.BaseDn}"), Utf8($"<GUID={far:D}>;CN=Far,DC=other,DC=example"), Utf8("CN=Unkeyed,DC=third,DC=example")])));
        await ImportAsync([server]);
        Assert.Equal(3, await _hub!.CountAsync(new Filter<GroupEdge>().Equal(row => row.GroupKey, KeyOf(-3).ToString("D")), Stop));
        Assert.Single(await MembersAsync());

        // The other domains become directories of the hub.
        await _hub!.WriteAsync(
            transaction => transaction.SaveAsync(
                [Other("other", far.ToString("D"), "far", "CN=Far,DC=other,DC=example"), Other("third", Guid.NewGuid().ToString("D"), "unkeyed", "cn=unkeyed,dc=third,dc=example")], Stop), null, Stop);
        Assert.Superset(new HashSet<string> { "far", "unkeyed" }, await MembersAsync());
        Assert.Equal(3, (await MembersAsync()).Count);
        server.Change(Person(1, mail: "again@fake.example"));
        await ImportAsync([server]);
        Assert.Equal(3, (await MembersAsync()).Count);

        async Task<HashSet<string>> MembersAsync()
        {
            HubGroup group = Assert.Single(await _hub!.ListAsync(new Filter<HubGroup>().Equal(row => row.Key, KeyOf(-3).ToString("D")), Stop));
            return [.. (await GroupGraph.LoadAsync(_hub!, Stop)).UsersOf(group.Id)];
        }

        static AppUser Other(string system, string key, string user, string place) =>
            new() { SystemId = system, Key = key, UserId = user, Place = place, Attributes = AttributeSet.Empty, Hash = "" };
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        foreach (FakeActiveDirectory controller in _controllers)
        {
            await controller.DisposeAsync();
        }

        _folder.Dispose();
        _authority.Dispose();
    }

    private static Guid KeyOf(int number) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static FakeEntry Person(int number, string? mail = null) => FakeEntry.Of(
        $"CN=p{number},{FakeActiveDirectory.BaseDn}", KeyOf(number), "person",
        ("userAccountControl", [Utf8("512")]), ("cn", [Utf8($"p{number}")]), ("sn", [Utf8($"Person{number}")]), ("givenName", [Utf8("Zoe")]), ("mail", [Utf8(mail ?? $"p{number}@fake.example")]));

    private static void Fill(FakeActiveDirectory controller, int people)
    {
        controller.Change(FakeEntry.Of(FakeActiveDirectory.BaseDn, KeyOf(-1), "container"));
        for (int i = 0; i < people; i++)
        {
            controller.Change(Person(i));
        }
    }

    private FakeActiveDirectory Controller()
    {
        FakeActiveDirectory controller = new(_authority, [], dirSync: true);
        _controllers.Add(controller);
        return controller;
    }

    private async Task<string?> MailAsync(int number) =>
        (await _hub!.FindAsync(new Filter<AppUser>().Equal(row => row.Key, KeyOf(number).ToString("D")), Stop))?.Attributes.Text("mail");

    /// <summary>One import from the first of these controllers that answers; tells how many people it updated.</summary>
    private async Task<int> ImportAsync(FakeActiveDirectory[] controllers, bool verify = false)
    {
        DirectorySettings settings = new() { Servers = [.. controllers.Select(controller => controller.Address)], CaCertificate = _folder.File("ca.pem", _authority.Pem), UserName = "reader" };
        DirectoryEntry entry;
        if (_hub is null)
        {
            _hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
            DirectoryRegistration registration = new(_hub, TimeProvider.System);
            entry = await registration.PrepareAsync("fake", settings, DirectoryKind.ActiveDirectory, Stop);
            await using LdapDirectory first = await OpenAsync(entry.Id, settings);
            entry = await registration.RegisterAsync(entry, first.Description, "fake", Stop);
        }
        else
        {
            entry = await DirectoryRegistration.FindAsync(_hub, null, Stop);
        }

        _told.Clear();
        await using LdapDirectory directory = await OpenAsync(entry.Id, settings);
        return (await new DirectoryImport(_hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest { Verify = verify, Tell = _told.Add }, Stop).ToListAsync(Stop))
            .Count(record => record.Action == ImportAction.Updated);
    }

    private static Task<LdapDirectory> OpenAsync(string id, DirectorySettings settings) =>
        LdapDirectory.OpenAsync(id, settings, new NetworkCredential("reader", "secret"), TimeProvider.System, Stop);
}
