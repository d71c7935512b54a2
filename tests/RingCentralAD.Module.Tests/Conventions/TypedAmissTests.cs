using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>What a person types amiss, or who only knows the help: each is told what is wrong and what to do, and nobody is asked for nothing.</summary>
public sealed class TypedAmissTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-amiss-").FullName;

    public TypedAmissTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "contoso.ldif"),
            "version: 1\n\ndn: DC=contoso,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-000000000001\n"
            + Person("1", "Zoe", "Archer") + Person("2", "Ann", "Archer"));
        _session.Runspace.SessionStateProxy.SetVariable("folder", _folder);
        _session.Run("""
            New-RcHub $folder/hub.db -Company Contoso | Connect-RcHub | Out-Null
            Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso | Out-Null
            Import-AdUsers | Out-Null
            New-HubGroup Pilot; Add-HubGroupMember Pilot ann
            """).MustSucceed();
    }

    [Theory]
    [InlineData("Get-AttributeMapping HubToRc departmnt", "MappingNotFound", "'departmnt'", "Get-AttributeMapping HubToRc")]
    [InlineData("Get-AttributeMapping -Target departmnt", "MappingNotFound", "'departmnt'", "Get-AttributeMapping")]
    [InlineData("Trace-HubUser ann -Attribute departmnt, email", "HubAttributeNotFound", "'departmnt'", "Get-HubAttribute")]
    public void A_name_that_nothing_has_is_an_error(string script, string errorId, string named, string remedy)
    {
        ErrorRecord error = Assert.Single(_session.Run(script).Errors);
        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-AttributeMapping HubToRc departmnt*")]
    [InlineData("Trace-HubUser ann -Attribute departmnt* | Out-Null")]
    public void A_pattern_may_fit_nothing(string script) => Assert.Empty(_session.Run(script).MustSucceed().Output);

    [Theory]
    [InlineData("Get-AttributeMapping HubToFoo x")]
    [InlineData("Set-AttributeMapping HubToFoo x y")]
    [InlineData("Remove-AttributeMapping HubToFoo x")]
    public void A_direction_that_is_none_names_the_five(string script) =>
        Assert.Contains("AdToHub, HubToRc, RcToHub, HubToAd, HubToSso", $"{Assert.Single(_session.Run(script).Errors)}", StringComparison.Ordinal);

    [Theory]
    [InlineData("Set-RcProvisioningOption -CreateUsers yes", "CreateUsers", "'yes' is neither $true nor $false")]
    [InlineData("Set-AdDirectory contoso -WriteBack on", "WriteBack", "'on' is neither $true nor $false")]
    [InlineData("Set-AdDirectory contoso -Every 15", "Every", "'15' is no duration. Give hours and minutes, such as 0:15")]
    [InlineData("Set-AdDirectory contoso -Every 24:00", "Every", "'24:00' is no duration")]
    [InlineData("Register-RcSyncSchedule -Every quarterly", "Every", "'quarterly' is no duration")]
    public void A_value_of_the_wrong_kind_is_told_with_what_is_taken(string script, string parameter, string told)
    {
        string error = $"{Assert.Single(_session.Run(script).Errors)}";
        Assert.Contains($"'{parameter}'", error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15m", "00:15:00")]
    [InlineData("1h", "01:00:00")]
    [InlineData("90s", "00:01:30")]
    [InlineData("2d", "2.00:00:00")]
    [InlineData("0:15", "00:15:00")]
    [InlineData("00:15", "00:15:00")]
    [InlineData("1.00:00", "1.00:00:00")]
    [InlineData("([timespan]::FromMinutes(30))", "00:30:00")]
    public void A_duration_is_taken_as_people_write_it(string typed, string expected) =>
        Assert.Equal([TimeSpan.Parse(expected, CultureInfo.InvariantCulture)], _session.Run($"(Set-AdDirectory contoso -Every {typed} -PassThru).Every").MustSucceed().Values);

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("'$true'", true)]
    [InlineData("$true", true)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void Yes_and_no_are_taken_as_people_write_them(string typed, bool expected) =>
        Assert.Equal([expected], _session.Run($"(Set-RcProvisioningOption -CreateUsers {typed} -PassThru).CreateUsers").MustSucceed().Values);

    [Fact]
    public void No_password_is_asked_for_where_none_can_be_checked()
    {
        object?[] told = [.. _session.Run("$r = Test-AdCredential ann; \"$($r.Outcome)\"; $r.Reason; $r.Remedy").MustSucceed().Values];
        Assert.Equal("DirectoryUnavailable", told[0]);
        Assert.Contains("no directory that passwords can be checked against", $"{told[1]}", StringComparison.Ordinal);
        Assert.Contains("Connect-AdDirectory", $"{told[2]}", StringComparison.Ordinal);
        Assert.DoesNotContain("Password of", _session.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scenarios_are_listed_without_a_number() =>
        Assert.Equal([1, 2, 3, 4], _session.Run("Disconnect-RcHub; (Get-RcSetupStep).Scenario").MustSucceed().Values);

    [Fact]
    public void An_assignment_is_told_as_what_it_would_be_and_as_what_it_is()
    {
        _session.Run("Add-RcAssignment -Group Pilot -WhatIf").MustSucceed();
        Assert.Contains("everyone in Pilot (1 person)", _session.Screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("now", _session.Screen.Text, StringComparison.Ordinal);
        _session.Run("Add-RcAssignment -Group Pilot").MustSucceed();
        Assert.Contains("RingCentral is now assigned to everyone in Pilot (1 person).", _session.Screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_asks_only_where_it_replaces()
    {
        _session.Run("$b = (Backup-RcHub $folder).Location; Restore-RcHub $b -Hub $folder/new.db").MustSucceed();
        Assert.Empty(_session.Screen.Questions);
        Assert.StartsWith("HubExists,", Assert.Single(_session.Run("Restore-RcHub $b -Hub $folder/new.db").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_session.Screen.Questions);
        _session.Screen.Answers.Enqueue("No");
        Assert.Empty(_session.Run("Restore-RcHub $b -Hub $folder/new.db -Replace").MustSucceed().Output);
        Assert.NotEmpty(_session.Screen.Questions);
        Assert.Empty(_session.Run("Restore-RcHub $b -Hub $folder/other.db -WhatIf").MustSucceed().Output);
        Assert.False(File.Exists(Path.Combine(_folder, "other.db")));
    }

    [Fact]
    public void People_come_by_name() =>
        Assert.Equal(["Ann Archer", "Zoe Archer", "Ann Archer", "Zoe Archer"], _session.Run("(Get-HubUser).Name; (Get-HubUser -Group Everyone).Name").MustSucceed().Values);

    [Fact]
    public void A_file_that_was_written_is_shown_with_its_size() =>
        Assert.Equal([true], _session.Run("$f = Export-AttributeMapping $folder/m.json -PassThru; $f -is [IO.FileInfo] -and $f.Length -gt 0 -and \"$($f.PSParentPath)\" -ne ''").MustSucceed().Values);

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Person(string id, string first, string last) =>
        $"\ndn: CN={first} {last},DC=contoso,DC=com\nobjectClass: user\nobjectGUID: 00000000-0000-0000-0000-00000000001{id}\ngivenName: {first}\nsn: {last}\nmail: {first}@contoso.com\nsAMAccountName: {first}\nuserAccountControl: 512\n";
}
