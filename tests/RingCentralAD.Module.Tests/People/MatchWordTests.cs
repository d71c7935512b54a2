using System.Management.Automation;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Matches that wait: what -WhatIf says of a word on one, and whose they are.</summary>
public sealed class MatchWordTests : IAsyncLifetime
{
    private const string Undecided = "Get-ImportMatch 'Ann Archer' | Confirm-ImportMatch";
    private Lab _lab = null!;

    [Fact]
    public void What_cannot_be_confirmed_is_so_with_what_if_too() =>
        Assert.All((string[])["", " -WhatIf"], how => Assert.StartsWith("MatchUndecided,", _lab.Session.Run(Undecided + how).Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal));

    [Fact]
    public async Task What_if_shows_what_would_be_and_does_nothing()
    {
        string hub = await _lab.DumpHubAsync();
        Assert.Equal("Created Ann Archer", Assert.Single(_lab.Run($"{Undecided} -New -WhatIf | ForEach-Object {{ \"$($_.Action) $($_.Person)\" }}")));
        Assert.Equal(hub, await _lab.DumpHubAsync());
    }

    [Fact]
    public void A_match_within_the_directory_is_none_of_RingCentral() =>
        Assert.Equal("Done", _lab.Run("Import-RcUser | Out-Null; Get-RcSetupStep 1 | Where-Object What -like 'Import the people who are in RingCentral*' | ForEach-Object { \"$($_.State)\" }").Single());

    [Fact]
    public void Only_write_backs_are_offered_to_be_undone()
    {
        Assert.Empty(Offered("Undo-PhoneWriteBack "));
        Assert.Equal(["1"], Offered("Get-RcSyncRun "));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private IEnumerable<string> Offered(string line)
    {
        using PowerShell shell = PowerShell.Create(_lab.Session.Runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Where(static match => match.ResultType == CompletionResultType.ParameterValue).Select(static match => match.CompletionText)];
    }
}
