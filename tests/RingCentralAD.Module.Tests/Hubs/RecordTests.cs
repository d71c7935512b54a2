using System.Management.Automation;
using System.Text.Json;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Module.Tests.Shell;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>The record as an administrator asks for it: runs, changes, files of them, and whether somebody tampered with it.</summary>
public sealed class RecordTests : IAsyncLifetime
{
    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 250 });
        _lab.SetUp();
        _lab.Run("""
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users'
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            """);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Runs_and_changes_are_asked_for_and_written_into_files()
    {
        PSObject run = PSObject.AsPSObject(Assert.Single(_lab.Run("Get-RcSyncRun -Last 1"))!);
        Assert.Equal("Provisioning", run.Properties["Kind"].Value.ToString());
        Assert.Equal("RingCentral", run.Properties["System"].Value);
        Assert.Contains("Fill", Assert.IsType<string>(run.Properties["Summary"].Value), StringComparison.Ordinal);
        Assert.Contains("Medium", Assert.IsType<string>(run.Properties["Budget"].Value), StringComparison.Ordinal);
        Assert.NotNull(run.Properties["Configuration"].Value);
        Assert.NotNull(run.Properties["AccountId"].Value);
        Assert.Equal(Environment.MachineName, run.Properties["Host"].Value);
        long filled = (long)_lab.Run("(Get-RcSyncRun -Last 1).Counts['Fill']")[0]!;
        Assert.True(filled > 50);

        // Each operation was one request whose id the simulator knows.
        string[] requests = [.. _lab.Run("Get-RcSyncRun -Last 1 | Get-RcSyncChange -Kind OperationDone | Where-Object Action -eq Fill | ForEach-Object RequestId").Cast<string>().Distinct()];
        Assert.Equal(filled, requests.Length);
        Assert.All(requests, request => Assert.Contains(_lab.Simulator.RequestLog.Entries, entry => entry.RequestId == request));

        _lab.Run("Disconnect-RcHub");
        ToolOutcome shell = await ShellProcess.RunAsync("", "-Command", $$"""
            $ErrorActionPreference = 'Stop'
            Connect-RcHub '{{_lab.HubFile}}' | Out-Null
            Get-RcSyncRun | Export-Csv '{{_lab.Folder}}/runs.csv'
            Get-RcSyncRun -Last 1 | Get-RcSyncChange | Export-Csv '{{_lab.Folder}}/changes.csv'
            Get-RcSyncChange -Kind OperationDone | Export-RcSyncRecord '{{_lab.Folder}}/changes.jsonl'
            Get-RcSyncRun | Export-RcSyncRecord '{{_lab.Folder}}/safe.csv'
            Get-RcSyncRun -Last 1 -Until (Get-Date).AddHours(-1) | Export-RcSyncRecord '{{_lab.Folder}}/safe.csv' -Append
            """);
        Assert.True(shell.ExitCode == 0, shell.Output + shell.Error);
        _lab.Run("Connect-RcHub $hub | Out-Null");
        Assert.StartsWith("\"Number\",\"Kind\",\"System\",\"State\"", (await File.ReadAllLinesAsync(Path.Combine(_lab.Folder, "runs.csv"), Stop))[0], StringComparison.Ordinal);
        Assert.True((await File.ReadAllLinesAsync(Path.Combine(_lab.Folder, "changes.csv"), Stop)).Length > filled);
        Assert.Equal(_lab.Run("Get-RcSyncRun").Count + 1, (await File.ReadAllLinesAsync(Path.Combine(_lab.Folder, "safe.csv"), Stop)).Length);
        Assert.Empty(_lab.Run("Get-RcSyncRun -Last 1 | Export-RcSyncRecord $folder/none.csv -WhatIf"));
        Assert.False(File.Exists(Path.Combine(_lab.Folder, "none.csv")));
        Assert.Equal("RecordFileExists", _lab.Session.Run("Get-RcSyncRun | Export-RcSyncRecord $folder/safe.csv -NoClobber").Thrown!.ErrorRecord.FullyQualifiedErrorId.Split(',')[0]);
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(_lab.Folder, "changes.jsonl"), Stop);
        Assert.Equal(_lab.Run("Get-RcSyncChange -Kind OperationDone").Count, lines.Length);
        using JsonDocument first = JsonDocument.Parse(lines[0]);
        Assert.True(first.RootElement.TryGetProperty("RequestId", out _));
    }

    [Theory]
    [InlineData("Get-HubUser u001 | Export-RcSyncRecord {0}", "RecordFileInput")]
    [InlineData("Get-HubUser u001 | Export-RcSyncRecord {0} -Append", "RecordFileInput")]
    [InlineData("@(Get-RcSyncRun) + 7 | Export-RcSyncRecord {0}", "RecordFileInput")]
    [InlineData("@(Get-RcSyncRun) + 7 | Export-RcSyncRecord {0} -Append", "RecordFileInput")]
    [InlineData("Get-RcSyncRun -Hub $folder/none.db | Export-RcSyncRecord {0}", "HubNotFound")]
    [InlineData("& { throw 'before the first row' } | Export-RcSyncRecord {0}", "before the first row")]
    public void An_error_leaves_the_file_that_was_there_and_makes_none(string script, string error)
    {
        string file = Path.Combine(_lab.Folder, "kept.csv");
        Assert.StartsWith(error, _lab.Session.Run(script.Replace("{0}", "$folder/kept.csv", StringComparison.Ordinal)).Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_lab.Folder, "kept*"));

        _lab.Run("Get-RcSyncRun -Last 1 | Export-RcSyncRecord $folder/kept.csv");
        byte[] kept = File.ReadAllBytes(file);
        Assert.StartsWith(error, _lab.Session.Run(script.Replace("{0}", "$folder/kept.csv", StringComparison.Ordinal)).Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(kept, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(_lab.Folder, "kept*"));
    }

    [Fact]
    public async Task What_is_done_by_hand_is_told_and_a_person_who_is_removed_is_erased()
    {
        string id = Assert.IsType<string>(_lab.Run("(Get-HubUser u001).Id")[0]);
        _lab.Run("Disable-HubUser u001; Set-RcProvisioningOption -UpdateUserAttributes $false");
        Assert.Equal(
            ["(hold)", "(status)"],
            _lab.Run("Get-RcSyncChange u001 -Kind StatusChanged | ForEach-Object Attribute | Where-Object { $_ -in '(hold)', '(status)' }").Cast<string>().Order());
        Assert.Equal("True→False", _lab.Run("Get-RcSyncChange -Kind OptionChanged | Where-Object Attribute -eq UpdateUserAttributes | ForEach-Object { \"$($_.Before)→$($_.After)\" }")[^1]);
        Assert.Equal(["Disable-HubUser"], _lab.Run("Get-RcSyncChange u001 -Kind StatusChanged | ForEach-Object Cause").Cast<string>().Distinct());
        Assert.Equal("Set-RcProvisioningOption", _lab.Run("Get-RcSyncChange -Kind OptionChanged | ForEach-Object Cause")[^1]);
        Assert.Equal("New-RcHub", _lab.Run("Get-RcSyncChange -Kind MappingChanged | ForEach-Object Cause")[0]);
        Assert.All(
            _lab.Run("Get-RcSyncChange | Where-Object Kind -notin PersonRemoved, PersonCreated | ForEach-Object { \"$($_.Subject)|$($_.Cause)\" }").Cast<string>(),
            static change => Assert.Matches(@"^.+\|.+$", change));
        string head = Assert.IsType<string>(_lab.Run("(Test-RcHub | Where-Object Check -eq Record).RecordHead")[0]);

        _lab.Session.Runspace.SessionStateProxy.SetVariable("head", head);
        _lab.Session.Runspace.SessionStateProxy.SetVariable("id", id);
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), WithoutFirstPerson(await File.ReadAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), Stop)), Stop);
        _lab.Run("Import-AdUsers -AcceptGuard | Out-Null; Remove-HubUser $id -Force");
        Assert.All(_lab.Run("Test-RcHub -RecordHead $head"), static check => Assert.Equal(true, PSObject.AsPSObject(check!).Properties["Passed"].Value));
        Assert.Empty(_lab.Run("Get-RcSyncChange $id | Where-Object { $_.Before -or $_.After -or $_.Subject }"));
        Assert.NotEmpty(_lab.Run("Get-RcSyncChange $id | Where-Object Erased"));

        _lab.Run("Disconnect-RcHub");
        ToolOutcome tampered = await ToolProcess.RunAsync("sqlite3", "", _lab.HubFile, "UPDATE recorded_change SET actor = 'nobody' WHERE number = 5");
        Assert.Equal(0, tampered.ExitCode);
        Assert.Equal(5L, Assert.Single(_lab.Run("(Test-RcHub -Hub $hub | Where-Object Check -eq Record).BrokenLine")));
    }

    private static string WithoutFirstPerson(string ldif)
    {
        string[] records = ldif.Split("\n\n");
        return string.Join("\n\n", records.Where(static record => !record.Contains("sAMAccountName: u001", StringComparison.Ordinal)));
    }
}
