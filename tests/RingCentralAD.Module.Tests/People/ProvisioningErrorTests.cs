using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Who is stuck, by any of their names and through the pipe, both ways.</summary>
public sealed class ProvisioningErrorTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("Get-RcProvisioningError u001@contoso.com")]
    [InlineData("Get-RcProvisioningError U001*")]
    [InlineData("Get-RcProvisioningError 'Ben Hughes'")]
    [InlineData("Get-RcProvisioningError u001")]
    [InlineData("Get-RcProvisioningError (Get-HubUser u001).Id")]
    [InlineData("Get-HubUser u001 | Get-RcProvisioningError")]
    [InlineData("Get-HubUser u001, u002 | Get-RcProvisioningError")]
    [InlineData("[pscustomobject]@{ Mail = 'u001@contoso.com'; UserId = 'C-4711' } | Get-RcProvisioningError")]
    [InlineData("[pscustomobject]@{ UserPrincipalName = 'u001@contoso.com'; SamAccountName = 'u001' } | Get-RcProvisioningError")]
    public void A_person_is_found(string script) => Assert.Equal(["Ben Hughes"], _lab.Run($"({script}).Person"));

    [Fact]
    public void Nobody_piped_is_nobody_shown()
    {
        Assert.Empty(_lab.Run("@() | Get-RcProvisioningError; $null | Get-RcProvisioningError; @($null, $null) | Get-RcProvisioningError; Get-RcProvisioningError $null"));
        Assert.Empty(_lab.Run("Get-HubUser u002 | Get-RcProvisioningError; Get-RcProvisioningError -Stage Provisioning"));
        Assert.Equal(_lab.Run("Get-RcProvisioningError").Count, _lab.Run("Get-RcProvisioningError *").Count);
        Assert.True(_lab.Run("Get-RcProvisioningError").Count > 1);
    }

    [Fact]
    public void Who_is_stuck_is_explained_through_the_pipe() => Assert.Equal(["Ben Hughes", "u001@contoso.com"], _lab.Run("(Get-RcProvisioningError u001* | Trace-HubUser).Person; (Get-RcProvisioningError u001* | Get-HubUser).Login"));

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("""
            Import-AdUsers | Out-Null
            Set-AttributeMapping AdToHub department 'appuser.email == "u001@contoso.com" ? Convert.toInt("x") + "" : appuser.department'
            Import-AdUsers -Full | Out-Null
            """);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
