using System.Net;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Kerberos by GSS-SPNEGO against a real domain controller; sealed on the plain port.</summary>
[Collection(SambaData)]
public sealed class NegotiateTests(DirectoryServers servers) : SambaTests(servers)
{
    [Fact]
    public async Task A_password_seals_the_plain_port()
    {
        SambaServer samba = await KerberosAsync();
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Plain(samba), new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Token);
        LdapSearch search = new() { BaseDn = DirectoryServers.Domain.PeopleDn, Filter = LdapFilter.Present("employeeID") };
        Assert.Equal(2500, await connection.SearchPagedAsync(search, 1000, Token).CountAsync(Token));
        string dn = PersonDn(201);
        await connection.ModifyAsync(dn, [LdapModification.Replace("ipPhone", "201")], Token);
        Assert.Contains("ipPhone: 201\n", await samba.LdapSearchAsync(["-b", dn, "-s", "base", "ipPhone"], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_go_through_one_sealed_connection()
    {
        SambaServer samba = await KerberosAsync();
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Plain(samba), new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Token);
        LdapEntry[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => connection.ReadRootDseAsync(Token)));
        Assert.All(answers, root => Assert.Equal(SambaServer.DnsName, new LdapRootDse(root).DnsHostName));
    }

    [Fact]
    public async Task The_logged_on_accounts_ticket_is_used()
    {
        SambaServer samba = await KerberosAsync();
        (await samba.RunAsync("kinit", [SambaServer.Administrator], SambaServer.Password + "\n", Token)).Success("kinit");
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Plain(samba), new LdapCredential.Negotiate(), Token);
        Assert.Equal(1, await connection.SearchAsync(new() { BaseDn = SambaServer.AdministratorDn, Scope = LdapScope.Base }, Token).CountAsync(Token));
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_the_password()
    {
        SambaServer samba = await KerberosAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Plain(samba), new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, "wrong-5512")), Token));
        Assert.Equal(LdapErrorKind.InvalidCredentials, exception.Kind);
        Assert.DoesNotContain("wrong-5512", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_a_principal_is_not_trusted_with_anything()
    {
        SambaServer samba = await KerberosAsync();
        LdapOptions options = Plain(samba) with { Host = $"::ffff:{samba.Address}" };
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Token));
        Assert.Equal(LdapErrorKind.InvalidCredentials, exception.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_changes_or_slips_in_on_the_way_ends_the_connection(bool change)
    {
        SambaServer samba = await KerberosAsync();
        await using TamperingProxy proxy = new(samba.Address, 389);
        LdapCredential.Negotiate credential = new(new NetworkCredential(SambaServer.Administrator, SambaServer.Password));
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Plain(samba) with { Port = proxy.Port }, credential, Token);
        Assert.True(new LdapRootDse(await connection.ReadRootDseAsync(Token)).IsActiveDirectory);
        proxy.Tamper = change
            ? static bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]
            : static _ => [.. LdapBytes.Entry(102, "CN=Mallory"), .. LdapBytes.Result(102, LdapBytes.SearchDone)];
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => connection.ReadRootDseAsync(Token));
        Assert.Equal(LdapErrorKind.Protocol, exception.Kind);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task Within_tls_the_way_out_is_told()
    {
        SambaServer samba = await KerberosAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba), new LdapCredential.Negotiate(new NetworkCredential(SambaServer.Administrator, SambaServer.Password)), Token));
        Assert.Equal((LdapErrorKind.StrongAuthRequired, 8), (exception.Kind, exception.ResultCode));
        Assert.Contains("389", exception.Message, StringComparison.Ordinal);
    }

    private static LdapOptions Plain(SambaServer samba) => new() { Host = samba.Address, Tls = LdapTls.None };

    private async Task<SambaServer> KerberosAsync()
    {
        SambaServer samba = await SambaAsync();
        Assert.SkipWhen(ServerTools.Missing("kinit") is not null && Environment.GetEnvironmentVariable("CI") != "true", ServerTools.Missing("kinit") ?? "");
        samba.UseForKerberos();
        return samba;
    }
}
