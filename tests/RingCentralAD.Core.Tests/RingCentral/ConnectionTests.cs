using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>Over real sockets: trust, proxies, and what an administrator reads when a connection does not come about.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Name = "platform.example.test";
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-connection-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_inspecting_proxys_authority_is_trusted_from_a_file_and_the_proxy_asked_for_the_name(bool intermediate)
    {
        await using LoopbackPlatform platform = new(Name, intermediate: intermediate);
        await using LoopbackProxy proxy = new(platform.Port, "proxyuser:proxy:pass");
        AccountSettings settings = Settings() with
        {
            Proxy = proxy.Uri,
            ProxyUserName = "proxyuser",
            CaCertificate = FileOf(platform.Authority),
        };
        AccountSecrets secrets = new(Secure(ClientSecret), Secure(Jwt), Secure("proxy:pass"));

        await using RingCentralAccount account = await RingCentralAccount.OpenAsync(settings, secrets, TimeProvider.System, cancellationToken: Stop);

        Assert.Equal("Loopback", account.Description.Company);
        Assert.All(proxy.Tunnels, tunnel => Assert.Equal(Name + ":443", tunnel));
        Assert.Equal(1, platform.Connections);
        Assert.Equal(2, platform.Heads.Count);
        Assert.All(platform.Heads, head => Assert.Contains("Accept-Encoding: gzip", head, StringComparison.Ordinal));
        Assert.All(platform.Heads, head => Assert.DoesNotContain("Proxy-Authorization", head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_refuses_is_named()
    {
        await using LoopbackPlatform platform = new(Name);
        await using LoopbackProxy proxy = new(platform.Port, "proxyuser:right");

        AccountException error = await FailAsync(Settings() with { Proxy = proxy.Uri }, Secrets());

        Assert.Equal(("RcProxyRefused", AccountFailure.NotSent), (error.ErrorId, error.Failure));
        Assert.Contains($"127.0.0.1:{proxy.Uri.Port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untrusted_certificate_names_its_issuer_and_how_to_trust_it()
    {
        await using LoopbackPlatform platform = new(Name);
        await using LoopbackProxy proxy = new(platform.Port);

        AccountException error = await FailAsync(Settings() with { Proxy = proxy.Uri }, Secrets());

        Assert.Equal(("RcTlsNotTrusted", ErrorKind.Security, AccountFailure.NotSent), (error.ErrorId, error.Kind, error.Failure));
        Assert.Contains("CN=Inspecting Proxy Authority", error.Message, StringComparison.Ordinal);
        Assert.Contains("-CACertificate", error.Remedy, StringComparison.Ordinal);
        Assert.Empty(platform.Heads);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_even_of_a_trusted_authority()
    {
        await using LoopbackPlatform platform = new("other.example.test");
        await using LoopbackProxy proxy = new(platform.Port);

        AccountException error = await FailAsync(Settings() with { Proxy = proxy.Uri, CaCertificate = FileOf(platform.Authority) }, Secrets());

        Assert.Equal("RcTlsNotTrusted", error.ErrorId);
        Assert.Contains("another name", error.Message, StringComparison.Ordinal);
        Assert.Empty(platform.Heads);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_even_of_a_trusted_authority()
    {
        await using LoopbackPlatform platform = new(Name, DateTimeOffset.UtcNow.AddDays(-1));
        await using LoopbackProxy proxy = new(platform.Port);

        AccountException error = await FailAsync(Settings() with { Proxy = proxy.Uri, CaCertificate = FileOf(platform.Authority) }, Secrets());

        Assert.Equal("RcTlsNotTrusted", error.ErrorId);
        Assert.Contains("not valid now", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_leaves_a_write_unknown_and_unrepeated()
    {
        await using LoopbackPlatform platform = new(Name) { CutsCalls = true };
        await using LoopbackProxy proxy = new(platform.Port);
        await using RingCentralAccount account = await RingCentralAccount.OpenAsync(
            Settings() with { Proxy = proxy.Uri, CaCertificate = FileOf(platform.Authority) }, Secrets(), TimeProvider.System, cancellationToken: Stop);

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => account.CreateExtensionAsync("{}", Stop));

        Assert.Equal(("RcAnswerLost", AccountFailure.Unknown), (error.ErrorId, error.Failure));
        Assert.Single(platform.Heads, head => head.StartsWith("POST /restapi/v1.0/account/~/extension", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_with_its_address()
    {
        AccountException refused = await FailAsync(Settings() with { Server = new Uri("http://127.0.0.1:9/") }, Secrets());
        Assert.Equal(("RcUnreachable", AccountFailure.NotSent), (refused.ErrorId, refused.Failure));
        Assert.Contains("127.0.0.1:9", refused.Message, StringComparison.Ordinal);

        AccountException unknown = await FailAsync(Settings() with { Server = new Uri("https://no-such-host.invalid/") }, Secrets());
        Assert.Equal(("RcServerUnknown", AccountFailure.NotSent), (unknown.ErrorId, unknown.Failure));
        Assert.Contains("no-such-host.invalid", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no certificate in here")]
    public async Task A_file_of_certificates_that_cannot_be_used_is_named(string? content)
    {
        string file = content is null ? Path.Combine(_folder, "missing.pem") : FileOf(content);

        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(
            () => RingCentralAccount.OpenAsync(Settings() with { CaCertificate = file }, Secrets(), TimeProvider.System, cancellationToken: Stop));

        Assert.Equal(("RcCaCertificateUnusable", ErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    private static Task<AccountException> FailAsync(AccountSettings settings, AccountSecrets secrets) =>
        Assert.ThrowsAsync<AccountException>(() => RingCentralAccount.OpenAsync(settings, secrets, TimeProvider.System, cancellationToken: Stop));

    private string FileOf(string content)
    {
        string file = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(file, content);
        return file;
    }
}
