using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Opening a connection to a real domain controller: whom it trusts and how it says no.</summary>
public sealed class ConnectTests(DirectoryServers servers) : SambaTests(servers)
{
    [Fact]
    public async Task Ldaps_with_the_right_authority_reads_the_root_dse()
    {
        SambaServer samba = await SambaAsync();
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Options(samba), Administrator(samba), Token);
        LdapRootDse root = new(await connection.ReadRootDseAsync(Token));
        Assert.True(root.IsActiveDirectory);
        Assert.Equal(SambaServer.BaseDn, root.DefaultNamingContext, ignoreCase: true);
        Assert.Equal(SambaServer.DnsName, root.DnsHostName);
        Assert.True(root.Supports(LdapControl.PagedResultsOid));
    }

    [Fact]
    public async Task A_foreign_authority_is_refused_and_the_message_names_the_certificate_and_the_file()
    {
        SambaServer samba = await SambaAsync();
        using TestAuthority foreign = new("Foreign CA");
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, foreign.Pem, Token);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba) with { CaCertificates = file }, Administrator(samba), Token));
        File.Delete(file);
        Assert.Equal(LdapErrorKind.CertificateNotTrusted, exception.Kind);
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
        Assert.Contains(SambaServer.DnsName, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_the_systems_authorities_do_not_know_the_server()
    {
        SambaServer samba = await SambaAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba) with { CaCertificates = null }, Administrator(samba), Token));
        Assert.Equal(LdapErrorKind.CertificateNotTrusted, exception.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_file_of_authorities_that_is_missing_or_empty_is_named(string? content)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content, Token);
        }

        LdapOptions options = new() { Host = "127.0.0.1", CaCertificates = file };
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, new LdapCredential.Anonymous(), Token));
        File.Delete(file);
        Assert.Equal(LdapErrorKind.CertificateNotTrusted, exception.Kind);
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_certificate_does_not_hold_is_refused_with_the_names_it_holds()
    {
        SambaServer samba = await SambaAsync();

        // Leads to the same address, but is not what the certificate holds.
        LdapOptions options = Options(samba) with { Host = $"::ffff:{samba.Address}" };
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, Administrator(samba), Token));
        Assert.Equal(LdapErrorKind.CertificateName, exception.Kind);
        Assert.Contains($"'{SambaServer.DnsName}', 'localhost', '{samba.Address}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchecked_certificate_is_taken_when_asked_for()
    {
        SambaServer samba = await SambaAsync();
        LdapOptions options = Options(samba) with { CaCertificates = null, SkipCertificateCheck = true };
        await using LdapConnection connection = await LdapConnection.ConnectAsync(options, Administrator(samba), Token);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_wrong_password_tells_the_sub_code_and_never_the_password()
    {
        SambaServer samba = await SambaAsync();
        LdapCredential wrong = new LdapCredential.Simple(SambaServer.Administrator, Secret("wrong-7391"));
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba), wrong, Token));
        Assert.Equal((LdapErrorKind.InvalidCredentials, 49, "52e"), (exception.Kind, exception.ResultCode, exception.AdSubCode));
        Assert.Contains(SambaServer.Administrator, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-7391", exception.ToString() + wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_is_told_from_a_wrong_password()
    {
        SambaServer samba = await SambaAsync();
        SamplePerson disabled = new(20);
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba), new LdapCredential.Simple(disabled.Mail, Secret(disabled.Password!)), Token));
        Assert.Equal("533", exception.AdSubCode);
        Assert.Contains("disabled", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simple_bind_without_tls_is_not_sent()
    {
        SambaServer samba = await SambaAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba) with { Tls = LdapTls.None }, Administrator(samba), Token));
        Assert.Equal(LdapErrorKind.StrongAuthRequired, exception.Kind);
        Assert.Null(exception.ResultCode);
    }

    [Fact]
    public async Task Start_tls_secures_the_plain_port()
    {
        SambaServer samba = await SambaAsync();
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Options(samba) with { Tls = LdapTls.StartTls }, Administrator(samba), Token);
        Assert.True(new LdapRootDse(await connection.ReadRootDseAsync(Token)).IsActiveDirectory);
    }

    [Fact]
    public async Task A_plain_port_taken_for_ldaps_is_a_tls_failure()
    {
        SambaServer samba = await SambaAsync();
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(samba) with { Port = 389 }, Administrator(samba), Token));
        Assert.Equal(LdapErrorKind.TlsFailed, exception.Kind);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_server_unavailable()
    {
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(new() { Host = "127.83.1.1", Port = 9 }, new LdapCredential.Anonymous(), Token));
        Assert.Equal((LdapErrorKind.ServerUnavailable, "127.83.1.1:9"), (exception.Kind, exception.Server));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_server_unavailable()
    {
        LdapException exception = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(new() { Host = "dc.invalid" }, new LdapCredential.Anonymous(), Token));
        Assert.Equal(LdapErrorKind.ServerUnavailable, exception.Kind);
    }

    [Fact]
    public void An_empty_name_or_password_is_refused_at_once()
    {
        Assert.All(
            (Func<LdapCredential>[])[() => new LdapCredential.Simple("ann", Secret("")), () => new LdapCredential.Simple(" ", Secret("x")), () => new LdapCredential.Simple(new("ann", "")), () => new LdapCredential.Negotiate(new("ann", ""))],
            create => Assert.Equal(LdapErrorKind.InvalidCredentials, Assert.Throws<LdapException>(create).Kind));
    }

    [Fact]
    public void A_credential_shows_its_name_only()
    {
        Assert.Equal("Simple (ann)", new LdapCredential.Simple("ann", Secret("geheim")).ToString());
        Assert.Equal("Simple (CORP\\ann)", new LdapCredential.Simple(new System.Net.NetworkCredential("ann", "geheim", "CORP")).ToString());
        Assert.Equal("Negotiate (bob)", new LdapCredential.Negotiate(new("bob", "geheim")).ToString());
    }
}
