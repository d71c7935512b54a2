using System.Management.Automation;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>People by name: wildcards find them by any part of it; a plain display name acts on nobody and says whose it is.</summary>
public sealed class NamesTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("ueda*")]
    [InlineData("*ueda")]
    [InlineData("Agnès u*")]
    [InlineData("u170*")]
    public void A_wildcard_matches_login_mail_display_name_and_last_name(string pattern) =>
        Assert.Contains("u170@contoso.com", _lab.Run($"(Get-HubUser '{pattern}').Login"));

    [Theory]
    [InlineData("Get-HubUser")]
    [InlineData("Trace-HubUser")]
    [InlineData("Disable-HubUser")]
    [InlineData("Add-RcAssignment -Identity")]
    [InlineData("Invoke-RcProvisioning")]
    public void A_display_name_names_the_login_and_nothing_is_done(string cmdlet)
    {
        ErrorRecord error = Assert.Single(_lab.Session.Run($"{cmdlet} 'Agnès Ueda' -ErrorAction Continue").Errors);

        Assert.StartsWith("HubUserNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("'Agnès Ueda' is the name of u170@contoso.com.", error.ToString());
        Assert.Contains("Use the login", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Get-HubUser 'Agnès Ueda*'", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_near_miss_is_answered_with_who_was_meant()
    {
        ErrorRecord error = Assert.Single(_lab.Session.Run("Trace-HubUser zeo@contoso.com -ErrorAction Continue").Errors);

        Assert.Equal("Nobody in the hub is called 'zeo@contoso.com'.", error.ToString());
        Assert.Equal("Did you mean zoe@contoso.com (Zoë Ångström)? Get-HubUser lists people.", error.ErrorDetails.RecommendedAction);
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
