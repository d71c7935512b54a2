using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.People;

/// <summary>
/// A person is a person however named: as text, as Get-ADUser gives them, as a row of a CSV file has them, as our own objects do, as they come out
/// of another session. For every cmdlet that takes people through the pipe.
/// </summary>
public sealed class IdentityBindingTests : IDisposable
{
    private const string Guid = "00000000-0000-0000-0000-000000000011";

    private const string Dn = "CN=Ann Archer,OU=Staff,DC=contoso,DC=com";

    /// <summary>What each cmdlet needs beside the person, so that -WhatIf names whom it would handle.</summary>
    private static readonly Dictionary<string, string> s_others = new(StringComparer.Ordinal)
    {
        ["Add-HubGroupMember"] = "Pilot", ["Remove-HubGroupMember"] = "Old", ["Set-HubUser"] = "-Values @{ nickName = 'A' }", ["Suspend-PhoneWriteBack"] = "-Reason port",
        ["Add-RcAssignment"] = "-PassThru", ["Trace-HubUser"] = "", ["Get-HubUser"] = "", ["Get-RcSyncChange"] = "", ["Test-AttributeMapping"] = "-Direction AdToHub -Target city", ["Import-AdUsers"] = "", ["Compare-RcAccount"] = "",
    };

    /// <summary>Cmdlets that ask RingCentral or a domain controller: bound as the others, and tried against them in the main job's and the sign-on's tests.</summary>
    private static readonly string[] s_online = ["Compare-RcAccount", "Invoke-RcProvisioning", "Sync-PhoneWriteBack", "Test-AdCredential"];

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-identity-").FullName;

    public IdentityBindingTests()
    {
        File.WriteAllText(Path.Combine(_folder, "contoso.ldif"), $"""
            version: 1

            dn: DC=contoso,DC=com
            objectClass: domain
            objectGUID: 00000000-0000-0000-0000-000000000001

            dn: OU=Staff,DC=contoso,DC=com
            objectClass: organizationalUnit
            objectGUID: 00000000-0000-0000-0000-000000000002

            dn: {Dn}
            objectClass: user
            objectGUID: {Guid}
            givenName: Ann
            sn: Archer
            mail: ann.archer@contoso.com
            userPrincipalName: archer@corp.contoso.com
            sAMAccountName: aarcher
            userAccountControl: 512

            dn: CN=Ben Carter,OU=Staff,DC=contoso,DC=com
            objectClass: user
            objectGUID: 00000000-0000-0000-0000-000000000012
            givenName: Ben
            sn: Carter
            mail: ben@contoso.com
            userPrincipalName: ben@contoso.com
            sAMAccountName: ben
            userAccountControl: 512

            """.ReplaceLineEndings("\n"));
        _session.Run(
            """
            param($f)
            New-RcHub $f/hub.db -Company Contoso | Connect-RcHub | Out-Null
            Connect-AdDirectory -LdifPath $f/contoso.ldif | Out-Null
            $global:imported = Import-AdUsers | Where-Object Person -EQ 'Ann Archer'
            New-HubGroup Pilot; New-HubGroup Old; Get-HubUser aarcher | Add-HubGroupMember Old
            Get-HubUser aarcher | Add-RcAssignment
            Get-HubUser aarcher | Suspend-PhoneWriteBack
            $global:copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-HubUser aarcher)))
            """,
            _folder).MustSucceed();
    }

