using System.Security.Cryptography.X509Certificates;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Servers;

/// <summary>Signing in by a client certificate (SASL EXTERNAL) at an OpenLDAP server that demands one; held to what ldapwhoami says with the same files.</summary>
public sealed class ExternalTests : IAsyncLifetime
{
    private SlapdServer? _slapd;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SlapdServer Slapd => _slapd!;

    public async ValueTask InitializeAsync()
    {
        if (SlapdServer.WhyNot is null || Environment.GetEnvironmentVariable("CI") == "true")
        {
            _slapd = await SlapdServer.StartAsync(new SlapdOptions { VerifyClient = "demand" }, Token);
        }
    }

    [Theory]
    [InlineData(LdapTls.Ldaps)]
    [InlineData(LdapTls.StartTls)]
    public async Task The_certificate_says_who_it_is(LdapTls tls)
    {
        Need();
        using X509Certificate2 own = Own();
        await using LdapConnection connection = await LdapConnection.ConnectAsync(Options(tls) with { ClientCertificate = own }, new LdapCredential.External(), Token);
        Assert.Equal($"dn:{Slapd.ReaderDn}", await connection.WhoAmIAsync(Token));
        ToolResult tool = await Slapd.RunAsync("sh", ["-c", $"LDAPTLS_CERT={Slapd.ClientCertificateFile} LDAPTLS_KEY={Slapd.ClientKeyFile} ldapwhoami -Q -Y EXTERNAL -H ldaps://{Slapd.Address}:{Slapd.TlsPort}"], cancellationToken: Token);
        Assert.Equal($"dn:{Slapd.ReaderDn}", tool.Success("ldapwhoami").Trim());
    }

    [Fact]
    public async Task Without_a_certificate_the_server_lets_nobody_in_and_ours_is_asked_for_before_anything_is_sent()
    {
        Need();
        LdapException refused = await Assert.ThrowsAsync<LdapException>(async () =>
        {
            // With TLS 1.3 the client is through before the server has looked at its certificate.
            await using LdapConnection connection = await LdapConnection.ConnectAsync(Options(LdapTls.Ldaps), new LdapCredential.Anonymous(), Token);
            await connection.WhoAmIAsync(Token);
        });
        Assert.True(refused.Kind is LdapErrorKind.TlsFailed or LdapErrorKind.ConnectionLost, refused.ToString());
        LdapException missing = await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(Options(LdapTls.Ldaps), new LdapCredential.External(), Token));
        Assert.Equal(LdapErrorKind.InvalidCredentials, missing.Kind);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        Need();
        using TestAuthority other = new("Another CA");
        using X509Certificate2 foreign = other.IssueClient("reader");
        LdapException refused = await Assert.ThrowsAsync<LdapException>(async () =>
        {
            await using LdapConnection connection = await LdapConnection.ConnectAsync(Options(LdapTls.Ldaps) with { ClientCertificate = foreign }, new LdapCredential.External(), Token);
        });
        Assert.True(refused.Kind is LdapErrorKind.TlsFailed or LdapErrorKind.ConnectionLost, refused.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_slapd is not null)
        {
            await _slapd.DisposeAsync();
        }
    }

    private void Need() => Assert.SkipWhen(_slapd is null, SlapdServer.WhyNot ?? "");

    private X509Certificate2 Own() => X509Certificate2.CreateFromPemFile(Slapd.ClientCertificateFile, Slapd.ClientKeyFile);

    private LdapOptions Options(LdapTls tls) => new() { Host = Slapd.Address, Port = tls == LdapTls.Ldaps ? Slapd.TlsPort : Slapd.Port, Tls = tls, CaCertificates = Slapd.CaFile };
}
