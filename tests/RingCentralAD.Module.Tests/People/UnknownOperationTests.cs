using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Ids that no operation has: each is told in our words, and the others are handled.</summary>
public sealed class UnknownOperationTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("Approve-RcOperation 999", "'999'")]
    [InlineData("Approve-RcOperation 999 -WhatIf", "'999'")]
    [InlineData("Approve-RcOperation abc", "'abc'")]
    [InlineData("Deny-RcOperation 999", "'999'")]
    [InlineData("Deny-RcOperation 999 -WhatIf", "'999'")]
    [InlineData("999 | Deny-RcOperation", "'999'")]
    [InlineData("[pscustomobject]@{ Foo = 1 } | Approve-RcOperation", "'@{Foo=1}' names no operation")]
    [InlineData("Get-RcOperation 999", "'999'")]
    [InlineData("Get-RcOperation 1", "'1'")]
    [InlineData("Get-RcOperation -Id 999", "'999'")]
    [InlineData("Get-RcOperation Helt", "'Helt'")]
    public void What_is_unknown_is_told_with_what_to_do(string script, string named)
    {
        ScriptResult result = _lab.Session.Run($"$ErrorActionPreference = 'Continue'; {script}");
        Assert.Null(result.Thrown);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("OperationNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains(named, $"{error}", StringComparison.Ordinal);
        Assert.DoesNotContain("System.", $"{error}", StringComparison.Ordinal);
        Assert.Contains("Get-RcOperation", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_lab.Session.Screen.Text);
    }

    [Fact]
    public void States_are_taken_by_name_and_offered()
    {
        Assert.Empty(_lab.Run("Get-RcOperation held, Denied"));
        using PowerShell shell = PowerShell.Create(_lab.Session.Runspace);
        Assert.Equal(["Denied", "Done"], CommandCompletion.CompleteInput("Get-RcOperation -State D", 24, null, shell).CompletionMatches.Select(static match => match.CompletionText).Order());
    }

    [Fact]
    public void A_state_that_is_none_is_told_with_the_states() =>
        Assert.Contains("Planned, Sent", _lab.Session.Run("$ErrorActionPreference = 'Continue'; Get-RcOperation Helt").Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void The_rest_goes_on()
    {
        _lab.Run("Import-AdUsers | Out-Null; Get-HubUser u001@contoso.com, u002@contoso.com, u003@contoso.com | Add-RcAssignment");
        _lab.Session.Run("Invoke-RcProvisioning");
        Assert.Equal([3], _lab.Run("$global:held = @(Get-RcOperation Held); $held.Count"));
        Assert.Equal(_lab.Run("$held.Id"), _lab.Run("(Get-RcOperation -State $held[0].State).Id"));
        ScriptResult shown = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Get-RcOperation 999, $held[0].Id, $held[1] | ForEach-Object Id");
        Assert.Equal(_lab.Run("$held[0].Id; $held[1].Id"), shown.Values);
        Assert.Single(shown.Errors);

        ScriptResult denied = _lab.Session.Run("$ErrorActionPreference = 'Continue'; 999, $held[0], $held[1].Id | Deny-RcOperation");
        Assert.StartsWith("OperationNotFound,", Assert.Single(denied.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_lab.Run("$held[0].Id; $held[1].Id").Order(), _lab.Run("Get-RcOperation Denied | ForEach-Object Id").Order());

        ScriptResult approved = _lab.Session.Run("$ErrorActionPreference = 'Continue'; Approve-RcOperation 999, $held[2] -PassThru | ForEach-Object Id");
        Assert.Equal(_lab.Run("$held[2].Id"), approved.Values);
        Assert.Single(approved.Errors);
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 5 });
        _lab.SetUp();
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
