using System.Net;
using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>A hub that follows a real domain by its changes is what a second hub is after one full import.</summary>
public sealed class IncrementalSambaTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-incr-").FullName;
    private SambaServer? _samba;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ChangeMethod.DirSync)]
    [InlineData(ChangeMethod.UsnChanged)]
    public async Task Follows_a_real_domain(ChangeMethod method)
    {
        Assert.SkipWhen(_samba is null, SambaServer.WhyNot ?? "");
        int number = 0;
        await using IHubStore hub = await NewAsync("hub", method);
        Assert.Equal(1, (await ImportAsync(hub)).Full);
        (List<ImportRecord> records, int full) = await ImportAsync(hub);
        Assert.Equal((0, 0), (records.Count, full));
        foreach (string step in Steps())
        {
            await _samba!.LdapModifyAsync(step, Stop);
            (_, full) = await ImportAsync(hub);
            Assert.Equal(0, full);
            await using IHubStore fresh = await NewAsync($"fresh{++number}", method);
            await ImportAsync(fresh);
            Assert.Equal(await StateAsync(fresh), await StateAsync(hub));
        }
    }

    private static IEnumerable<string> Steps()
    {
        string root = SampleDomain.Root;
        string tag = Guid.NewGuid().ToString("N")[..6];
        string one = SampleDomain.DnOf(1);
        yield return $"dn: OU=New {tag},{root}\nchangetype: add\nobjectClass: organizationalUnit\n\n"
            + $"dn: CN=P{tag},OU=New {tag},{root}\nchangetype: add\nobjectClass: user\nsAMAccountName: p{tag}\nuserPrincipalName: p{tag}@corp.example\ngivenName: Pia\nsn: Berg\nmail: p{tag}@corp.example\nuserAccountControl: 544\n\n"
            + $"dn: CN=G{tag},OU=New {tag},{root}\nchangetype: add\nobjectClass: group\nsAMAccountName: g{tag}\nmember: CN=P{tag},OU=New {tag},{root}\nmember: {one}\n\n";
        yield return $"dn: {one}\nchangetype: modify\nreplace: department\ndepartment: Changed {tag}\n-\ndelete: mobile\n-\n\n"
            + $"dn: {SampleDomain.DnOf(2)}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 546\n-\n\n";
        yield return $"dn: OU=New {tag},{root}\nchangetype: modrdn\nnewrdn: OU=Renamed {tag}\ndeleteoldrdn: 1\n\n";
        yield return $"dn: CN=G{tag},OU=Renamed {tag},{root}\nchangetype: modify\ndelete: member\nmember: {one}\n-\nadd: member\nmember: {SampleDomain.DnOf(3)}\n-\n\n"
            + $"dn: CN=P{tag},OU=Renamed {tag},{root}\nchangetype: modrdn\nnewrdn: CN=Q{tag}\ndeleteoldrdn: 1\nnewsuperior: {root}\n\n";
        yield return $"dn: CN=Q{tag},{root}\nchangetype: delete\n\n"
            + $"dn: CN=P{tag},{root}\nchangetype: add\nobjectClass: user\nsAMAccountName: p{tag}\nuserPrincipalName: p{tag}@corp.example\ngivenName: Pia\nsn: Berg\nmail: p{tag}@corp.example\nuserAccountControl: 544\n\n";
        yield return $"dn: CN=G{tag},OU=Renamed {tag},{root}\nchangetype: delete\n\ndn: OU=Renamed {tag},{root}\nchangetype: delete\n\n"
            + $"dn: {SampleDomain.DnOf(2)}\nchangetype: modify\nreplace: userAccountControl\nuserAccountControl: 544\n-\n\n";
    }

    private async Task<IHubStore> NewAsync(string name, ChangeMethod method)
    {
        IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder, $"{name}-{method}.db")), "Example", TimeProvider.System, Stop);
        DirectoryEntry entry = new()
        {
            Id = "d",
            Name = "corp.example",
            Kind = DirectoryKind.ActiveDirectory,
            DomainKey = "d",
            Settings = new DirectorySettings
            {
                Servers = [_samba!.Address],
                CaCertificate = _samba.CaFile,
                UserName = SambaServer.Administrator,
                ChangesBy = method,
                Names = DirectoryNames.ActiveDirectory.Attributes,
            },
        };
        await hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([entry], Stop);
                await transaction.SetAsync(new ProvisioningOptions { ReactivateUsers = true }, Stop);
            },
            null,
            Stop);
        return hub;
    }

    private static async Task<(List<ImportRecord> Records, int Full)> ImportAsync(IHubStore hub)
    {
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(hub, null, Stop);
        await using LdapDirectory directory = await LdapDirectory.OpenAsync(
            "d", entry.Settings, new NetworkCredential(SambaServer.Administrator, SambaServer.Password), TimeProvider.System, Stop);
        int full = 0;
        ImportRequest request = new() { AcceptGuard = true, Tell = _ => full++ };
        return (await DirectoryScope.Import(hub, directory, entry, TimeProvider.System).RunAsync(request, Stop).ToListAsync(Stop), full);
    }

    /// <summary>Everything of the replica that is there now, and the hub values of those who are active.</summary>
    private static async Task<string> StateAsync(IHubStore hub)
    {
        StringBuilder text = new();
        List<AppUser> rows = [.. (await hub.ListAsync(new Filter<AppUser>().Equal(row => row.State, AppUserState.Present), Stop)).OrderBy(row => row.Key, StringComparer.Ordinal)];
        Dictionary<string, HubUser> users = (await hub.ListAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop)).ToDictionary(user => user.Id, StringComparer.Ordinal);
        foreach (AppUser row in rows)
        {
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{row.Key} {row.Place} {row.ParentKey} {row.Enabled} {row.InScope} {row.Hash} {(row.UserId is not null && users.TryGetValue(row.UserId, out HubUser? user) ? user.Profile : "")}");
        }

        IEnumerable<string> rest = (await hub.ListAsync<DirectoryContainer>(cancellationToken: Stop)).Select(row => $"{row.Key} {row.ParentKey} {row.Place}")
            .Concat((await hub.ListAsync(new Filter<HubGroup>().Equal(row => row.SystemId, "d").Equal(row => row.State, AppUserState.Present), Stop)).Select(row => $"{row.Key} {row.Name} {row.Place} {row.PrimaryGroupId}"))
            .Concat((await hub.ListAsync<GroupEdge>(cancellationToken: Stop)).Select(row => $"{row.GroupKey} {row.MemberKey}"));
        return text.AppendJoin('\n', rest.Order(StringComparer.Ordinal)).ToString();
    }

    public async ValueTask InitializeAsync()
    {
        if (SambaServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _samba = await SambaServer.StartAsync(SampleDomain.Ldif(80), Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_samba is not null)
        {
            await _samba.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
