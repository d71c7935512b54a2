using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>How the account is reached: what was given stays, and what is given as nothing is taken away.</summary>
public sealed class ConnectRcAccountTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("$null")]
    [InlineData("''")]
    public async Task A_proxy_and_a_certificate_are_taken_away_by_nothing(string nothing)
    {
        // The simulator takes requests as a proxy does, with the whole address.
        _lab.Run("Connect-RcAccount -Proxy $url -ProxyUserName svc-proxy -ProxyPasswordFrom env:RCAD_LAB_SECRET -CACertificate $folder/ca.pem | Out-Null");
        _lab.Run("Connect-RcAccount | Out-Null");
        string given = await SettingsAsync();
        Assert.All((string[])["svc-proxy", "env:RCAD_LAB_SECRET", "ca.pem", "\"Proxy\":\"http"], part => Assert.Contains(part, given, StringComparison.Ordinal));

        _lab.Run($"Connect-RcAccount -CACertificate {nothing} | Out-Null");
        string proxied = await SettingsAsync();
        Assert.DoesNotContain("ca.pem", proxied, StringComparison.Ordinal);
        Assert.Contains("svc-proxy", proxied, StringComparison.Ordinal);
        _lab.Run($"Connect-RcAccount -Proxy {nothing} | Out-Null");

        string left = await SettingsAsync();
        Assert.All((string[])["svc-proxy", "\"Proxy\":\"http"], part => Assert.DoesNotContain(part, left, StringComparison.Ordinal));
        Assert.Contains("env:RCAD_LAB_JWT", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_at_the_proxy_goes_with_its_password()
    {
        _lab.Run("Connect-RcAccount -Proxy $url -ProxyUserName svc-proxy -ProxyPasswordFrom env:RCAD_LAB_PASSWORD; Connect-RcAccount -ProxyUserName '' | Out-Null");

        string left = await SettingsAsync();
        Assert.All((string[])["svc-proxy", "env:RCAD_LAB_PASSWORD"], part => Assert.DoesNotContain(part, left, StringComparison.Ordinal));
        Assert.Contains("\"Proxy\":\"http", left, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_nobody_gave_is_missing_and_the_place_of_one_is_asked_for_first()
    {
        System.Management.Automation.ErrorRecord error = _lab.Session.Run("Connect-AdDirectory dc1.contoso.com -UserName svc-rcsync").Thrown!.ErrorRecord;

        Assert.StartsWith("AdPasswordMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("There is no password for svc-rcsync in this session", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.StartsWith("Connect-AdDirectory with -CredentialFrom", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_match_is_somebody_or_somebody_new() => Assert.StartsWith(
        "AmbiguousParameterSet,", _lab.Session.Run("Confirm-ImportMatch $null -New -User ann").Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 ca = new CertificateRequest("CN=Inspecting CA", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "ca.pem"), ca.ExportCertificatePem(), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    /// <summary>What the hub now keeps of the account; its record of changes is not asked.</summary>
    private async Task<string> SettingsAsync() =>
        string.Join('\n', (await _lab.DumpHubAsync()).Split('\n').Where(static line => line.Contains("clientId", StringComparison.OrdinalIgnoreCase) && line.Contains("INTO setting", StringComparison.Ordinal)));
}
