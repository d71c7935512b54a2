using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Matches that wait: what -WhatIf says of a word on one, and whose they are.</summary>
public sealed class MatchWordTests : IAsyncLifetime
{
    private const string Undecided = "Get-ImportMatch 'Ann Archer' | Confirm-ImportMatch";
    private const string Ashton = "CN=Ann Ashton,OU=Marketing,OU=Staff,DC=contoso,DC=com";
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
    public async Task Who_shares_an_address_is_named_before_one_of_them_becomes_a_new_person()
    {
        string hub = await _lab.DumpHubAsync();
        string warning = Assert.Single(Warned($"{Undecided} -New -WhatIf"));
        Assert.StartsWith($"Ann Archer shares the mail address ann@contoso.com with {Ashton} (not in the hub). The hub takes a login once", warning, StringComparison.Ordinal);
        Assert.Equal(hub, await _lab.DumpHubAsync());

        // What the warning says follows; the error that says it is enough then.
        Assert.Equal(warning, Assert.Single(Warned($"{Undecided} -New")));
        ScriptResult second = _lab.Session.Run("Get-ImportMatch 'Ann Ashton' | Confirm-ImportMatch -New -ErrorAction Continue");
        Assert.Contains("(HubLoginTaken)", warning, StringComparison.Ordinal);
        Assert.StartsWith("HubLoginTaken,", Assert.Single(second.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(second.Warnings);
    }

    [Fact]
    public void Where_their_logins_differ_both_become_new_people_and_neither_gets_an_account()
    {
        _lab.Run("Set-AdDirectory -UserNameFormat Upn; Import-AdUsers -Full | Out-Null");
        string[] warnings = [.. Warned($"{Undecided} -New; Get-ImportMatch 'Ann Ashton' | Confirm-ImportMatch -New")];
        Assert.Equal(2, warnings.Length);
        Assert.StartsWith($"Ann Archer shares the mail address ann@contoso.com with {Ashton} (not in the hub). RingCentral takes an address once", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("Ann Ashton shares the mail address ann@contoso.com with Ann Archer (u030@contoso.com, in the hub). RingCentral takes an address once", warnings[1], StringComparison.Ordinal);
        Assert.All(warnings, static warning => Assert.Contains("(RcDuplicateMail)", warning, StringComparison.Ordinal));

        _lab.Run("Get-HubUser u030@contoso.com, u031@contoso.com | Add-RcAssignment");
        Assert.Equal(
            ["Ann Archer Blocked RcDuplicateMail", "Ann Ashton Blocked RcDuplicateMail"],
            _lab.Run("Invoke-RcProvisioning -WhatIf | ForEach-Object { \"$($_.Person) $($_.State) $($_.ErrorId)\" }").Cast<string>().Order());
    }

    [Fact]
    public void Nobody_is_named_who_is_left_alone()
    {
        _lab.Run("Get-ImportMatch 'Ann Ashton' | Deny-ImportMatch");
        Assert.Empty(Warned($"{Undecided} -New -WhatIf; {Undecided} -New"));
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

    private IReadOnlyList<string> Warned(string script) => _lab.Session.Run(script).MustSucceed().Warnings;

    private IEnumerable<string> Offered(string line)
    {
        using PowerShell shell = PowerShell.Create(_lab.Session.Runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Where(static match => match.ResultType == CompletionResultType.ParameterValue).Select(static match => match.CompletionText)];
    }
}
