using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Scopes by groups of a real domain: one that was deleted, and one whose members the account may not see.</summary>
[Collection(nameof(DomainFixture))]
public sealed class ScopeGroupSambaTests(DomainFixture domain) : IAsyncDisposable
{
    private const string Member = "bf9679c0-0de6-11d0-a285-00aa003049e2";

    private readonly TestFolder _folder = new();
    private IHubStore? _hub;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_group_stops_every_import_and_changes_nobody()
    {
        domain.Need();
        string[] groups = [$"CN=Scope A,{DomainFixture.Extra}", $"CN=Scope B,{DomainFixture.Extra}"];
        for (int i = 0; i < groups.Length; i++)
        {
            IEnumerable<string> members = Enumerable.Range(11 + (5 * i), 5).Select(person => $"member: {SampleDomain.DnOf(person)}\n");
            await domain.Samba.LdapModifyAsync($"dn: {groups[i]}\nchangetype: add\nobjectClass: group\nsAMAccountName: scope{i}\n{string.Concat(members)}\n", Stop);
        }

        await using (LdapDirectory directory = await domain.OpenAsync())
        {
            await StartAsync(domain.Settings() with { Groups = [(await directory.FindGroupAsync(groups[0], Stop)).Key, (await directory.FindGroupAsync(groups[1], Stop)).Key] });
        }

        Assert.Equal(10, (await ImportAsync(new ImportRequest())).Count(record => record.Action == ImportAction.Created));
        await domain.Samba.LdapModifyAsync($"dn: {groups[0]}\nchangetype: delete\n\n", Stop);
        ImportRequest[] ways = [new(), new() { Verify = true }, new() { BaseDn = DomainFixture.Extra }, new() { People = [$"{SampleDomain.AccountOf(11)}@corp.example"] }, new() { Full = true }, new()];
        foreach (ImportRequest way in ways)
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => ImportAsync(way));
            Assert.Equal("ScopeGroupGone", error.ErrorId);
            Assert.Contains(groups[0], error.Message, StringComparison.Ordinal);
            Assert.Equal(10, await ActiveAsync());
            Assert.Equal(10, await _hub!.CountAsync(new Filter<AppUser>().Equal(row => row.InScope, true), Stop));
        }

        // Made anew under the same name it is another group.
        await domain.Samba.LdapModifyAsync($"dn: {groups[0]}\nchangetype: add\nobjectClass: group\nsAMAccountName: scope0\n\n", Stop);
        Assert.Equal("ScopeGroupGone", (await Assert.ThrowsAsync<RingCentralAdException>(() => ImportAsync(new ImportRequest()))).ErrorId);
        await domain.Samba.LdapModifyAsync($"dn: {groups[0]}\nchangetype: delete\n\ndn: {groups[1]}\nchangetype: delete\n\n", Stop);
    }

    [Fact]
    public async Task Members_that_the_account_may_not_see_are_not_nobody()
    {
        domain.Need();
        string group = $"CN=Scope C,{DomainFixture.Extra}";
        await domain.Samba.LdapModifyAsync($"dn: {group}\nchangetype: add\nobjectClass: group\nsAMAccountName: scopec\nmember: {SampleDomain.DnOf(2)}\n\n", Stop);
        await domain.DenyAsync(group, $"OD;;RP;{Member};;");
        await StartAsync(domain.Settings() with { UserName = DomainFixture.Reader });
        await ImportAsync(new ImportRequest(), reader: true);
        long active = await ActiveAsync();
        Assert.True(active > 1500);
        await using (LdapDirectory directory = await domain.OpenAsync())
        {
            string key = (await directory.FindGroupAsync(group, Stop)).Key;
            DirectoryEntry entry = await DirectoryRegistration.FindAsync(_hub!, null, Stop);
            await _hub!.WriteAsync(transaction => transaction.SaveAsync([entry with { Settings = entry.Settings with { Groups = [key] } }], Stop), null, Stop);
        }

        foreach (ImportRequest way in (ImportRequest[])[new() { AcceptGuard = true }, new() { Full = true, AcceptGuard = true }, new() { Verify = true, AcceptGuard = true }])
        {
            RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => ImportAsync(way, reader: true));
            Assert.Equal("ScopeGroupUnreadable", error.ErrorId);
            Assert.Contains(DomainFixture.Reader, error.Remedy, StringComparison.Ordinal);
            Assert.Equal(active, await ActiveAsync());
        }

        // Who may see them says who is in scope.
        List<ImportRecord> records = await ImportAsync(new ImportRequest { AcceptGuard = true });
        Assert.Equal(1, await ActiveAsync());
        Assert.All(records, record => Assert.Equal(ImportAction.Deactivated, record.Action));
        await domain.Samba.LdapModifyAsync($"dn: {group}\nchangetype: delete\n\n", Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        _folder.Dispose();
    }

    private Task<long> ActiveAsync() => _hub!.CountAsync(new Filter<HubUser>().Equal(row => row.Status, HubUserStatus.Active), Stop);

    private async Task StartAsync(DirectorySettings settings)
    {
        _hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryEntry entry = new() { Id = "d", Name = "corp.example", Kind = DirectoryKind.ActiveDirectory, DomainKey = "corp", Settings = settings with { Names = DirectoryNames.ActiveDirectory.Attributes } };
        await _hub.WriteAsync(transaction => transaction.SaveAsync([entry], Stop), null, Stop);
    }

    private async Task<List<ImportRecord>> ImportAsync(ImportRequest request, bool reader = false)
    {
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(_hub!, null, Stop);
        await using LdapDirectory directory = await (reader ? domain.OpenAsync(user: DomainFixture.Reader, password: DomainFixture.ReaderPassword) : domain.OpenAsync());
        return await new DirectoryImport(_hub!, directory, entry, TimeProvider.System).RunAsync(request, Stop).ToListAsync(Stop);
    }
}
