using System.Net;
using Microsoft.Extensions.Time.Testing;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Keytabs, ticket caches and what Kerberos says when it fails, against a real domain controller.</summary>
[Collection(SambaData)]
public sealed class KerberosTests(DirectoryServers servers) : SambaTests(servers)
{
    private const string Realm = "CORP.EXAMPLE";
    private const string Other = "keytab.user";
    private const string OtherPassword = "Keyt4b!lab-2026";

    [Fact]
    public async Task Two_keytabs_and_a_ticket_cache_serve_side_by_side_in_one_process()
    {
        SambaServer samba = await KerberosAsync();
        await MakeOtherAsync(samba);
        string first = await ExportAsync(samba, "first.keytab", "Administrator");
        string second = await ExportAsync(samba, "second.keytab", Other);
        string cache = "FILE:" + Path.Combine(samba.Folder, "own-cache");
        (await samba.RunAsync("kinit", ["-c", cache, $"{Other}@{Realm}"], OtherPassword + "\n", Token)).Success("kinit");
        LdapCredential.Negotiate[] who =
        [
            new() { Keytab = first, Principal = SambaServer.Administrator },
            new() { Keytab = second, Principal = $"{Other}@{Realm}" },
            new() { Keytab = second },
            new() { TicketCache = cache },
            new(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)),
        ];
        string[] names = await Task.WhenAll(who.Select(async credential =>
        {
            await using LdapConnection connection = await LdapConnection.ConnectAsync(Plain(samba), credential, Token);
            return await WhoAsync(connection);
        }));
        Assert.Equal(["Administrator", Other, Other, Other, "Administrator"], names);

