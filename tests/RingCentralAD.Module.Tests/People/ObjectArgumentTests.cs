using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>People, groups and hubs given as objects: as an argument, where nothing is piped, and piped.</summary>
public sealed class ObjectArgumentTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("$user")]
    [InlineData("([pscustomobject]@{ Mail = $user.Login })")]
    [InlineData("([pscustomobject]@{ Other = 1; SamAccountName = $user.Login })")]
    [InlineData("@{ Login = $user.Login }.Login")]
    [InlineData("([guid]$user.Id)")]
    [InlineData("$user.Login")]
    public void A_person(string argument)
    {
        _lab.Run("$user = @(Get-HubUser)[3]");
        Assert.Equal([true, true], _lab.Run($"(Trace-HubUser {argument}).HubUserId -eq $user.Id; ({argument} | Trace-HubUser).HubUserId -eq $user.Id"));
    }

    [Fact]
    public void An_object_that_names_nobody_says_what_it_wants() => Assert.Contains(
        "names no person: it has Shoe.", $"{Assert.Single(_lab.Session.Run("$ErrorActionPreference = 'Continue'; Trace-HubUser ([pscustomobject]@{ Shoe = 44 })").Errors)}", StringComparison.Ordinal);

    [Fact]
    public void A_hub() => Assert.Equal(
        [true, true, true],
        _lab.Run("$h = Get-RcHub; $all = @(Get-HubUser).Count; Disconnect-RcHub; @(Get-HubUser -Hub $h).Count -eq $all; @(Get-HubUser -Hub ([pscustomobject]@{ Location = $hub })).Count -eq $all; ($h | Connect-RcHub).People -eq $all"));

    [Fact]
    public void A_group() => Assert.Equal([true], _lab.Run("$group = @(Get-HubGroup 'RingCentral Users')[0]; (Get-HubGroup $group).Id -eq $group.Id"));

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
