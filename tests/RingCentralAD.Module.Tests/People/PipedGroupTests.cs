using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>A group is a group, by name, as an object and through the pipe, and one that does not exist keeps no other from being handled.</summary>
public sealed class PipedGroupTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("Get-HubUser -Group 'QA Pilot'")]
    [InlineData("Get-HubUser -Group (Get-HubGroup 'QA Pilot')")]
    [InlineData("Get-HubUser -Group (Get-HubGroup 'QA Pilot').Id")]
    [InlineData("Get-HubGroup 'QA Pil*' | Get-HubUser")]
    public void Members_are_shown(string script) => Assert.Equal(["u001@contoso.com", "u002@contoso.com"], _lab.Run($"{script} | ForEach-Object Login").Cast<string>().Order(StringComparer.Ordinal));

    [Fact]
    public void Members_of_several_are_shown_and_a_name_is_completed()
    {
        Assert.Equal(3, _lab.Run("Get-HubGroup 'QA *' | Get-HubUser").Count);
        Assert.Equal(["'QA Pilot'"], _lab.Run("(TabExpansion2 'Get-HubUser -Group QA' 21).CompletionMatches[0].CompletionText"));
        Assert.StartsWith("HubGroupNotFound,", _lab.Session.Run("Get-HubUser -Group Nowhere").Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_lab.Run("$null | Get-HubUser; @() | Get-HubUser"));
    }

    [Fact]
    public void Piped_groups_are_assigned_and_lose_their_assignment_as_groups()
    {
        Assert.Equal(["Group QA Pilot", "Group QA Second"], _lab.Run("Get-HubGroup 'QA *' | Add-RcAssignment -PassThru | ForEach-Object ToString"));
        _lab.Run("Get-HubUser u003 | Add-RcAssignment");
        Assert.Empty(_lab.Run("$null | Add-RcAssignment; @() | Add-RcAssignment; $null | Remove-RcAssignment; @() | Remove-RcAssignment"));

        _lab.Run("Get-HubGroup 'QA *' | Remove-RcAssignment");

        Assert.Equal(["Person"], _lab.Run("(Get-RcAssignment).Kind"));
        _lab.Run("Get-HubUser u003 | Remove-RcAssignment");
        Assert.Empty(_lab.Run("Get-RcAssignment"));
    }

    [Theory]
    [InlineData("Add-RcAssignment -Group 'QA Pilot', Typo, 'QA Second'", "HubGroupNotFound")]
    [InlineData("Add-RcAssignment -Group 'QA Pilot', 'QA Second'; Remove-RcAssignment -Group 'QA Pilot', Typo, 'QA Second'; Add-RcAssignment -Group 'QA Pilot', 'QA Second'", "HubGroupNotFound")]
    [InlineData("Set-HubGroup 'QA Pilot', Typo, 'QA Second' -Description tried; Get-HubGroup 'QA *' | Where-Object Description -eq tried | Add-RcAssignment", "HubGroupNotFound")]
    [InlineData("'QA Pilot', 'Everyone', 'QA Second' | Set-HubGroup -Description tried; Get-HubGroup 'QA *' | Where-Object Description -eq tried | Add-RcAssignment", "HubGroupBuiltIn")]
    public void One_that_cannot_be_handled_keeps_no_other_from_it(string script, string errorId)
    {
        ScriptResult result = _lab.Session.Run($"$ErrorActionPreference = 'Continue'; {script}");

        Assert.StartsWith(errorId + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["QA Pilot", "QA Second"], _lab.Run("(Get-RcAssignment).Name"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("""
            Import-AdUsers | Out-Null
            New-HubGroup 'QA Pilot'; New-HubGroup 'QA Second'
            Get-HubUser u001, u002 | Add-HubGroupMember 'QA Pilot'
            Get-HubUser u003 | Add-HubGroupMember 'QA Second'
            """);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
