using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>Masters, schema and values by hand as an administrator types them, on the sample company of 200 people.</summary>
public sealed class MasterCmdletTests : IAsyncLifetime
{
    /// <summary>How many of the sample company's people an import takes in.</summary>
    private const int People = 194;

    private Lab _lab = null!;

    [Fact]
    public void A_new_hubs_masters_are_the_guides()
    {
        Assert.Equal(["1 ActiveDirectory", "2 RingCentral"], _lab.Run("Get-ProfileMaster | ForEach-Object ToString"));
        Assert.Equal(["primaryPhone: RingCentral"], _lab.Run("Get-AttributeMaster | ForEach-Object ToString"));
    }

    [Fact]
    public async Task Masters_are_moved_and_switched_and_what_if_changes_nothing()
    {
        string before = await _lab.DumpHubAsync();
        ScriptResult tried = _lab.Session.Run("Set-ProfileMaster ActiveDirectory -Enabled $false -WhatIf -WarningAction SilentlyContinue").MustSucceed();
        Assert.Equal(People, tried.Output.Count);
        Assert.Contains("department: ", $"{tried.Output[0]!.Properties["Detail"].Value}", StringComparison.Ordinal);
        Assert.Equal(before, await _lab.DumpHubAsync());

        Assert.Empty(_lab.Run("Set-ProfileMaster RingCentral -Priority 1 -WarningAction SilentlyContinue"));
        Assert.Equal(["1 RingCentral", "2 ActiveDirectory"], _lab.Run("Get-ProfileMaster | ForEach-Object ToString"));
        Assert.Contains(_lab.Session.Run("Set-ProfileMaster ActiveDirectory -Enabled $false").MustSucceed().Warnings, warning => warning.Contains("life cycle", StringComparison.Ordinal));
        Assert.Null(_lab.Run("(Get-HubUser u001).Department").Single());
        Assert.Equal(People, _lab.Run("Get-ProfileMaster Active* | Set-ProfileMaster -Enabled $true -Priority 1 -PassThru").Count);
        Assert.Equal(["Marketing"], _lab.Run("(Get-HubUser u001).Department"));
    }

