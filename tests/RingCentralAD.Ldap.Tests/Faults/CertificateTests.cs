using System.Security.Cryptography.X509Certificates;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Faults;

/// <summary>Certificates that a server of our own does not have.</summary>
public sealed class CertificateTests : FakeTests, IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _file = Path.GetTempFileName();

    public CertificateTests() => File.WriteAllText(_file, _authority.Pem);

    [Theory]
    [InlineData(LdapTls.Ldaps)]
    [InlineData(LdapTls.StartTls)]
    public async Task Another_servers_certificate_is_a_wrong_name(LdapTls tls)
    {
        using X509Certificate2 certificate = _authority.Issue(["dc9.corp.example", "10.0.0.9"]);
        LdapException exception = await ConnectAsync(certificate, tls);
        Assert.Equal(LdapErrorKind.CertificateName, exception.Kind);
        Assert.Contains("'dc9.corp.example', '10.0.0.9', not for '127.0.0.1'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_tells_its_dates()
    {
        using X509Certificate2 certificate = _authority.Issue(["127.0.0.1"], TimeProvider.System.GetUtcNow().AddMinutes(-5));
        LdapException exception = await ConnectAsync(certificate, LdapTls.Ldaps);
        Assert.Equal(LdapErrorKind.CertificateNotTrusted, exception.Kind);
        Assert.Contains("out of its dates", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_authoritys_certificate_with_the_right_name_is_not_trusted()
    {
        using TestAuthority foreign = new("Foreign CA");
        using X509Certificate2 certificate = foreign.Issue(["127.0.0.1"]);
        LdapException exception = await ConnectAsync(certificate, LdapTls.Ldaps);
        Assert.Equal(LdapErrorKind.CertificateNotTrusted, exception.Kind);
        Assert.Contains("CN=Foreign CA", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(_file);
        _authority.Dispose();
    }

    private async Task<LdapException> ConnectAsync(X509Certificate2 certificate, LdapTls tls)
    {
        await using FakeLdapServer server = new(async session =>
        {
            if (tls == LdapTls.StartTls)
            {
                FakeLdapRequest request = await session.ReadAsync();
                await session.SendAsync(LdapBytes.Result(request.Id, LdapBytes.ExtendedResponse));
            }

            await session.SecureAsync(certificate);
            FakeLdapRequest unwanted = await session.ReadAsync();
            Assert.Fail($"A request of kind 0x{unwanted.Tag:x2} was sent to a server that is not trusted.");
        });
        LdapOptions options = Options(server) with { Tls = tls, CaCertificates = _file, ConnectTimeout = TimeSpan.FromSeconds(20) };
        return await Assert.ThrowsAsync<LdapException>(() => LdapConnection.ConnectAsync(options, Simple, Token));
    }
}