    public static TheoryData<string> Forms =>
    [
        "'ann.archer@contoso.com'", "'ARCHER@corp.contoso.com'", "'aarcher'", $"'{Dn}'", $"'{Guid}'", $"[guid]'{Guid}'",
        $"[pscustomobject]@{{ DistinguishedName = '{Dn}'; Enabled = $true; GivenName = 'Ann'; Name = 'Ann Archer'; ObjectClass = 'user'; ObjectGUID = [guid]'{Guid}'; SamAccountName = 'aarcher'; SID = 'S-1-5-21-1-2-3-1103'; Surname = 'Archer'; UserPrincipalName = 'archer@corp.contoso.com' }}",
        "[pscustomobject]@{ Mail = 'ann.archer@contoso.com'; Note = 'x' }", "[pscustomobject]@{ UserPrincipalName = 'archer@corp.contoso.com' }", "[pscustomobject]@{ samaccountname = 'aarcher'; Team = '7' }",
        $"[pscustomobject]@{{ DistinguishedName = '{Dn}' }}", $"[pscustomobject]@{{ ObjectGUID = '{Guid}' }}", "[pscustomobject]@{ EmailAddress = 'ann.archer@contoso.com' }",
        "(Get-HubUser aarcher)", "$imported", "$copy",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_person_is_found_by_every_cmdlet(string form)
    {
        foreach (string cmdlet in Cmdlets().Except(s_online))
        {
            string before = _session.Screen.Text;
            string script = $"{form} | {cmdlet} {s_others.GetValueOrDefault(cmdlet, "")}{(Asks(cmdlet) ? " -WhatIf" : "")}";
            ScriptResult result = _session.Run($"$ConfirmPreference = 'None'; {script} | ForEach-Object {{ \"$($_.Person) $($_.Name) $($_.Subject)\" }}");
            string said = $"{string.Join(' ', result.Values)} {string.Join(' ', result.Errors)}{_session.Screen.Text[before.Length..]}";

            // Who cannot be removed is refused by name.
            Assert.True(result.Errors.All(error => cmdlet == "Remove-HubUser") && result.Thrown is null, $"{script}: {result.Thrown?.Message}{string.Join("; ", result.Errors)}");
            Assert.True(cmdlet == "Import-AdUsers" || said.Contains("Ann Archer", StringComparison.Ordinal) || said.Contains("ann.archer@contoso.com", StringComparison.Ordinal), $"{script} said: {said}");
            Assert.DoesNotContain("Ben", said, StringComparison.Ordinal);
        }
    }

    /// <summary>Rows of a CSV file whose columns are called otherwise, or are blank: each is told with its columns and those that bind, and the rest goes on.</summary>
    [Fact]
    public void What_names_nobody_is_told_by_every_cmdlet_and_the_rest_goes_on()
    {
        const string Rows = "[pscustomobject]@{ 'E-Mail' = 'ann.archer@contoso.com'; Foo = 1 }, [pscustomobject]@{ Mail = ''; Foo = 2 }";
        foreach (string cmdlet in Cmdlets().Append("Get-RcProvisioningError"))
        {
            string rest = s_online.Contains(cmdlet) ? "" : ", 'aarcher'";
            string before = _session.Screen.Text;
            ScriptResult result = _session.Run($"$ConfirmPreference = 'None'; {Rows}{rest} | {cmdlet} {s_others.GetValueOrDefault(cmdlet, "")}{(Asks(cmdlet) ? " -WhatIf" : "")} | ForEach-Object {{ \"$($_.Person) $($_.Name) $($_.Subject)\" }}");
            Assert.True(result.Thrown is null, $"{cmdlet}: {result.Thrown}");
            ErrorRecord[] unfit = [.. result.Errors.Where(static error => error.FullyQualifiedErrorId.StartsWith("PersonNotNamed,", StringComparison.Ordinal))];
            Assert.True(unfit.Length == 2, $"{cmdlet}: {string.Join("; ", result.Errors)}");
            Assert.Equal("'@{E-Mail=ann.archer@contoso.com; Foo=1}' names no person: it has E-Mail, Foo.", $"{unfit[0]}");
            Assert.Contains("UserPrincipalName, Mail,", unfit[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Contains("Select-Object @{ Name = 'Mail'; Expression = 'E-Mail' }", unfit[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            Assert.Equal("'@{Mail=; Foo=2}' names no person: its Mail is empty.", $"{unfit[1]}");

            // Who cannot be removed is refused by name; who is stuck nowhere is in no list.
            string said = $"{string.Join(' ', result.Values)} {string.Join(' ', result.Errors.Except(unfit))}{_session.Screen.Text[before.Length..]}";
            Assert.True(
                rest.Length == 0 || cmdlet is "Import-AdUsers" or "Get-RcProvisioningError" || said.Contains("Ann Archer", StringComparison.Ordinal) || said.Contains("ann.archer@contoso.com", StringComparison.Ordinal),
                $"{cmdlet} said: {said}");
            Assert.True(cmdlet == "Remove-HubUser" || result.Errors.Count == unfit.Length, $"{cmdlet}: {string.Join("; ", result.Errors)}");

            // Where none of them names anybody, nothing is done for anybody.
            ScriptResult nobody = _session.Run($"$ConfirmPreference = 'None'; {Rows} | {cmdlet} {s_others.GetValueOrDefault(cmdlet, "")}{(Asks(cmdlet) ? " -WhatIf" : "")}");
            Assert.True(nobody.Thrown is null && nobody.Errors.Count == 2 && nobody.Values.Count == 0, $"{cmdlet} gave {string.Join(", ", nobody.Values)} {string.Join("; ", nobody.Errors)} {nobody.Thrown}");
        }
    }

    /// <summary>A file that was read with another delimiter than its own has one column, which no Select-Object helps.</summary>
    [Theory]
    [InlineData("@{ 'mail;x' = 'ann.archer@contoso.com;1' }", ": Import-Csv -Delimiter ';'.")]
    [InlineData("@{ 'mail;x,y' = 'ann.archer@contoso.com;1' }", ": Import-Csv -Delimiter ';'.")]
    [InlineData("@{ \"mail`tx\" = \"ann.archer@contoso.com`t1\" }", ": Import-Csv -Delimiter \"`t\".")]
    [InlineData("@{ 'mail,x' = 'ann.archer@contoso.com,1' }", ": Import-Csv -Delimiter ','.")]
    [InlineData("@{ 'mail;x' = 'ann.archer@contoso.com'; Foo = 1 }", ": Select-Object @{ Name = 'Mail'; Expression = 'mail;x' }.")]
    public void Rows_of_another_delimiter_are_told_it(string row, string remedy)
    {
        ErrorRecord unfit = Assert.Single(_session.Run($"$ErrorActionPreference = 'Continue'; [pscustomobject]{row} | Get-HubUser").Errors);
        Assert.StartsWith("PersonNotNamed,", unfit.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith(remedy, unfit.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-HubUser -Identity ([pscustomobject]@{ Foo = 1 }), 'aarcher'")]
    [InlineData("5, 'aarcher' | Get-HubUser")]
    [InlineData("(Get-Command Get-HubUser), 'aarcher' | Get-HubUser")]
    public void An_argument_or_another_object_is_told_as_well(string script)
    {
        ScriptResult result = _session.Run($"{script} | ForEach-Object Name");
        Assert.StartsWith("PersonNotNamed,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Ann Archer"], result.Values);
    }

    /// <summary>What names nobody and binds to another parameter by its name is left to that one.</summary>
    [Theory]
    [InlineData("Suspend-PhoneWriteBack -Number +16505550123; [pscustomobject]@{ Number = '+16505550123'; Foo = 1 } | Resume-PhoneWriteBack -PassThru | ForEach-Object Name", "+16505550123")]
    [InlineData("Suspend-PhoneWriteBack -Number +16505550124; Get-PhoneWriteBackSuspension | Where-Object Name -eq '+16505550124' | Resume-PhoneWriteBack -PassThru | ForEach-Object Name", "+16505550124")]
    [InlineData("Get-RcSyncRun -Last 1 | Get-RcSyncChange | ForEach-Object RunNumber | Where-Object { $false }", null)]
    [InlineData("[pscustomobject]@{ RunId = 1; Foo = 2 } | Get-RcSyncChange | ForEach-Object { 'change' } | Where-Object { $false }", null)]
    [InlineData("Get-RcAssignment | Remove-RcAssignment -Confirm:$false", null)]
    public void What_binds_by_another_name_still_does(string script, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], _session.Run(script).MustSucceed().Values);

    [Fact]
    public void Every_cmdlet_that_takes_people_is_tried()
    {
        Assert.True(Cmdlets().Count() >= 16);
        Assert.Empty(s_online.Except(Cmdlets()));
        Assert.Empty(s_others.Keys.Except(Cmdlets()));
    }

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Cmdlets() => _session
        .Run("Get-Command -Module RingCentralAD -CommandType Cmdlet | Where-Object { $_.Parameters['Identity'] -and $_.Parameters['Identity'].ParameterType.Name -eq 'UserIdentity[]' -and ($_.Parameters['Identity'].ParameterSets.Values | Where-Object ValueFromPipeline) } | ForEach-Object Name")
        .MustSucceed().Values.Cast<string>();

    private bool Asks(string cmdlet) => _session.Run("param($n) (Get-Command $n).Parameters.ContainsKey('WhatIf')", cmdlet).MustSucceed().Values[0] is true;
}