    [Fact]
    public void An_attribute_is_mastered_by_a_directory_by_name_and_by_several()
    {
        _lab.Run("Set-AttributeMaster title -System (Get-AdDirectory).Name, RingCentral -FallThrough");
        string name = $"{_lab.Run("(Get-AdDirectory).Name").Single()}";
        Assert.Equal([$"title: {name}, RingCentral"], _lab.Run("Get-AttributeMaster title | ForEach-Object ToString"));
        Assert.Equal([$"Override: {name}, else RingCentral"], _lab.Run("(Get-HubAttribute title).Master"));
        _lab.Run("Get-AttributeMaster title | Remove-AttributeMaster");
        Assert.Empty(_lab.Run("Get-AttributeMaster titl*"));
        Assert.StartsWith("AttributeMasterNotFound,", Assert.Single(_lab.Session.Run("Remove-AttributeMaster title -ErrorAction Continue").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_read_by_dots_and_cannot_be_changed()
    {
        Assert.Equal(["Marketing", "Marketing", "Marketing"], _lab.Run("$p = (Get-HubUser u001).Profile; $p.department; $p.DEPARTMENT; $p['department']"));
        Assert.Equal([null], _lab.Run("$p.nosuch"));
        Assert.Equal(["department=Marketing"], _lab.Run("$p.GetEnumerator() | Where-Object Key -eq department | ForEach-Object { \"$($_.Key)=$($_.Value)\" }"));
        Assert.Contains("Set-HubUser", $"{_lab.Session.Run("$p.department = 'Board'").Thrown}", StringComparison.Ordinal);
        Assert.Equal(["Marketing"], _lab.Run("$p.department"));
    }

    [Fact]
    public void What_no_master_gives_any_more_is_told()
    {
        string[] tried = [.. Emptied("Set-AttributeMaster department -System Hub -WhatIf")];
        Assert.StartsWith("No master gives what is empty then: department of 194 people. ", Assert.Single(tried), StringComparison.Ordinal);
        string[] done = [.. Emptied("Set-AttributeMaster department -System Hub")];
        Assert.StartsWith("No master gives what is empty now: department of 194 people. ", Assert.Single(done), StringComparison.Ordinal);

        // The remedy: the masters as they were.
        Assert.Empty(Emptied("Remove-AttributeMaster department"));
        Assert.Equal(["Marketing"], _lab.Run("(Get-HubUser u001).Department"));

        IEnumerable<string> Emptied(string script) => _lab.Session.Run(script).MustSucceed().Warnings;
    }

    [Theory]
    [InlineData("Set-ProfileMaster nowhere.com -Priority 1", "MasterUnknown")]
    [InlineData("Set-ProfileMaster Hub -Priority 1", "MasterUnknown")]
    [InlineData("Set-AttributeMaster nosuch -System RingCentral", "HubAttributeNotFound")]
    [InlineData("Set-AttributeMaster title -System nowhere.com", "MasterUnknown")]
    [InlineData("Set-HubUser u001 -Values @{ nosuch = 1 }", "HubAttributeNotFound")]
    [InlineData("Set-HubUser u001 -Values @{ department = 'Board' }", "HubValueMastered")]
    [InlineData("Set-HubUser u001 -Values @{ secondEmail = 'x' }", "HubValueRefused")]
    [InlineData("Remove-HubAttribute nickName", "HubAttributeBase")]
    [InlineData("Remove-HubUser u001 -Force", "HubUserImported")]
    [InlineData("Remove-HubGroup 'RingCentral Users'", "HubGroupImported")]
    [InlineData("Set-HubGroup Everyone -NewName All", "HubGroupBuiltIn")]
    [InlineData("Add-HubGroupMember 'RingCentral Users' u001", "HubGroupImported")]
    [InlineData("New-HubGroup 'RINGCENTRAL USERS'", "HubGroupExists")]
    [InlineData("New-HubGroup X -Rule 'user.department'", "GroupRuleNotBoolean")]
    [InlineData("New-HubGroup X -Rule 'user.department =='", "ExpressionSyntax")]
    [InlineData("Get-HubAttribute -System nowhere.com", "DirectoryNotFound")]
    public async Task Bad_input_is_refused_by_name_and_changes_nothing(string script, string errorId)
    {
        string before = await _lab.DumpHubAsync();
        ScriptResult result = _lab.Session.Run(script);
        ErrorRecord error = (result.Thrown as RuntimeException)?.ErrorRecord ?? result.Errors[0];
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(before, await _lab.DumpHubAsync());
    }

    [Fact]
    public void Values_are_set_by_hand_for_those_who_are_piped()
    {
        _lab.Run("Add-HubAttribute floor -Type Integer; Add-HubAttribute tags -Type StringArray");
        Assert.Equal(2, _lab.Run("'u001', 'u002@contoso.com' | Set-HubUser -Values @{ nickName = 'Zo'; floor = '3'; tags = 'a', 'b' } -PassThru").Count);
        Assert.Equal(["Zo", 3L, "a b"], _lab.Run("$p = (Get-HubUser u001).Profile; $p['nickName']; $p['floor']; $p['tags'] -join ' '"));
        Assert.Empty(_lab.Run("Get-HubUser u001 | Set-HubUser -Clear nickName, tags"));
        Assert.Equal([false, true], _lab.Run("$p = (Get-HubUser u001).Profile; $p.ContainsKey('nickName'); $p.ContainsKey('floor')"));

        // One who cannot be set is told; the other is set.
        _lab.Run("Set-AttributeMaster title -System Hub");
        ScriptResult mixed = _lab.Session.Run("'nobody', 'u001' | Set-HubUser -Values @{ title = 'Chief' } -PassThru -ErrorAction Continue");
        Assert.StartsWith("HubUserNotFound,", Assert.Single(mixed.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(mixed.Output);
        Assert.Equal(["Chief"], _lab.Run("(Get-HubUser u001).Profile['title']"));
    }

    [Fact]
    public void Attributes_are_shown_as_the_profile_editor_does_and_removed_when_nobody_uses_them()
    {
        Assert.Equal(31, _lab.Run("Get-HubAttribute").Count);
        Assert.Equal(["Username", "5 to 100", true], _lab.Run("$a = Get-HubAttribute login; $a.DisplayName; \"$($a.MinLength) to $($a.MaxLength)\"; $a.Required"));
        Assert.Contains("directNumber", _lab.Run("Get-HubAttribute -System ringcentral | ForEach-Object Name"));
        Assert.Contains("givenName", _lab.Run("Get-HubAttribute -System (Get-AdDirectory).Name | ForEach-Object LdapName"));
        string shown = _lab.Session.Show("Get-HubAttribute *Phone");
        Assert.All((string[])["Display name", "Variable name", "Primary phone", "Override: RingCentral", "Inherit from profile"], text => Assert.Contains(text, shown, StringComparison.Ordinal));

        _lab.Run("Add-HubAttribute badge; Set-AttributeMapping AdToHub badge appuser.employeeNumber -WarningAction SilentlyContinue");
        ErrorRecord used = ((RuntimeException)_lab.Session.Run("Remove-HubAttribute badge").Thrown!).ErrorRecord;
        Assert.Contains("AdToHub badge = appuser.employeeNumber", used.ToString(), StringComparison.Ordinal);
        _lab.Run("Import-AdUsers | Out-Null; Remove-AttributeMapping AdToHub badge");
        Assert.Contains("people have of it", _lab.Session.Show("Remove-HubAttribute badge -WhatIf"), StringComparison.Ordinal);
        _lab.Run("Get-HubAttribute badge | Remove-HubAttribute");
        Assert.Equal([0, 0], _lab.Run("@(Get-HubAttribute badg*).Count; @(Get-HubUser | Where-Object { $_.Profile.ContainsKey('badge') }).Count"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 5 });
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
