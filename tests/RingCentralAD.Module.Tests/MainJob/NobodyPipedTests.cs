using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>An empty pipeline and a null identity handle nobody, whatever else was said: for every cmdlet that changes something.</summary>
public sealed class NobodyPipedTests : IAsyncLifetime
{
    /// <summary>What each cmdlet needs beside what is piped, so that it would have something to do.</summary>
    private static readonly Dictionary<string, string> s_cmdlets = new(StringComparer.Ordinal)
    {
        ["Add-HubAttribute"] = "badge",
        ["Add-HubGroupMember"] = "Pilot",
        ["Add-RcAssignment"] = "",
        ["Approve-RcOperation"] = "",
        ["Backup-RcHub"] = "$folder/backup.db",
        ["Compare-RcAccount"] = "-Choose Leave",
        ["Compare-RcConfiguration"] = "",
        ["Confirm-ImportMatch"] = "-New",
        ["Connect-AdDirectory"] = "-LdifPath $ldif -Name other",
        ["Connect-RcAccount"] = "-ClientId other -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_JWT -Uri $url",
        ["Connect-RcHub"] = "",
        ["Copy-RcHub"] = "$folder/carried.db",
        ["Deny-ImportMatch"] = "",
        ["Deny-RcOperation"] = "",
        ["Disable-HubUser"] = "",
        ["Disconnect-AdDirectory"] = "",
        ["Disconnect-RcAccount"] = "",
        ["Disconnect-RcHub"] = "",
        ["Enable-HubUser"] = "",
        ["Import-AdUsers"] = "-AcceptGuard",
        ["Import-AttributeMapping"] = "",
        ["Import-RcConfiguration"] = "-Force -Prune",
        ["Import-RcUser"] = "-AcceptGuard",
        ["Invoke-RcProvisioning"] = "-ConfirmFirstRun -AcceptGuard",
        ["Invoke-RcSync"] = "-ConfirmFirstRun -AcceptGuard",
        ["New-HubGroup"] = "Another -Rule 'true'",
        ["New-RcHub"] = "$folder/second.db -Company Other",
        ["New-RcSsoProvider"] = "https://sso.contoso.com -KeyFolder $folder/keys",
        ["Register-RcSyncSchedule"] = "-Every 1:00 -Kind Cron",
        ["Remove-AttributeMaster"] = "",
        ["Remove-AttributeMapping"] = "",
        ["Remove-HubAttribute"] = "",
        ["Remove-HubGroup"] = "-AcceptGuard",
        ["Remove-HubGroupMember"] = "Pilot",
        ["Remove-HubUser"] = "-Force",
        ["Remove-RcAssignment"] = "",
        ["Remove-RcNotification"] = "",
        ["Remove-RcSsoServiceProvider"] = "",
        ["Restore-RcHub"] = "-Rebuild",
        ["Resume-PhoneWriteBack"] = "",
        ["Resume-RcSync"] = "",
        ["Set-AdDirectory"] = "-WriteBack $false -SearchBase 'OU=Sales,DC=contoso,DC=com'",
        ["Set-AttributeMapping"] = "",
        ["Set-AttributeMaster"] = "",
        ["Set-HubGroup"] = "-Description changed",
        ["Set-HubUser"] = "-Values @{ nickName = 'x' }",
        ["Set-ImportRule"] = "-AutoActivate $false",
        ["Set-RcLog"] = "$folder/sync.jsonl",
        ["Set-RcHub"] = "-KeepRecordDays 30",
        ["Set-RcExclusion"] = "-Number 7000-7099",
        ["Set-ProfileMaster"] = "-Priority 1",
        ["Set-RcNotification"] = "ops -SmtpServer mail.contoso.com -From a@contoso.com -To b@contoso.com -StuckPeople 7",
        ["Set-RcProvisioningOption"] = "-CreateUsers $false",
        ["Set-RcSsoProvider"] = "-Label Other",
        ["Set-RcSsoServiceProvider"] = "Wiki -EntityId https://wiki.contoso.com -AcsUrl https://wiki.contoso.com/acs",
        ["Set-RcSyncOption"] = "-Window 22:00-23:00",
        ["Start-RcSsoService"] = "",
        ["Stop-RcSsoService"] = "",
        ["Suspend-PhoneWriteBack"] = "-Reason port",
        ["Suspend-RcSync"] = "-Reason stop",
        ["Sync-PhoneWriteBack"] = "-ConfirmFirstRun -AcceptGuard",
        ["Undo-PhoneWriteBack"] = "",
        ["Unregister-RcSyncSchedule"] = "",
    };

    private Lab _lab = null!;

    [Fact]
    public void Every_cmdlet_that_changes_something_is_tried()
    {
        using ModuleSession session = ModuleSession.Open();
        IEnumerable<string> changing = session.Run("(Get-Command -Module RingCentralAD -CommandType Cmdlet).Name").MustSucceed().Values.Cast<string>()
            .Where(name => !name.StartsWith("Get-", StringComparison.Ordinal) && !name.StartsWith("Test-", StringComparison.Ordinal) && !name.StartsWith("Export-", StringComparison.Ordinal) && !name.StartsWith("Trace-", StringComparison.Ordinal));
        Assert.Equal(changing.Order(StringComparer.Ordinal), s_cmdlets.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_piped_is_nobody_handled()
    {
        // The sample company is imported, assigned and planned, so that everything below would have work.
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'; New-HubGroup Pilot; Get-HubUser u001 | Add-HubGroupMember Pilot");
        foreach (string input in (string[])["@()", "$null", "@($null, $null)"])
        {
            foreach ((string cmdlet, string arguments) in s_cmdlets)
            {
                await UnchangedAsync($"{input} | {cmdlet} {arguments}");
            }
        }
    }

    private async Task UnchangedAsync(string script)
    {
        string before = await StateAsync();
        ScriptResult result = _lab.Session.Run($"$ErrorActionPreference = 'Continue'; {script}");
        Assert.True(result.Output.Count == 0, $"{script} gave {result.Output.Count} objects.");
        Assert.True(before == await StateAsync(), $"{script} changed something.");
    }

    private async Task<string> StateAsync() => string.Join(
        '\n',
        [
            await _lab.DumpHubAsync(),
            _lab.Simulator.State.Dump(),
            .. Directory.EnumerateFiles(_lab.Folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("-wal", StringComparison.Ordinal)).Order(),
            .. _lab.Run("(Get-RcHub).Company; (Get-AdDirectory).Name; (Get-RcAccount).ClientId").Select(value => $"{value}"),
        ]);

    public async ValueTask InitializeAsync() => _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 5 });

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