        // The keys are in the file alone: no ticket of ours lies in the cache of the session.
        Assert.NotEqual(0, (await samba.RunAsync("klist", ["-s", "-c", "FILE:" + Path.Combine(samba.Folder, "no-such-cache")], null, Token)).ExitCode);
    }

    [Fact]
    public async Task A_keytab_that_is_not_there_or_not_this_accounts_is_named()
    {
        SambaServer samba = await KerberosAsync();
        await MakeOtherAsync(samba);
        string missing = Path.Combine(samba.Folder, "missing.keytab");
        Assert.Contains($"{missing} cannot be read", await RefusedAsync(samba, new() { Keytab = missing }), StringComparison.Ordinal);
        string keytab = await ExportAsync(samba, "wrong.keytab", Other);
        string said = await RefusedAsync(samba, new() { Keytab = keytab, Principal = SambaServer.Administrator });
        Assert.Contains($"{keytab} cannot be read or holds no key of {SambaServer.Administrator}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_from_before_a_change_of_the_password_are_told_from_a_wrong_password()
    {
        SambaServer samba = await KerberosAsync();
        await MakeAsync(samba, "rolled.user");
        string keytab = await ExportAsync(samba, "rolled.keytab", "rolled.user");
        (await samba.RunAsync("samba-tool", ["user", "setpassword", "rolled.user", "--newpassword=An0ther!lab-2026", "-H", Database(samba)], null, Token)).Success("samba-tool");
        Assert.Contains("export the keytab again", await RefusedAsync(samba, new() { Keytab = keytab, Principal = $"rolled.user@{Realm}" }), StringComparison.Ordinal);
        Assert.Contains("the password is wrong", await RefusedAsync(samba, new(new NetworkCredential($"rolled.user@{Realm}", OtherPassword))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_unknown_disabled_or_without_a_ticket_is_told_so()
    {
        SambaServer samba = await KerberosAsync();
        Assert.Contains("does not know nobody@", await RefusedAsync(samba, new(new NetworkCredential($"nobody@{Realm}", "some-password-1"))), StringComparison.Ordinal);
        await MakeAsync(samba, "off.user");
        (await samba.RunAsync("samba-tool", ["user", "disable", "off.user", "-H", Database(samba)], null, Token)).Success("samba-tool");
        Assert.Contains("disabled", await RefusedAsync(samba, new(new NetworkCredential($"off.user@{Realm}", OtherPassword))), StringComparison.Ordinal);
        Assert.Contains("kinit", await RefusedAsync(samba, new() { TicketCache = "FILE:" + Path.Combine(samba.Folder, "no-such-cache") }), StringComparison.Ordinal);
        string elsewhere = await RefusedAsync(samba, new(new NetworkCredential("ann@ELSEWHERE.EXAMPLE", "some-password-1")));
        Assert.Contains("krb5.conf", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_a_service_principal_is_named_with_the_command_that_registers_it()
    {
        SambaServer samba = await KerberosAsync();
        LdapOptions options = Plain(samba) with { Host = "unregistered.corp.example", Address = IPAddress.Parse(samba.Address) };
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Token));
        Assert.Contains("setspn -S ldap/unregistered.corp.example", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kerberos_server_that_stalls_is_given_up_in_seconds_and_blamed()
    {
        SambaServer samba = await KerberosAsync();
        await using StalledKerberos kdc = new();
        await using FakeLdapServer server = new(session => session.StallAsync());
        FakeTimeProvider time = new();
        kdc.Use();
        try
        {
            LdapOptions options = new() { Host = server.Address, Port = server.Port, Tls = LdapTls.None, Time = time };
            Task<LdapConnection> connecting = LdapConnection.ConnectAsync(options, new LdapCredential.Negotiate(new NetworkCredential($"ann@{StalledKerberos.Realm}", OtherPassword)), Token);
            await Task.WhenAny(kdc.Asked, connecting);
            Assert.False(connecting.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(9));
            Assert.False(connecting.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(1));
            LdapException error = await Assert.ThrowsAsync<LdapException>(() => connecting);
            Assert.Equal(LdapErrorKind.Timeout, error.Kind);
            Assert.Contains("no Kerberos server gave a ticket within 10 s", error.Message, StringComparison.Ordinal);
            Assert.Contains("port 88", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(OtherPassword, error.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            samba.UseForKerberos();
        }
    }

    [Fact]
    public async Task Within_tls_the_bind_is_tied_to_the_channel_and_nothing_is_sealed_twice()
    {
        await KerberosAsync();
        await using SambaServer samba = await SambaServer.StartAsync(new SambaOptions { ExtraConfiguration = ["ldap server require strong auth = allow_sasl_over_tls"] }, Token);
        samba.UseForKerberos();
        try
        {
            foreach (LdapTls tls in new[] { LdapTls.Ldaps, LdapTls.StartTls })
            {
                LdapOptions options = new() { Host = samba.Address, Tls = tls, CaCertificates = samba.CaFile };
                await using LdapConnection connection = await LdapConnection.ConnectAsync(options, new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Token);
                Assert.Equal("Administrator", await WhoAsync(connection));
                Assert.True(await connection.SearchPagedAsync(new() { BaseDn = SambaServer.BaseDn }, 100, Token).CountAsync(Token) > 100);
            }
        }
        finally
        {
            (await SambaAsync()).UseForKerberos();
        }
    }

    // Samba has no who-am-I; the first group of the token is the account itself (MS-ADTS 3.1.1.3.2.24).
    private static async Task<string> WhoAsync(LdapConnection connection)
    {
        LdapEntry root = await connection.SearchAsync(new() { Scope = LdapScope.Base, Attributes = ["tokenGroups"] }, Token).SingleAsync(Token);
        LdapSearch search = new() { BaseDn = SambaServer.BaseDn, Filter = LdapFilter.Equal("objectSid", root.Attributes["tokenGroups"][0]), Attributes = ["sAMAccountName"] };
        return (await connection.SearchAsync(search, Token).SingleAsync(Token)).GetString("sAMAccountName")!;
    }

    private static LdapOptions Plain(SambaServer samba) => new() { Host = samba.Address, Tls = LdapTls.None };

    private static string Database(SambaServer samba) => Path.Combine(samba.Folder, "private", "sam.ldb");

    private static async Task<string> RefusedAsync(SambaServer samba, LdapCredential.Negotiate credential)
    {
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Plain(samba), credential, Token));
        Assert.Equal(LdapErrorKind.InvalidCredentials, exception.Kind);
        Assert.DoesNotContain(OtherPassword, exception.ToString(), StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(exception.Message);
        return exception.Message;
    }

    private static async Task<string> ExportAsync(SambaServer samba, string name, string principal)
    {
        string file = Path.Combine(samba.Folder, name);
        (await samba.RunAsync("samba-tool", ["domain", "exportkeytab", file, $"--principal={principal}"], null, Token)).Success("samba-tool domain exportkeytab");
        return file;
    }

    private static async Task MakeOtherAsync(SambaServer samba)
    {
        if (!(await samba.LdapSearchAsync($"(sAMAccountName={Other})", ["cn"], Token)).Contains("dn:", StringComparison.Ordinal))
        {
            await MakeAsync(samba, Other);
        }
    }

    private static async Task MakeAsync(SambaServer samba, string name) =>
        (await samba.RunAsync("samba-tool", ["user", "create", name, OtherPassword, "-H", Database(samba)], null, Token)).Success("samba-tool user create");

    private async Task<SambaServer> KerberosAsync()
    {
        SambaServer samba = await SambaAsync();
        Assert.SkipWhen(ServerTools.Missing("kinit") is not null && Environment.GetEnvironmentVariable("CI") != "true", ServerTools.Missing("kinit") ?? "");
        samba.UseForKerberos();
        return samba;
    }
}
