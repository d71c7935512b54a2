using System.Globalization;
using System.Net;
using System.Text;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>The same client against OpenLDAP, which does what Samba does not: it enforces size limits.</summary>
public sealed class SlapdTests(DirectoryServers servers)
{
    private const int People = 1200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LdapTls.Ldaps)]
    [InlineData(LdapTls.StartTls)]
    public async Task Both_kinds_of_tls_tell_who_is_bound(LdapTls tls)
    {
        SlapdServer slapd = await servers.SlapdAsync();
        await using LdapConnection connection = await ConnectAsync(slapd, tls);
        Assert.Equal("dn:" + slapd.ReaderDn, await connection.WhoAmIAsync(Token));
        LdapRootDse root = new(await connection.ReadRootDseAsync(Token));
        Assert.False(root.IsActiveDirectory);
        Assert.Contains(slapd.BaseDn, root.NamingContexts);
        Assert.Contains("1.3.6.1.4.1.1466.20037", root.SupportedExtensions);
    }

    [Fact]
    public async Task An_unpaged_search_beyond_the_limit_is_an_error_and_a_paged_one_is_whole()
    {
        SlapdServer slapd = await servers.SlapdAsync();
        await using LdapConnection connection = await ConnectAsync(slapd, LdapTls.Ldaps);
        LdapSearch search = new() { BaseDn = slapd.BaseDn, Filter = LdapFilter.Equal("objectClass", "inetOrgPerson"), Attributes = ["uid", "entryUUID"] };
        int seen = 0;
        LdapException cut = await Assert.ThrowsAsync<LdapException>(async () =>
        {
            await foreach (LdapEntry entry in connection.SearchAsync(search, Token))
            {
                seen++;
            }
        });
        Assert.Equal((LdapErrorKind.SizeLimit, 1000), (cut.Kind, seen));

        List<LdapEntry> all = await connection.SearchPagedAsync(search, 500, Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, People).Select(Uid), all.Select(entry => entry.GetString("uid")!).Order(StringComparer.Ordinal));
        Assert.Equal(People, all.Select(entry => entry.GetGuid("entryUUID")!.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_missing_base_tells_the_nearest_that_exists()
    {
        SlapdServer slapd = await servers.SlapdAsync();
        await using LdapConnection connection = await ConnectAsync(slapd, LdapTls.Ldaps);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(async () => await connection.SearchAsync(new() { BaseDn = "ou=gone," + slapd.BaseDn }, Token).CountAsync(Token));
        Assert.Equal((LdapErrorKind.NoSuchObject, slapd.BaseDn), (exception.Kind, exception.MatchedDn));
    }

    [Fact]
    public async Task A_wrong_password_has_no_sub_code_here()
    {
        SlapdServer slapd = await servers.SlapdAsync();
        LdapCredential wrong = new LdapCredential.Simple(slapd.AdminDn, new NetworkCredential("", "wrong").SecurePassword);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(slapd, LdapTls.Ldaps), wrong, Token));
        Assert.Equal((LdapErrorKind.InvalidCredentials, null), (exception.Kind, exception.AdSubCode));
    }

    [Fact]
    public async Task A_stopped_server_ends_the_connection_and_a_new_one_works_after_its_return()
    {
        await using SlapdServer slapd = await SlapdServer.StartAsync(cancellationToken: Token);
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Options(slapd, LdapTls.Ldaps), Reader(slapd), Token);
        await slapd.StopAsync();
        LdapException gone = await Assert.ThrowsAsync<LdapException>(() => connection.ReadRootDseAsync(Token));
        Assert.True(gone.Kind is LdapErrorKind.ConnectionLost or LdapErrorKind.ServerUnavailable, gone.Message);
        LdapException refused = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(slapd, LdapTls.Ldaps), Reader(slapd), Token));
        Assert.Equal(LdapErrorKind.ServerUnavailable, refused.Kind);
        await slapd.StartAsync(Token);
        await using LdapConnection again = await LdapConnection.ConnectAsync(Options(slapd, LdapTls.Ldaps), Reader(slapd), Token);
        Assert.True(again.IsOpen);
    }

    /// <summary>The people that the shared server holds.</summary>
    internal static void WritePeople(string file)
    {
        using StreamWriter writer = new(file, append: false, new UTF8Encoding(false));
        LdifWriter ldif = new(writer);
        foreach (string uid in Enumerable.Range(1, People).Select(Uid))
        {
            ldif.Begin($"uid={uid},dc=corp,dc=example", "inetOrgPerson");
            ldif.Write("uid", uid);
            ldif.Write("cn", "Zoë " + uid);
            ldif.Write("sn", uid);
            ldif.End();
        }
    }

    private static string Uid(int number) => number.ToString("'u'00000", CultureInfo.InvariantCulture);

    private static LdapOptions Options(SlapdServer slapd, LdapTls tls) => new()
    {
        Host = slapd.Address,
        Port = tls == LdapTls.Ldaps ? slapd.TlsPort : slapd.Port,
        Tls = tls,
        CaCertificates = slapd.CaFile,
    };

    private static LdapCredential.Simple Reader(SlapdServer slapd) => new(slapd.ReaderDn, new NetworkCredential("", slapd.Password).SecurePassword);

    private static Task<LdapConnection> ConnectAsync(SlapdServer slapd, LdapTls tls) => LdapConnection.ConnectAsync(Options(slapd, tls), Reader(slapd), Token);
}
