using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>Directories that cannot be opened: each failure names the thing and the remedy, and no secret.</summary>
[Collection(nameof(DomainFixture))]
public sealed class LdapRefusalTests(DomainFixture domain)
{
    private const string Wrong = "Wr0ng-Passw0rd-canary";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_never_shown()
    {
        domain.Need();
        await using CuttingProxy first = new(domain.Samba.Address, 636);
        await using CuttingProxy second = new(domain.Samba.Address, 636);
        RingCentralAdException error = await RefusedAsync(domain.Settings(first.Server, second.Server) with { SkipCertificateCheck = true }, DomainFixture.Reader, Wrong);
        Assert.Equal(("AdSignInFailed", ErrorKind.Security), (error.ErrorId, error.Kind));
        Assert.Contains("52e", error.Message, StringComparison.Ordinal);
        Assert.Contains(DomainFixture.Reader, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, error.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), (first.Connections, second.Connections));
    }

    [Fact]
    public async Task An_empty_password_is_not_sent()
    {
        domain.Need();
        Assert.Equal("AdSignInFailed", (await RefusedAsync(domain.Settings(), DomainFixture.Reader, "")).ErrorId);
    }

    [Fact]
    public async Task A_disabled_account_is_told_from_a_wrong_password()
    {
        domain.Need();
        string password = Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes("\"Dis4bled!lab-2026\""));
        await domain.Samba.LdapModifyAsync($"dn: CN=Off,{DomainFixture.Extra}\nchangetype: add\nobjectClass: user\nsAMAccountName: off\nuserPrincipalName: off@corp.example\nuserAccountControl: 514\nunicodePwd:: {password}\n\n", Stop);
        RingCentralAdException error = await RefusedAsync(domain.Settings(), "off@corp.example", "Dis4bled!lab-2026");
        Assert.Equal("AdSignInFailed", error.ErrorId);
        Assert.Contains("disabled (533)", error.Message, StringComparison.Ordinal);
        await domain.Samba.LdapModifyAsync($"dn: CN=Off,{DomainFixture.Extra}\nchangetype: delete\n\n", Stop);
    }

    [Fact]
    public async Task A_server_that_is_away_is_named()
    {
        domain.Need();
        RingCentralAdException error = await RefusedAsync(domain.Settings("127.0.0.1:1", "no-such-host.invalid"));
        Assert.Equal(("AdUnreachable", ErrorKind.Unavailable), (error.ErrorId, error.Kind));
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-host.invalid", error.Message, StringComparison.Ordinal);
        Assert.Equal("AdUnreachable", (await RefusedAsync(new DirectorySettings())).ErrorId);
        Assert.Equal("AdUnreachable", (await RefusedAsync(domain.Settings("a:b:c]"))).ErrorId);
    }

    [Fact]
    public async Task The_next_server_is_tried_when_the_first_is_away()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync(domain.Settings("127.0.0.1:1", $"ldaps://{domain.Samba.Address}:636/"));
        Assert.Equal("corp.example", directory.Description.Name);
        Assert.Contains(domain.Samba.Address, directory.Description.Server, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        domain.Need();
        RingCentralAdException error = await RefusedAsync(domain.Settings() with { CaCertificate = null });
        Assert.Equal(("AdCertificateNotTrusted", ErrorKind.Security), (error.ErrorId, error.Kind));
        Assert.Contains("-CACertificate", error.Remedy, StringComparison.Ordinal);
        await using LdapDirectory unsafely = await domain.OpenAsync(domain.Settings() with { CaCertificate = null, SkipCertificateCheck = true });
        Assert.Equal("corp.example", unsafely.Description.Name);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        domain.Need();
        await using CuttingProxy proxy = new(domain.Samba.Address, 636);
        Assert.Equal("AdCertificateName", (await RefusedAsync(domain.Settings(proxy.Server))).ErrorId);
    }

    [Fact]
    public async Task A_naming_context_that_does_not_exist_is_named()
    {
        domain.Need();
        RingCentralAdException error = await RefusedAsync(domain.Settings() with { NamingContext = "DC=fabrikam,DC=com" });
        Assert.Equal("AdBaseNotFound", error.ErrorId);
        Assert.Contains("DC=fabrikam,DC=com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartTLS_serves_as_well()
    {
        domain.Need();
        await using LdapDirectory directory = await domain.OpenAsync(domain.Settings() with { Tls = DirectoryTls.StartTls });
        Assert.Equal(389, int.Parse(directory.Description.Server.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<RingCentralAdException> RefusedAsync(DirectorySettings settings, string? user = null, string? password = null)
    {
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => LdapDirectory.OpenAsync(
            "d", settings, new NetworkCredential(user ?? SambaServer.Administrator, password ?? SambaServer.Password), TimeProvider.System, Stop));
        Assert.NotEmpty(error.Remedy!);
        Assert.DoesNotContain(SambaServer.Password, error.ToString(), StringComparison.Ordinal);
        return error;
    }
}
