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

/// <summary>
/// An OpenLDAP server whose people change by a seed, a hub on disk that imports them through a proxy, and the truth: what the test itself has
/// done to the directory.
/// </summary>
internal sealed class ImportFaultLab : IAsyncDisposable
{
    private const string BaseDn = "dc=corp,dc=example";
    private const string Start = "first";

    private readonly TestFolder _folder = new();
    private readonly Random _random;
    private readonly Dictionary<string, string> _truth = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly TestAuthority _authority = new();
    private IHubStore _hub = null!;
    private DirectoryEntry _entry = null!;
    private int _next;

    private ImportFaultLab(int seed) => _random = new Random(seed);

    public SlapdServer Server { get; private set; } = null!;

    public LdapProxy Proxy { get; private set; } = null!;

    public string HubPath => Path.Combine(_folder.Path, "hub.db");

    public IHubStore Hub => _hub;

    public string Password { get; set; } = "";

    /// <summary>What the last import said.</summary>
    public List<string> Told { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ImportFaultLab> StartAsync(int people, int seed)
    {
        ImportFaultLab lab = new(seed);
        StringBuilder ldif = new($"dn: ou=people,{BaseDn}\nobjectClass: organizationalUnit\nou: people\n\ndn: ou=groups,{BaseDn}\nobjectClass: organizationalUnit\nou: groups\n\n");
        for (int i = 0; i < people; i++)
        {
            ldif.Append(lab.Add());
        }

        for (int group = 0; group < 5; group++)
        {
            ldif.Append(System.Globalization.CultureInfo.InvariantCulture, $"dn: cn=team{group},ou=groups,{BaseDn}\nobjectClass: groupOfNames\ncn: team{group}\n")
                .AppendJoin("", lab._truth.Keys.Where((_, i) => i % 5 == group).Select(uid => $"member: uid={uid},ou=people,{BaseDn}\n")).Append('\n');
        }

        lab.Server = await SlapdServer.StartAsync(new SlapdOptions { LdifFiles = [lab._folder.File("people.ldif", ldif.ToString())] }, Stop);
        lab.Password = lab.Server.Password;
        lab.Proxy = new LdapProxy(lab._authority, lab.Server.Address, lab.Server.Port);
        lab._hub = await NewHub.CreateAsync(HubLocation.Parse(lab.HubPath), "Example", TimeProvider.System, Stop);
        DirectorySettings settings = new()
        {
            Servers = [lab.Proxy.Server],
            CaCertificate = lab._folder.File("ca.pem", lab._authority.Pem),
            UserName = lab.Server.AdminDn,
            PasswordFrom = "env:RCAD_TEST_PASSWORD",
        };
        DirectoryRegistration registration = new(lab._hub, TimeProvider.System);
        DirectoryEntry wanted = await registration.PrepareAsync("corp", settings, DirectoryKind.Ldap, Stop);
        await using LdapDirectory directory = await lab.OpenAsync(settings, wanted.Id, TimeProvider.System);
        lab._entry = await registration.RegisterAsync(wanted, directory.Description, "corp", Stop);
        return lab;
    }

    public Task<LdapDirectory> OpenAsync(TimeProvider time) => OpenAsync(_entry.Settings, _entry.Id, time);

    /// <summary>An import into the lab's hub; throws what the import throws.</summary>
    public async Task ImportAsync(TimeProvider? time = null, bool full = false)
    {
        await using LdapDirectory directory = await OpenAsync(time ?? TimeProvider.System);
        Told.Clear();
        DirectoryImport import = new(_hub, directory, await DirectoryRegistration.FindAsync(_hub, null, Stop), TimeProvider.System);
        _ = await import.RunAsync(new ImportRequest { Full = full, Tell = Told.Add }, Stop).CountAsync(Stop);
        Assert.Null(import.Stopped);
    }

    /// <summary>Makes the directory refuse to go on from where the last import ended.</summary>
    public async Task ForgetPositionAsync()
    {
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(_hub, null, Stop);
        ImportCursor cursor = ImportCursor.Parse(entry.Cursor);
        string value = cursor.Position!.Method == ChangeMethod.AccessLog ? "20000101000000.000001Z" : "Z2FyYmFnZQ==";
        DirectoryEntry changed = entry with { Cursor = (cursor with { Position = cursor.Position with { Value = value } }).Write() };
        await _hub.WriteAsync(transaction => transaction.SaveAsync([changed], Stop), null, Stop);
    }

    /// <summary>Some people come, go, change, are disabled and enabled again. Never more than the guard lets through.</summary>
    public async Task ChangeAsync()
    {
        StringBuilder ldif = new();
        string[] people = [.. _truth.Keys.Order(StringComparer.Ordinal)];
        _random.Shuffle(people);
        foreach (string uid in people[..3])
        {
            ldif.Append(FormattableString.Invariant($"dn: uid={uid},ou=people,{BaseDn}\nchangetype: delete\n\n"));
            _truth.Remove(uid);
            _gone.Add(uid);
        }

        foreach (string uid in people[3..23])
        {
            string department = $"Dept{_random.Next(1000)}";
            _truth[uid] = department;
            _touched.Add(uid);
            ldif.Append(FormattableString.Invariant($"dn: uid={uid},ou=people,{BaseDn}\nchangetype: modify\nreplace: departmentNumber\ndepartmentNumber: {department}\n\n"));
        }

        for (int i = 0; i < 5; i++)
        {
            ldif.Append(Add().Replace("objectClass", "changetype: add\nobjectClass", StringComparison.Ordinal));
        }

        await ModifyAsync(ldif.ToString());
    }

    public async Task ModifyAsync(string ldif) =>
        (await Server.RunAsync("ldapmodify", ["-x", "-H", $"ldap://{Server.Address}:{Server.Port}", "-D", Server.AdminDn, "-w", Server.Password], ldif, Stop)).Success("ldapmodify");

    /// <summary>Whatever happened: nobody who is in the directory is anything but active, and nobody has a value that they never had.</summary>
    public async Task CheckNobodyWrongAsync(string what)
    {
        foreach (HubUser user in await _hub.ListAsync<HubUser>(cancellationToken: Stop))
        {
            string uid = user.Login!.Split('@')[0];
            Assert.True(_truth.ContainsKey(uid) || _gone.Contains(uid), $"{what}: {user.Login} was never in the directory");
            Assert.True(user.Status == HubUserStatus.Active || _gone.Contains(uid), $"{what}: {user.Login} is {user.Status}");
            Assert.True(_touched.Contains(uid) || _gone.Contains(uid) || user.Department == Start, $"{what}: {user.Login} has department {user.Department}");
        }
    }

    /// <summary>After an undisturbed import: the hub is the directory, and what a new hub's import gives.</summary>
    public async Task CheckCompleteAsync(string what)
    {
        string[] expected = [.. _truth.Select(person => $"{person.Key}@corp.example Active {person.Value}").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, await PeopleAsync(_hub, HubUserStatus.Active));
        Assert.All((await _hub.ListAsync<HubUser>(cancellationToken: Stop)).Where(user => user.Status != HubUserStatus.Active), user => Assert.Contains(user.Login!.Split('@')[0], _gone));
        int linked = (int)await _hub.CountAsync(new Filter<AppUser>().Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId), Stop);
        Assert.True(_truth.Count == linked, $"{what}: {linked} linked of {_truth.Count}");
        IReadOnlyList<HubUser> all = await _hub.ListAsync<HubUser>(cancellationToken: Stop);
        Assert.Equal(all.Count, all.Select(user => user.Login).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private static async Task<string[]> PeopleAsync(IHubStore hub, HubUserStatus status) =>
    [
        .. (await hub.ListAsync(new Filter<HubUser>().Equal(row => row.Status, status), Stop)).Select(user => $"{user.Login} {user.Status} {user.Department}").Order(StringComparer.Ordinal),
    ];

    private Task<LdapDirectory> OpenAsync(DirectorySettings settings, string id, TimeProvider time) =>
        LdapDirectory.OpenAsync(id, settings, new NetworkCredential(settings.UserName, Password), time, Stop);

    private string Add()
    {
        string uid = $"p{_next++:D5}";
        _truth[uid] = Start;
        return $"dn: uid={uid},ou=people,{BaseDn}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: Zoe {uid}\nsn: Person\ngivenName: Zoe\nmail: {uid}@corp.example\ndepartmentNumber: {Start}\n\n";
    }
}
