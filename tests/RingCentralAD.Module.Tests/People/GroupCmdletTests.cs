using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Groups of the hub, people explained and removed, as an administrator types it, on the sample company of 200 people.</summary>
public sealed class GroupCmdletTests : IAsyncLifetime
{
    /// <summary>How many of the sample company's people an import takes in.</summary>
    private const int People = 194;

    private Lab _lab = null!;

    [Fact]
    public async Task A_group_by_rule_is_previewed_made_changed_and_removed()
    {
        object? people = _lab.Run("@(Get-HubUser | Where-Object Department -eq Sales).Count").Single();
        string before = await _lab.DumpHubAsync();
        ScriptResult tried = _lab.Session.Run("New-HubGroup Sellers -Rule 'user.department == \"Sales\"' -WhatIf").MustSucceed();
        Assert.Equal(people, tried.Output.Count);
        Assert.All(tried.Output, change => Assert.Equal("Joins", $"{change!.Properties["Action"].Value}"));
        Assert.Equal(before, await _lab.DumpHubAsync());

        Assert.Equal(["Sellers"], _lab.Run("(New-HubGroup Sellers -Rule 'user.department == \"Sales\"' -PassThru).Name"));
        Assert.Equal([people], _lab.Run("@(Get-HubGroup Sellers | Get-HubUser).Count"));
        Assert.Equal([people], _lab.Run("@(Set-HubGroup Sellers -Rule 'user.department == \"Marketing\"' -WhatIf | Where-Object Action -eq Leaves).Count"));
        _lab.Run("Get-HubGroup Sellers | Set-HubGroup -Rule 'user.department == \"Marketing\"' -NewName Makers -Description 'by rule'");
        Assert.Equal(["Marketing"], _lab.Run("Get-HubGroup Makers | Get-HubUser | ForEach-Object Department").Distinct());
        _lab.Run("Get-HubGroup Makers | Remove-HubGroup");
        Assert.Empty(_lab.Run("Get-HubGroup M*ers"));
    }

    [Fact]
    public void A_local_group_gets_its_members_from_a_pipeline_and_an_imported_one_refuses_them()
    {
        _lab.Run("New-HubGroup Pilot; Get-HubUser u00* | Add-HubGroupMember Pilot");
        int members = _lab.Run("Get-HubGroup Pilot | Get-HubUser").Count;
        Assert.True(members > 5);
        _lab.Run("Get-HubUser u001 | Remove-HubGroupMember Pilot");
        Assert.Equal(members - 1, _lab.Run("Get-HubGroup Pilot | Get-HubUser").Count);
        _lab.Run("Disable-HubUser u002");
        Assert.StartsWith("HubUserDeactivated,", ((RuntimeException)_lab.Session.Run("Add-HubGroupMember Pilot u002").Thrown!).ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(members - 2, _lab.Run("Get-HubGroup Pilot | Get-HubUser").Count);
    }

    [Fact]
    public void Everyone_says_how_many_before_it_is_assigned()
    {
        object? active = _lab.Run("@(Get-HubUser -Status Active).Count").Single();
        Assert.Contains($"everyone in Everyone ({active} people)", _lab.Session.Show("Add-RcAssignment -Group Everyone -WhatIf"), StringComparison.Ordinal);
        Assert.Empty(_lab.Run("Get-RcAssignment"));
        _lab.Run("Add-RcAssignment -Group Everyone");
        Assert.Contains("by the group Everyone", _lab.Run("(Trace-HubUser u001).Assignments | ForEach-Object ToString"));
    }

    [Fact]
    public void Removing_an_assigned_group_shows_who_would_lose_RingCentral_and_passes_the_guard()
    {
        _lab.Run("""
            New-HubGroup Few; New-HubGroup Many
            @(Get-HubUser u01*)[0..2] | Add-HubGroupMember Few
            @(Get-HubUser u02*) + @(Get-HubUser u03*)[0..2] | Add-HubGroupMember Many
            Add-RcAssignment -Group Few, Many
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            """);
        Assert.Equal(3, _lab.Run("Remove-HubGroup Few -WhatIf | Where-Object Action -eq LosesRingCentral").Count);
        Assert.Contains("3 people lose RingCentral", _lab.Session.Show("Remove-HubGroup Few -WhatIf"), StringComparison.Ordinal);
        ErrorRecord error = ((RuntimeException)_lab.Session.Run("Remove-HubGroup Many").Thrown!).ErrorRecord;
        Assert.StartsWith("GuardTripped,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("more.", error.ToString(), StringComparison.Ordinal);
        Assert.Single(_lab.Run("Get-HubGroup Many"));
        _lab.Run("Remove-HubGroup Few; Remove-HubGroup Many -AcceptGuard");
        Assert.Empty(_lab.Run("Get-RcAssignment"));
    }

    [Fact]
    public void A_person_is_explained_on_the_screen_and_for_scripts()
    {
        _lab.Run("Add-RcAssignment -Group 'RingCentral Users'");
        string shown = _lab.Session.Show("Trace-HubUser u001");
        Assert.All((string[])["Life cycle", "RingCentral", "Links", "department = Marketing", "profile masters"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        Assert.Equal(["firstName", "Won", "contoso"], _lab.Run("""
            $t = Trace-HubUser u001 -Attribute first*
            $t.Values.Attribute; "$($t.Values.Candidates.Outcome)"; $t.Values.From
            """));
        Assert.Equal(People, _lab.Run("Get-HubUser | Trace-HubUser").Count);
        object? waiting = _lab.Run("@(Get-HubUser | Trace-HubUser -Attribute login | Where-Object Standing -eq Awaiting).Count").Single();
        Assert.Equal(_lab.Run("@(Get-HubGroup 'RingCentral Users' | Get-HubUser).Count").Single(), waiting);
    }

    [Fact]
    public async Task Who_left_is_erased_and_who_is_still_there_is_not()
    {
        string file = Path.Combine(_lab.Folder, "contoso.ldif");
        string ldif = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        string[] entries = ldif.Split("\n\n");
        await File.WriteAllTextAsync(file, string.Join("\n\n", entries.Where(entry => !entry.Contains("\nsAMAccountName: u007", StringComparison.Ordinal)).Select(entry =>
            string.Join('\n', entry.Split('\n').Where(line => !(line.StartsWith("member:", StringComparison.Ordinal) && entries.Any(other => other.Contains("\nsAMAccountName: u007", StringComparison.Ordinal) && other.Split('\n').Any(dn => dn == "dn: " + line[8..]))))))), TestContext.Current.CancellationToken);
        _lab.Run("Disconnect-AdDirectory; Import-AdUsers | Out-Null");
        Assert.Equal(["Deactivated"], _lab.Run("(Get-HubUser u007@contoso.com).Status.ToString()"));
        ScriptResult result = _lab.Session.Run("'u007@contoso.com', 'u008' | Remove-HubUser -ErrorAction Continue");
        Assert.StartsWith("HubUserImported,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("u007@contoso.com", await _lab.DumpHubAsync(), StringComparison.Ordinal);
        Assert.Equal([People - 1], _lab.Run("@(Get-HubUser).Count"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 30 });
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
