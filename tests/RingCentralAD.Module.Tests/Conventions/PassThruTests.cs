using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>-PassThru emits what was saved: nothing where -WhatIf or a no kept it from being saved. And -WhatIf says what would be changed, with the values.</summary>
public sealed class PassThruTests : IDisposable
{
    /// <summary>What each cmdlet needs to have something to do, and what -WhatIf says of it.</summary>
    private static readonly Dictionary<string, (string Arguments, string Says)> s_cmdlets = new(StringComparer.Ordinal)
    {
        ["Add-HubAttribute"] = ("badge", "badge"),
        ["Add-HubGroupMember"] = ("Pilot ann", "Ann Archer"),
        ["Add-RcAssignment"] = ("Pilot", "everyone in Pilot"),
        ["Deny-ImportMatch"] = ("$null", ""),
        ["Disable-HubUser"] = ("ann", "Ann Archer"),
        ["Enable-HubUser"] = ("ben", "Ben Carter"),
        ["Export-AttributeMapping"] = ("$folder/mappings.json", "mappings.json"),
        ["Export-RcConfiguration"] = ("$folder/hub.json", "hub.json"),
        ["Export-RcSyncReport"] = ("$folder/report.html", "report.html"),
        ["Remove-HubGroupMember"] = ("Pilot ben", "Ben Carter"),
        ["Resume-PhoneWriteBack"] = ("ben", "Ben Carter"),
        ["Set-AdDirectory"] = ("contoso -WriteBack $true -Filter '(mail=*)' -Every 0:30", "-WriteBack $true -Filter '(mail=*)' -Every 00:30:00"),
        ["Set-AttributeMapping"] = ("HubToRc department 'user.city'", "user.city"),
        ["Set-HubUser"] = ("ann -Values @{ nickName = 'A' }", "nickName"),
        ["Set-ImportRule"] = ("-AutoActivate $false -GuardShare 12.5 -AutoConfirm @()", "-AutoActivate $false -GuardShare 12.5 -AutoConfirm @()"),
        ["Set-RcExclusion"] = ("-Name 'Conference *', Lobby -Site @()", "-Name 'Conference *', Lobby -Site @()"),
        ["Set-RcHub"] = ("-KeepRecordDays 30", "30 days"),
        ["Set-RcLog"] = ("$folder/sync.jsonl", "sync.jsonl"),
        ["Set-RcNotification"] = ("ops -UrlFrom env:X", "ops"),
        ["Set-RcProvisioningOption"] = ("-CreateUsers $true -WelcomeMail Hold -EmergencyLocation ''", "-CreateUsers $true -WelcomeMail Hold -EmergencyLocation ''"),
        ["Set-RcSyncOption"] = ("-Window 'Mon-Fri 19:00-06:00'", "Mon-Fri 19:00-06:00"),
        ["Suspend-PhoneWriteBack"] = ("ann", "Ann Archer"),
        ["Suspend-RcSync"] = ("", "Suspend the sync"),
    };

    /// <summary>
    /// These emit with -WhatIf what would become of whom, which is their plan; or need what a hub in a file does not have and are tried where that is.
    /// </summary>
    private static readonly string[] s_others =
    [
        "New-HubGroup", "Set-HubGroup", "Remove-AttributeMaster", "Set-AttributeMaster", "Set-ProfileMaster",
        "Approve-RcOperation", "Deny-RcOperation", "Export-RcSyncRecord", "Resume-RcSync", "Set-RcSsoProvider", "Set-RcSsoServiceProvider",
    ];

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-passthru-").FullName;

    public PassThruTests()
    {
        static string Person(string id, string first, string last) =>
            $"dn: CN={first} {last},DC=contoso,DC=com\nobjectClass: user\nobjectGUID: 00000000-0000-0000-0000-00000000001{id}\ngivenName: {first}\nsn: {last}\nmail: {first}@contoso.com\nsAMAccountName: {first}\nuserAccountControl: 512\n";
        File.WriteAllText(
            Path.Combine(_folder, "contoso.ldif"),
            $"version: 1\n\ndn: DC=contoso,DC=com\nobjectClass: domain\nobjectGUID: 00000000-0000-0000-0000-000000000001\n\n{Person("1", "Ann", "Archer")}\n{Person("2", "Ben", "Carter")}\n");
        _session.Runspace.SessionStateProxy.SetVariable("folder", _folder);
        _session.Run("""
            $global:ConfirmPreference = 'None'
            New-RcHub $folder/hub.db -Company Contoso | Connect-RcHub | Out-Null
            Connect-AdDirectory -LdifPath $folder/contoso.ldif -Name contoso | Out-Null
            Import-AdUsers | Out-Null
            New-HubGroup Pilot; Add-HubGroupMember Pilot ben; Disable-HubUser ben; Suspend-PhoneWriteBack ben
            """).MustSucceed();
    }

    [Fact]
    public void What_is_not_saved_is_not_emitted()
    {
        foreach ((string cmdlet, (string arguments, string says)) in s_cmdlets)
        {
            int before = _session.Screen.Text.Length;
            ScriptResult result = _session.Run($"{cmdlet} {arguments} -PassThru -WhatIf").MustSucceed();
            string said = _session.Screen.Text[before..];

            Assert.True(result.Output.Count == 0, $"{cmdlet} -WhatIf -PassThru gave {result.Output.Count} objects.");
            Assert.True(said.Contains(says, StringComparison.Ordinal), $"{cmdlet} -WhatIf said: {said}");
        }
    }

    [Fact]
    public void What_is_saved_is_emitted()
    {
        Assert.Equal([false, 0.125], _session.Run("$r = Set-ImportRule -AutoActivate $false -GuardShare 12.5 -PassThru; $r.AutoActivate; $r.Guard.Share").MustSucceed().Values);
        Assert.Single(_session.Run("Set-HubUser ann -Values @{ nickName = 'A' } -PassThru").MustSucceed().Output);

        // What is so already is not saved again, and is how the person then is.
        Assert.Single(_session.Run("Set-HubUser ann -Values @{ nickName = 'A' } -PassThru").MustSucceed().Output);
    }

    [Fact]
    public void Every_cmdlet_that_passes_through_is_tried()
    {
        IEnumerable<string> all = _session.Run("Get-Command -Module RingCentralAD -CommandType Cmdlet").MustSucceed().Values.Cast<CmdletInfo>()
            .Where(static cmdlet => cmdlet.Parameters.ContainsKey("PassThru") && cmdlet.Parameters.ContainsKey("WhatIf")).Select(static cmdlet => cmdlet.Name);

        Assert.Equal(s_cmdlets.Keys.Concat(s_others).Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
