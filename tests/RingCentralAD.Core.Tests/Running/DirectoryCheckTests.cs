using System.Net;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>The checks of a directory, against Samba with faults planted in it, held to what ldapsearch finds.</summary>
public sealed class DirectoryCheckTests(DirectoryCheckFixture domain) : IClassFixture<DirectoryCheckFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_learns_what_is_wrong_and_where()
    {
        domain.Need();
        await using Checks checks = await Checks.StartAsync(domain);
        await checks.MapAsync("department", "appuser.departement");
        await checks.MapAsync("city", "appuser.pager");
        List<DirectoryCheck> found = await checks.RunAsync(settings => settings with { Names = new Dictionary<string, string>(settings.Names) { ["userName"] = "employeeID" } });

        Is(found, $"Server {domain.Samba.Address}", DirectoryCheckState.Passed, SambaServer.Administrator);
        Is(found, $"Certificate of {domain.Samba.Address}", DirectoryCheckState.Passed, SambaServer.DnsName, "issued by", "until");
        Is(found, $"Clock of {domain.Samba.Address}", DirectoryCheckState.Passed);
        Is(found, "DirSync", DirectoryCheckState.Passed);
        Is(found, "DirSync with object security", DirectoryCheckState.Passed);
        Is(found, "Deleted objects", DirectoryCheckState.Passed);
        Is(found, "Write-back", DirectoryCheckState.Passed, "telephoneNumber");
        Is(found, "Duplicate mail", DirectoryCheckState.Warning, "1 mail address belongs to several people", "shared@corp.example", "CN=Mail One", "CN=Mail Two");
        Is(found, "Duplicate user name", DirectoryCheckState.Warning, "E-77", "CN=Mail One", "CN=Phone One");
        Is(found, "Duplicate login", DirectoryCheckState.Warning, "shared@corp.example");
        Is(found, "Duplicate phone number", DirectoryCheckState.Warning, "1 phone number belongs to several people", "CN=Phone One", "CN=Phone Two");
        Assert.Contains("waits in the import", Remedy("Duplicate mail"), StringComparison.Ordinal);
        Assert.DoesNotContain("login", Remedy("Duplicate phone number"), StringComparison.Ordinal);
        Assert.Contains("number", Remedy("Duplicate phone number"), StringComparison.Ordinal);
        Is(found, "Last name", DirectoryCheckState.Warning, "1 person", "CN=No Name");
        Is(found, "Mail", DirectoryCheckState.Warning, "1 person", "no mail", "CN=Bad Mail");
        Assert.Collection(
            found.Where(check => check.Check == "Mapped attributes").OrderBy(check => check.State),
            check => Assert.Contains("pager", check.Detail, StringComparison.Ordinal),
            check =>
            {
                Assert.Equal(DirectoryCheckState.Failed, check.State);
                Assert.Contains("departement", check.Detail, StringComparison.Ordinal);
                Assert.Contains("Did you mean department?", check.Remedy, StringComparison.Ordinal);
            });

        int people = (await domain.CountAsync("(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)))")).Count;
        int disabled = (await domain.CountAsync("(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE))(userAccountControl:1.2.840.113556.1.4.803:=2))")).Count;
        int groups = (await domain.CountAsync("(objectCategory=group)")).Count;
        Is(found, "Import", DirectoryCheckState.Passed, $"{people} people in scope of {people} in all, {disabled} of them disabled; {groups} groups");
        Assert.All(found.Where(check => check.State is DirectoryCheckState.Warning or DirectoryCheckState.Failed), check => Assert.False(string.IsNullOrEmpty(check.Remedy)));

        string Remedy(string check) => found.Single(one => one.Check == check).Remedy!;
    }

    [Fact]
    public async Task An_ordinary_account_is_told_what_it_lacks_and_nothing_is_written()
    {
        domain.Need();
        string[] values = ["telephoneNumber", "mobile", "mail", "description", "userAccountControl"];
        string before = await domain.Samba.LdapSearchAsync("(objectClass=user)", values, Stop);
        await using Checks checks = await Checks.StartAsync(domain);
        List<DirectoryCheck> found = await checks.RunAsync(settings => settings with { UserName = DomainFixture.Reader, WriteBack = true }, DomainFixture.Reader, DomainFixture.ReaderPassword);
        Is(found, "DirSync", DirectoryCheckState.Warning, "may not replicate");
        Is(found, "DirSync with object security", DirectoryCheckState.Passed);
        Is(found, "Deleted objects", DirectoryCheckState.Warning);
        Is(found, "Write-back", DirectoryCheckState.Failed, "telephoneNumber of CN=");
        Assert.Contains("dsacls", found.Single(check => check.Check == "Write-back").Remedy, StringComparison.Ordinal);
        Assert.Equal(before, await domain.Samba.LdapSearchAsync("(objectClass=user)", values, Stop));

        // What the server reckons is what it does: the very attribute is refused to ldapmodify.
        string ldif = $"dn: CN=Mail One,{DirectoryCheckFixture.Faults}\nchangetype: modify\nreplace: telephoneNumber\ntelephoneNumber: 1\n";
        ToolResult tool = await domain.Samba.RunAsync("ldapmodify", ["-x", "-H", $"ldaps://{domain.Samba.Address}", "-D", DomainFixture.Reader, "-w", DomainFixture.ReaderPassword], ldif, Stop);
        Assert.Equal(50, tool.ExitCode);
    }

    [Fact]
    public async Task The_scope_counts_by_container_group_and_filter()
    {
        domain.Need();
        await using Checks checks = await Checks.StartAsync(domain);
        string sales = await domain.KeyAsync($"(distinguishedName=OU=Sales,{SampleDomain.Root})");
        string nested = await domain.KeyAsync("(sAMAccountName=RingCentral Users)");
        int inSales = Enumerable.Range(1, DirectoryCheckFixture.People).Count(i => i % 5 == 0);
        Is(await checks.RunAsync(settings => settings with { SearchBases = [sales] }), "Import", DirectoryCheckState.Passed, $"{inSales} people in scope");
        int assigned = (await domain.CountAsync("(&(objectClass=user)(memberOf:1.2.840.113556.1.4.1941:=CN=RingCentral Users," + SampleDomain.Root + "))")).Count;
        Is(await checks.RunAsync(settings => settings with { Groups = [nested] }), "Import", DirectoryCheckState.Passed, $"{assigned} people in scope");
        int berlin = (await domain.CountAsync("(&(objectClass=user)(l=Berlin))")).Count;
        Is(await checks.RunAsync(settings => settings with { Filter = "(l=Berlin)" }), "Import", DirectoryCheckState.Passed, $"{berlin} people in scope");
        List<DirectoryCheck> gone = await checks.RunAsync(settings => settings with { SearchBases = [Guid.NewGuid().ToString("D")] });
        Is(gone, "Import", DirectoryCheckState.Failed, "0 people in scope");
        Is(gone, "Scope", DirectoryCheckState.Failed);
    }

    [Fact]
    public async Task Servers_that_do_not_answer_or_refuse_are_told_apart_and_no_password_is_tried_twice()
    {
        domain.Need();
        await using Checks checks = await Checks.StartAsync(domain);
        List<DirectoryCheck> found = await checks.RunAsync(settings => settings with { Servers = ["127.0.0.1:1", domain.Samba.Address] });
        Is(found, "Server 127.0.0.1:1", DirectoryCheckState.Failed, "cannot be reached");
        Is(found, "Import", DirectoryCheckState.Passed);

        found = await checks.RunAsync(settings => settings with { Servers = [domain.Samba.Address, $"{domain.Samba.Address}:636"] }, password: "wrong");
        Is(found, $"Server {domain.Samba.Address}", DirectoryCheckState.Failed, "52e");
        Is(found, $"Server {domain.Samba.Address}:636", DirectoryCheckState.Skipped, "lock");
        Is(found, "Import", DirectoryCheckState.Skipped);

        found = await checks.RunAsync(settings => settings with { CaCertificate = null });
        Is(found, $"Certificate of {domain.Samba.Address}", DirectoryCheckState.Failed, "authority");
        found = await checks.RunAsync(settings => settings with { CaCertificate = null, SkipCertificateCheck = true });
        Is(found, $"Certificate of {domain.Samba.Address}", DirectoryCheckState.Warning, "Not verified");
    }

    [Fact]
    public async Task A_certificate_about_to_end_and_a_clock_that_is_off_are_seen()
    {
        domain.Need();
        await using Checks checks = await Checks.StartAsync(domain);
        DateTimeOffset end = (await domain.CertificateEndAsync()).AddDays(-10);
        List<DirectoryCheck> found = await checks.RunAsync(time: new ShiftedClock(end - TimeProvider.System.GetUtcNow()));
        Is(found, $"Certificate of {domain.Samba.Address}", DirectoryCheckState.Warning, "days are left");
        Is(found, $"Clock of {domain.Samba.Address}", DirectoryCheckState.Warning, "behind this machine");
        found = await checks.RunAsync(time: new ShiftedClock(TimeSpan.FromSeconds(-90)));
        Is(found, $"Clock of {domain.Samba.Address}", DirectoryCheckState.Warning, "ahead of this machine");
        Is(found, $"Certificate of {domain.Samba.Address}", DirectoryCheckState.Passed);
    }

    private static void Is(List<DirectoryCheck> found, string check, DirectoryCheckState state, params string[] words)
    {
        DirectoryCheck one = Assert.Single(found, each => each.Check == check);
        Assert.True(one.State == state, one.ToString());
        Assert.All(words, word => Assert.Contains(word, one.Detail, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    /// <summary>A hub with the domain registered and nobody imported.</summary>
    private sealed class Checks : IAsyncDisposable
    {
        private readonly TestFolder _folder = new();
        private readonly DirectoryCheckFixture _domain;
        private IHubStore _hub = null!;
        private DirectoryEntry _entry = null!;

        private Checks(DirectoryCheckFixture domain) => _domain = domain;

        public static async Task<Checks> StartAsync(DirectoryCheckFixture domain)
        {
            Checks checks = new(domain);
            checks._hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(checks._folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
            DirectoryRegistration registration = new(checks._hub, TimeProvider.System);
            DirectorySettings settings = new() { Servers = [domain.Samba.Address], CaCertificate = domain.Samba.CaFile, UserName = SambaServer.Administrator };
            DirectoryEntry wanted = await registration.PrepareAsync("corp", settings, DirectoryKind.ActiveDirectory, Stop);
            await using IDirectory directory = await Core.Directories.DirectoryConnector.OpenAsync(
                wanted.Id, wanted.Kind, settings, new NetworkCredential(SambaServer.Administrator, SambaServer.Password), TimeProvider.System, Stop);
            checks._entry = await registration.RegisterAsync(wanted, directory.Description, "corp", Stop);
            return checks;
        }

        public Task MapAsync(string target, string expression) => _hub.WriteAsync(
            transaction => transaction.SaveAsync([new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = _entry.Id, Target = target, Expression = expression }], Stop), null, Stop);

        public async Task<List<DirectoryCheck>> RunAsync(
            Func<DirectorySettings, DirectorySettings>? change = null, string? user = null, string? password = null, TimeProvider? time = null)
        {
            DirectoryEntry entry = _entry with { Settings = change?.Invoke(_entry.Settings) ?? _entry.Settings };
            await _hub.WriteAsync(transaction => transaction.SaveAsync([entry], Stop), null, Stop);
            NetworkCredential credential = new(user ?? SambaServer.Administrator, password ?? SambaServer.Password);
            List<DirectoryCheck> found = await new DirectoryCheckRun(_hub, entry, credential, time ?? TimeProvider.System).RunAsync(null, Stop).ToListAsync(Stop);
            Assert.Equal(0, await _hub.CountAsync<AppUser>(cancellationToken: Stop));
            return found;
        }

        public async ValueTask DisposeAsync()
        {
            await _hub.DisposeAsync();
            _folder.Dispose();
        }
    }
}
