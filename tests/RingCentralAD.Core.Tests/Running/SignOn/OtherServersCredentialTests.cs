using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.Directories;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>Delegated authentication against OpenLDAP with password policies and against 389 DS.</summary>
public sealed class OtherServersCredentialTests : IAsyncDisposable
{
    private const string BaseDn = "dc=corp,dc=example";
    private const string Password = "Right!pass-1";

    private static readonly string[] s_people = ["ann", "zoë", "locked", "expired", "reset", "off"];

    private readonly TestFolder _folder = new();
    private IHubStore? _hub;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DirectoryTls.Ldaps)]
    [InlineData(DirectoryTls.StartTls)]
    public async Task OpenLdap(DirectoryTls tls)
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using SlapdServer server = await SlapdServer.StartAsync(new SlapdOptions { LdifFiles = [_folder.File("people.ldif", OpenLdapPeople())] }, Stop);
        string[] admin = ["-x", "-H", $"ldap://{server.Address}:{server.Port}", "-D", server.AdminDn, "-w", server.Password];
        (await server.RunAsync("ldapmodify", admin, $"dn: {DnOf("reset")}\nchangetype: modify\nreplace: pwdReset\npwdReset: TRUE\n\n", Stop)).Success("ldapmodify");
        DirectorySettings settings = new()
        {
            Servers = [$"{server.Address}:{(tls == DirectoryTls.Ldaps ? server.TlsPort : server.Port)}"],
            Tls = tls,
            CaCertificate = server.CaFile,
        };
        NetworkCredential reader = new(server.AdminDn, server.Password);
        await ImportAsync(settings, reader);
        for (int i = 0; i < 3; i++)
        {
            await server.RunAsync("ldapsearch", ["-x", "-H", $"ldap://{server.Address}:{server.Port}", "-D", DnOf("locked"), "-w", "wrong", "-b", BaseDn], null, Stop);
        }

        await using LdapCredentialDirectory directory = await LdapCredentialDirectory.OpenAsync(settings, reader, TimeProvider.System, Stop);
        Assert.Equal(new LockoutRule(3, TimeSpan.FromDays(365)), await directory.ReadLockoutAsync(null, Stop));
        await using CredentialCheck check = Check(reader);
        Assert.Equal((CredentialOutcome.Ok, true), await OutcomeAsync(check, "ann", Password));
        Assert.Equal((CredentialOutcome.Ok, true), await OutcomeAsync(check, "zoë@corp.example", Password));
        Assert.Equal((CredentialOutcome.WrongPassword, false), await OutcomeAsync(check, "ann", "wrong"));
        Assert.Equal((CredentialOutcome.TooManyTries, false), await OutcomeAsync(check, "ann", "wrong"));
        Assert.Equal((CredentialOutcome.Locked, false), await OutcomeAsync(check, "locked", Password));
        Assert.Equal((CredentialOutcome.PasswordExpired, true), await OutcomeAsync(check, "expired", Password));
        Assert.Equal((CredentialOutcome.WrongPassword, false), await OutcomeAsync(check, "expired", "wrong"));
        Assert.Equal((CredentialOutcome.MustChangePassword, true), await OutcomeAsync(check, "reset", Password));
        Assert.Equal((CredentialOutcome.NotInHub, false), await OutcomeAsync(check, "nobody", Password));
    }

    /// <summary>Where wrong passwords count until the right one comes, a stranger's tries of one day and another add up: the directory's own count stops them.</summary>
    [Fact]
    public async Task A_server_that_never_forgets_locks_nobody()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using SlapdServer server = await SlapdServer.StartAsync(new SlapdOptions { LdifFiles = [_folder.File("people.ldif", OpenLdapPeople())] }, Stop);
        string[] admin = ["-x", "-H", $"ldap://{server.Address}:{server.Port}", "-D", server.AdminDn, "-w", server.Password];
        (await server.RunAsync("ldapmodify", admin, $"dn: cn=ppolicy,{BaseDn}\nchangetype: modify\nreplace: pwdMaxFailure\npwdMaxFailure: 5\n\n", Stop)).Success("ldapmodify");
        DirectorySettings settings = new() { Servers = [$"{server.Address}:{server.TlsPort}"], CaCertificate = server.CaFile };
        NetworkCredential reader = new(server.AdminDn, server.Password);
        await ImportAsync(settings, reader);
        await using LdapCredentialDirectory directory = await LdapCredentialDirectory.OpenAsync(settings, reader, TimeProvider.System, Stop);
        Assert.Equal(new LockoutRule(5, TimeSpan.FromDays(365)), await directory.ReadLockoutAsync(null, Stop));
        for (int i = 0; i < 4; i++)
        {
            await server.RunAsync("ldapsearch", ["-x", "-H", $"ldap://{server.Address}:{server.Port}", "-D", DnOf("ann"), "-w", "wrong", "-b", BaseDn], null, Stop);
        }

        await using CredentialCheck check = Check(reader);
        Assert.Equal((CredentialOutcome.TooManyTries, false), await OutcomeAsync(check, "ann", "wrong"));
        string shown = (await server.RunAsync("ldapsearch", [.. admin, "-LLL", "-b", DnOf("ann"), "pwdFailureTime", "pwdAccountLockedTime"], null, Stop)).Success("ldapsearch");
        Assert.Equal(4, shown.Split('\n').Count(static line => line.StartsWith("pwdFailureTime:", StringComparison.Ordinal)));
        Assert.DoesNotContain("pwdAccountLockedTime:", shown, StringComparison.Ordinal);
    }

    /// <summary>A server whose connection is not opened in time was not given the password: another one is asked.</summary>
    [Fact]
    public async Task A_server_that_stalls_before_the_password_is_passed_over()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using SlapdServer server = await SlapdServer.StartAsync(new SlapdOptions { LdifFiles = [_folder.File("people.ldif", OpenLdapPeople())] }, Stop);
        int silent = 0;
        await using LoopbackListener first = new((client, stop) => PassAsync(1, client, stop));
        await using LoopbackListener second = new((client, stop) => PassAsync(2, client, stop));
        DirectorySettings settings = new() { Servers = [$"{server.Address}:{first.Port}", $"{server.Address}:{second.Port}"], CaCertificate = server.CaFile };
        await using LdapCredentialDirectory directory = await LdapCredentialDirectory.OpenAsync(settings, new NetworkCredential(server.AdminDn, server.Password), TimeProvider.System, Stop);
        using SecureString password = new NetworkCredential("", Password).SecurePassword;
        Volatile.Write(ref silent, 1);
        Assert.True((await directory.BindAsync(DnOf("ann"), password, Stop)).Right);
        Volatile.Write(ref silent, 2);
        Assert.Equal("AdUnreachable", (await Assert.ThrowsAsync<RingCentralAdException>(() => directory.BindAsync(DnOf("ann"), password, Stop))).ErrorId);

        async Task PassAsync(int number, TcpClient client, CancellationToken stop)
        {
            if (number <= Volatile.Read(ref silent))
            {
                await Task.Delay(Timeout.Infinite, stop);
            }

            using TcpClient behind = new();
            await behind.ConnectAsync(server.Address, server.TlsPort, stop);
            await Task.WhenAny(client.GetStream().CopyToAsync(behind.GetStream(), stop), behind.GetStream().CopyToAsync(client.GetStream(), stop));
        }
    }

    /// <summary>A server that is down is passed over; one whose answer got lost may have counted the try, so that no other one is asked.</summary>
    [Fact]
    public async Task A_try_whose_answer_got_lost_is_sent_to_no_other_server()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        await using SlapdServer server = await SlapdServer.StartAsync(new SlapdOptions { LdifFiles = [_folder.File("people.ldif", OpenLdapPeople())] }, Stop);
        using TestAuthority authority = new();
        await using LdapProxy proxy = new(authority, server.Address, server.Port);
        string trusted = _folder.File("both.pem", authority.Pem + "\n" + await File.ReadAllTextAsync(server.CaFile, Stop));
        DirectorySettings settings = new() { Servers = ["127.0.0.1:1", proxy.Server, $"{server.Address}:{server.TlsPort}"], CaCertificate = trusted };
        NetworkCredential reader = new(server.AdminDn, server.Password);
        await ImportAsync(settings, reader);
        await using CredentialCheck check = Check(reader);
        Assert.Equal((CredentialOutcome.Ok, true), await OutcomeAsync(check, "zoë", Password));
        int before = proxy.Connections;

        proxy.Change = static (answer, _) => Task.FromResult<IReadOnlyList<byte[]>?>(answer.Tag == 0x61 ? null : [answer.Bytes]);
        Assert.Equal((CredentialOutcome.DirectoryUnavailable, true), await OutcomeAsync(check, "ann", "wrong"));

        Assert.Equal(before + 1, proxy.Connections);
        string shown = (await server.RunAsync("ldapsearch", ["-x", "-LLL", "-H", $"ldap://{server.Address}:{server.Port}", "-D", server.AdminDn, "-w", server.Password, "-b", DnOf("ann"), "pwdFailureTime"], null, Stop)).Success("ldapsearch");
        Assert.Equal(1, shown.Split('\n').Count(static line => line.StartsWith("pwdFailureTime:", StringComparison.Ordinal)));
        Assert.Equal(1, (await _hub!.ListAsync<SignOnTally>(cancellationToken: Stop)).Single(static tally => tally.Key.StartsWith("account:", StringComparison.Ordinal)).Spent);
    }

    [Fact]
    public async Task Ds389()
    {
        Assert.SkipWhen(Ds389Server.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", Ds389Server.WhyNot ?? "");
        string ldif = $"dn: ou=people,{BaseDn}\nobjectClass: organizationalUnit\n\n" + string.Concat(s_people.Where(static name => name != "zoë").Select(static name => Entry(name, "")));
        await using Ds389Server server = await Ds389Server.StartAsync(ldif, Stop);
        using TestAuthority authority = new();
        await using LdapProxy proxy = new(authority, server.Address, server.Port);
        DirectorySettings settings = new() { Servers = [proxy.Server], CaCertificate = _folder.File("ca.pem", authority.Pem), NamingContext = BaseDn };
        NetworkCredential reader = new(Ds389Server.AdminDn, Ds389Server.Password);
        await ImportAsync(settings, reader);
        await server.ModifyAsync($"dn: {DnOf("off")}\nchangetype: modify\nadd: nsAccountLock\nnsAccountLock: true\n\n", Stop);

        await using CredentialCheck check = Check(reader);
        Assert.Equal((CredentialOutcome.Ok, true), await OutcomeAsync(check, "ann", Password));
        Assert.Equal((CredentialOutcome.WrongPassword, false), await OutcomeAsync(check, "ann", "wrong"));
        Assert.Equal((CredentialOutcome.Disabled, false), await OutcomeAsync(check, "off", Password));
        (CredentialOutcome off, bool told) = await OutcomeAsync(check, "off", "wrong");
        Assert.False(told);
        TestContext.Current.TestOutputHelper?.WriteLine($"disabled with a wrong password: {off}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string DnOf(string name) => $"uid={name},ou=people,{BaseDn}";

    private static string Entry(string name, string more) =>
        $"dn:: {Base64(DnOf(name))}\nobjectClass: inetOrgPerson\nuid:: {Base64(name)}\ncn:: {Base64(name)}\nsn: Test\ngivenName:: {Base64(name)}\nmail:: {Base64($"{name}@corp.example")}\nuserPassword: {Password}\n{more}\n";

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static string OpenLdapPeople()
    {
        string old = DateTimeOffset.UtcNow.AddDays(-5).ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        string policy = $"dn: cn=short,{BaseDn}\nobjectClass: device\nobjectClass: pwdPolicy\ncn: short\npwdAttribute: userPassword\npwdMaxAge: 86400\npwdMustChange: TRUE\npwdLockout: TRUE\npwdMaxFailure: 5\n\n";
        return $"dn: ou=people,{BaseDn}\nobjectClass: organizationalUnit\nou: people\n\n{policy}" + string.Concat(s_people.Select(name => Entry(name, name switch
        {
            "expired" => $"pwdPolicySubentry: cn=short,{BaseDn}\npwdChangedTime: {old}\n",
            "reset" => $"pwdPolicySubentry: cn=short,{BaseDn}\n",
            _ => "",
        })));
    }

    private async Task ImportAsync(DirectorySettings settings, NetworkCredential reader)
    {
        _hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(_folder.Path, "hub.db")), "Example", TimeProvider.System, Stop);
        DirectoryRegistration registration = new(_hub, TimeProvider.System);
        DirectoryEntry wanted = await registration.PrepareAsync("ldap", settings, DirectoryKind.Ldap, Stop);
        await using LdapDirectory directory = await LdapDirectory.OpenAsync(wanted.Id, settings, reader, TimeProvider.System, Stop);
        DirectoryEntry entry = await registration.RegisterAsync(wanted, directory.Description, "ldap", Stop);
        _ = await new DirectoryImport(_hub, directory, entry, TimeProvider.System).RunAsync(new ImportRequest(), Stop).CountAsync(Stop);
        HubGroup everyone = await HubGroups.FindAsync(_hub, "Everyone", Stop);
        await _hub.WriteAsync(transaction => transaction.SaveAsync([new Assignment { Id = "a", GroupId = everyone.Id }], Stop), null, Stop);
    }

    private CredentialCheck Check(NetworkCredential reader) => CredentialCheck.Open(_hub!, (_, _) => Task.FromResult<NetworkCredential?>(reader), TimeProvider.System);

    private static async Task<(CredentialOutcome Outcome, bool IsTold)> OutcomeAsync(CredentialCheck check, string name, string password)
    {
        CredentialAnswer answer = await check.CheckAsync(new CredentialAttempt(name, password) { Address = "192.0.2.1" }, Stop);
        return (answer.Outcome, answer.IsTold);
    }
}
