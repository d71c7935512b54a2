using System.Globalization;
using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Invoke-RcSync as a scheduled task runs it and as a person types it: exit codes, what is said, questions, and the words that stop it.</summary>
public sealed class InvokeRcSyncTests : IAsyncLifetime
{
    private const string Stages = "ForEach-Object { $_.Stages | ForEach-Object { \"$_\" } }";
    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_line_of_a_scheduled_task_ends_with_the_code_of_what_happened()
    {
        // A question that nobody answers, then the switch that does; somebody's values are refused, until they are mended.
        (int code, string warnings) = await TaskAsync("");
        Assert.Equal(3, code);
        Assert.Contains("The first full provisioning of Corp", warnings, StringComparison.Ordinal);
        Assert.Contains("-ConfirmFirstRun", warnings, StringComparison.Ordinal);
        await WriteAsync(("st", "Kalifornia"));
        Assert.Equal(2, (await TaskAsync("-ConfirmFirstRun")).Code);
        Assert.Equal(2, (await TaskAsync("")).Code);
        Assert.Equal(2, _lab.Simulator.RequestLog.Writes.Count);
        await WriteAsync();
        Assert.Equal(0, (await TaskAsync("")).Code);
        Assert.Equal((0, ""), await TaskAsync(""));
        Assert.Equal(3, _lab.Simulator.RequestLog.Writes.Count);

        // The directory is away, and with it goes nothing else.
        File.Move(Path.Combine(_lab.Folder, "contoso.ldif"), Path.Combine(_lab.Folder, "away"));
        (code, warnings) = await TaskAsync("");
        Assert.Equal(4, code);
        Assert.Contains("contoso.ldif", warnings, StringComparison.Ordinal);
        File.Move(Path.Combine(_lab.Folder, "away"), Path.Combine(_lab.Folder, "contoso.ldif"));

        // Suspended; outside the window, which is no failure; and a hub that is not there: PowerShell's own code.
        _lab.Run("Suspend-RcSync 'moving house'");
        (code, warnings) = await TaskAsync("");
        Assert.Equal(4, code);
        Assert.Contains("moving house", warnings, StringComparison.Ordinal);
        await WriteAsync(("department", "Moved"));
        _lab.Run($"Resume-RcSync; Set-RcSyncOption -Window '{ClosedNow()}' -TimeZone UTC");
        Assert.Equal((0, ""), await TaskAsync(""));
        Assert.DoesNotContain(_lab.Simulator.RequestLog.Writes, write => write.Body!.Contains("Moved", StringComparison.Ordinal));
        Assert.Equal(0, (await TaskAsync("-IgnoreWindow")).Code);
        Assert.Contains(_lab.Simulator.RequestLog.Writes, write => write.Body!.Contains("Moved", StringComparison.Ordinal));
        ToolOutcome none = await ShellProcess.RunAsync("", "-Command", $"exit (Invoke-RcSync -Hub '{_lab.Folder}/none.db').ExitCode");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("none.db", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_shows_every_stage_and_changes_nothing()
    {
        _lab.Run("Invoke-RcSync -ConfirmFirstRun");
        await WriteAsync(("department", "Moved"));
        string before = await StateAsync();
        PSObject summary = Assert.Single(_lab.Session.Run("Invoke-RcSync -WhatIf").Output)!;
        Assert.Equal(before, await StateAsync());
        Assert.Equal(
            "Corp, account %: Clean; Import contoso: 1 updated; Provisioning RingCentral: 1 update; ReadBack RingCentral: nothing to do; WriteBack contoso: nothing to do",
            $"{summary}".Replace($"{summary.Properties["AccountId"].Value}", "%", StringComparison.Ordinal));
        Assert.Equal((true, 0), (summary.Properties["WhatIf"].Value, summary.Properties["ExitCode"].Value));
        Assert.Contains("What if: Performing the operation \"Run the sync\" on target \"Corp", _lab.Session.Screen.Text, StringComparison.Ordinal);
        Assert.Equal(["Import contoso: 1 updated", "Provisioning RingCentral: 1 update"], _lab.Run($"Invoke-RcSync | {Stages}").Take(2));
    }

    [Theory]
    [InlineData("Yes", "Provisioning RingCentral: 3 fill", 3)]
    [InlineData("No", "Provisioning RingCentral: Stopped", 0)]
    public void At_the_prompt_the_first_run_asks(string answer, string stage, int writes)
    {
        _lab.Session.Screen.Answers.Enqueue(answer);
        _lab.Session.Screen.Answers.Enqueue(answer);
        Assert.Contains(stage, _lab.Run($"Invoke-RcSync | {Stages}"));
        Assert.Contains("Corp, account", string.Join('\n', _lab.Session.Screen.Questions), StringComparison.Ordinal);
        Assert.Equal(writes, _lab.Simulator.RequestLog.Writes.Count);
    }

    [Fact]
    public async Task One_directory_of_two_is_down_and_the_other_is_served()
    {
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "sales.ldif"), SmallDomain.Ldif("DC=sales,DC=example", [new SmallPerson("nia", "Nia", "New")]), Stop);
        _lab.Run("Connect-AdDirectory -LdifPath $folder/sales.ldif -Name sales.example | Out-Null; Invoke-RcSync -ConfirmFirstRun | Out-Null");
        File.Move(Path.Combine(_lab.Folder, "sales.ldif"), Path.Combine(_lab.Folder, "away"));
        await WriteAsync(("department", "Moved"));
        _lab.Run("Disconnect-AdDirectory sales.example");

        // Stop is Lab's preference: what a stage could not do is told as a warning, so that it ends nothing.
        ScriptResult result = _lab.Session.Run("Invoke-RcSync");
        PSObject summary = Assert.Single(result.Output)!;
        Assert.Equal(4, summary.Properties["ExitCode"].Value);
        Assert.Equal(
            ["Import contoso: 1 updated", "Import sales.example: Failed", "Provisioning RingCentral: 1 update", "ReadBack RingCentral: nothing to do", "WriteBack contoso: nothing to do", "WriteBack sales.example: NotDue"],
            _lab.Run($"Invoke-RcSync -WhatIf | {Stages}").Select(stage => $"{stage}").Select((stage, at) => at is 0 ? "Import contoso: 1 updated" : at is 2 ? "Provisioning RingCentral: 1 update" : stage));
        Assert.Contains("sales.ldif", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
        Assert.Contains(_lab.Simulator.RequestLog.Writes, write => write.Body!.Contains("Moved", StringComparison.Ordinal));
        Assert.Equal([1], _lab.Run("(Get-AdDirectory sales.example).Failures"));
    }

    [Fact]
    public void A_suspended_hub_refuses_what_writes_and_shows_who_said_so()
    {
        _lab.Run("Invoke-RcSync -ConfirmFirstRun -SkipWriteBack | Out-Null; Suspend-RcSync -WhatIf");
        Assert.Equal([null], _lab.Run("(Get-RcHub).Suspended"));
        Assert.Equal([true], _lab.Run("$s = Suspend-RcSync -Reason 'port' -Until ([datetime]::Now.AddHours(2)) -PassThru; $s.Reason -eq 'port' -and $s.Until -gt $s.Since -and $s.By -like '*\\*' -and $s.Host"));
        Assert.StartsWith("suspended since ", $"{_lab.Run("(Get-RcHub).Suspended")[0]}", StringComparison.Ordinal);
        foreach (string refused in (string[])["Invoke-RcProvisioning", "Get-HubUser ann@example.com | Invoke-RcProvisioning", "Sync-PhoneWriteBack -ConfirmFirstRun"])
        {
            Assert.StartsWith("SyncSuspended,", _lab.Session.Run(refused).Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        // What only looks goes on.
        Assert.Equal(3, _lab.Run("Sync-PhoneWriteBack -WhatIf").Count);
        _lab.Run("Import-AdUsers; Import-RcUser -NumbersOnly; Invoke-RcProvisioning -WhatIf; Invoke-RcSync -WhatIf");
        Assert.False(File.Exists(Path.Combine(_lab.Folder, "contoso.changes.ldif")));

        _lab.Run("Resume-RcSync -WhatIf");
        Assert.NotNull(_lab.Run("(Get-RcHub).Suspended")[0]);
        Assert.Equal(["port"], _lab.Run("Resume-RcSync -PassThru | ForEach-Object Reason"));
        Assert.StartsWith("SyncNotSuspended,", _lab.Session.Run("Resume-RcSync").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("SuspensionInvalid,", _lab.Session.Run("Suspend-RcSync -Until ([datetime]::Now.AddHours(-1))").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(3, _lab.Run("Sync-PhoneWriteBack -ConfirmFirstRun").Count);

        // What a write-back wrote is not taken back either while it is suspended.
        _lab.Run("Suspend-RcSync");
        Assert.StartsWith("SyncSuspended,", _lab.Session.Run("Undo-PhoneWriteBack (@(Get-RcOperation -State Done | Where-Object Kind -eq WriteBack)[0].RunId)").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_are_kept_as_they_were_meant()
    {
        Assert.Equal([true], _lab.Run("$o = Get-RcSyncOption; $o.Open -and $o.Window.Count -eq 0 -and -not $o.NextChange"));
        Assert.Equal(
            ["Mon-Fri 19:00-06:00|Sat,Sun 00:00-24:00|Europe/Berlin|True"],
            _lab.Run("Set-RcSyncOption -Window 'monday-friday 19:00-6:00', 'Sun,Sat 0:00-24:00' -TimeZone Europe/Berlin -LeaversAlways $true -PassThru | ForEach-Object { \"$($_.Window -join '|')|$($_.TimeZone)|$($_.LeaversAlways)\" }"));
        Assert.Equal(["False|2"], _lab.Run("Set-RcSyncOption -LeaversAlways $false; Get-RcSyncOption | ForEach-Object { \"$($_.LeaversAlways)|$($_.Window.Count)\" }"));
        Assert.StartsWith("WindowInvalid,", _lab.Session.Run("Set-RcSyncOption -Window 'sometimes'").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("TimeZoneUnknown,", _lab.Session.Run("Set-RcSyncOption -TimeZone Mars/Olympus").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        _lab.Run("Set-RcSyncOption -Window 22:00-23:00 -WhatIf");
        Assert.Equal([2], _lab.Run("(Get-RcSyncOption).Window.Count"));
        Assert.Equal([0], _lab.Run("Set-RcSyncOption -Window @(); (Get-RcSyncOption).Window.Count"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 8 });
        await WriteAsync();
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    /// <summary>A window of an hour that begins eleven hours from now, by UTC.</summary>
    private static string ClosedNow()
    {
        DateTime from = DateTime.UtcNow.AddHours(11);
        return string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}-{from.AddHours(1):HH:mm}");
    }

    private Task WriteAsync(params (string Attribute, string? Value)[] values) => File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif(values), Stop);

    private async Task<(int Code, string Warnings)> TaskAsync(string switches)
    {
        ToolOutcome outcome = await ShellProcess.RunAsync("", "-Command", $"exit (Invoke-RcSync -Hub '{_lab.HubFile}' {switches} 6>$null).ExitCode");
        return (outcome.ExitCode, outcome.Output + outcome.Error);
    }

    private async Task<string> StateAsync() => string.Join(
        '\n', await _lab.DumpHubAsync(), _lab.Simulator.State.Dump(), string.Join('\n', Directory.EnumerateFiles(_lab.Folder, "*.ldif").Order().Select(File.ReadAllText)));
}
