using System.Text.Json;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>The log as an administrator sets it: what runs leave there, with RingCentral's request ids, and what happens where it cannot be written.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 250 });
        _lab.SetUp();
        Directory.CreateDirectory(Path.Combine(_lab.Folder, "log"));
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public void A_days_work_is_told_with_the_ids_of_its_requests()
    {
        _lab.Run("""
            Set-RcLog $folder/log/sync.jsonl -Level Debug -Keep 3
            Import-AdUsers | Out-Null
            Add-RcAssignment -Group 'RingCentral Users'
            Invoke-RcProvisioning -ConfirmFirstRun | Out-Null
            Invoke-RcSync -ConfirmFirstRun | Out-Null
            """);
        ScriptResult failed = _lab.Session.Run("Get-HubGroup Nowhere -ErrorAction Continue; New-HubGroup Some -Rule 'x.y('");
        Assert.NotNull(failed.Thrown);
        JsonElement[] lines = Lines();
        Assert.Equal(
            ["Import", "Provisioning"],
            lines.Where(line => Is(line, "Run started")).Select(static line => line.GetProperty("Kind").GetString()).Take(2));
        JsonElement ended = lines.First(line => Is(line, "Run ended") && line.GetProperty("Kind").GetString() == "Provisioning");
        Assert.True(ended.GetProperty("Counts").GetProperty("Fill").GetInt32() > 50);
        Assert.True(ended.GetProperty("Requests").GetProperty("Medium").GetInt32() > 50);
        Assert.Contains(lines, line => Is(line, "Sync ended"));
        Assert.Contains(lines, line => Is(line, "Command failed") && line.GetProperty("Command").GetString() == "New-HubGroup");

        string[] told = [.. lines.Where(line => Is(line, "Request") && line.TryGetProperty("RequestId", out _)).Select(static line => line.GetProperty("RequestId").GetString()!)];
        string[] known = [.. _lab.Simulator.RequestLog.Entries.Select(static entry => entry.RequestId)];
        Assert.True(told.Length > 50);
        Assert.Empty(told.Except(known));

        Assert.Equal("Debug", $"{_lab.Run("(Get-RcLog).Level")[0]}");
        Assert.Equal(3, _lab.Run("(Get-RcLog).Keep")[0]);
        Assert.Single(_lab.Run("(Get-RcLog).Files"));
        _lab.Run("Set-RcLog -Level Warning");
        int before = Lines().Length;
        _lab.Run("Import-AdUsers -Full | Out-Null");
        JsonElement[] more = Lines()[before..];
        Assert.All(more, static line => Assert.Equal("Warning", line.GetProperty("@l").GetString()));
        _lab.Run("Set-RcLog -Path $null; Import-AdUsers -Full | Out-Null");
        Assert.Equal(before + more.Length, Lines().Length);
        Assert.Null(_lab.Run("(Get-RcLog).Path")[0]);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_warned_about_once_and_stops_nothing()
    {
        _lab.Run("Set-RcLog $folder/log/sync.jsonl; Disconnect-RcHub");
        Directory.Delete(Path.Combine(_lab.Folder, "log"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "log"), "", Stop);
        ScriptResult result = _lab.Session.Run("@(Import-AdUsers -Hub $hub).Count").MustSucceed();
        Assert.True((int)result.Values[0]! > 50);
        Assert.Contains("Set-RcLog", Assert.Single(result.Warnings, static warning => warning.Contains("log", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lgo/sync.jsonl", "There is no folder {0}/lgo.")]
    [InlineData("log", "It is a folder.")]
    public void A_folder_that_is_not_there_is_refused_and_not_made(string place, string why)
    {
        _lab.Run("Set-RcLog $folder/log/sync.jsonl");
        foreach (string preview in (string[])["", " -WhatIf"])
        {
            ScriptResult result = _lab.Session.Run($"Set-RcLog $folder/{place}{preview}");
            Assert.StartsWith("LogFolderNotFound,", result.Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal($"The log cannot be written to {_lab.Folder}/{place}: {why.Replace("{0}", _lab.Folder, StringComparison.Ordinal)}", $"{result.Thrown!.ErrorRecord}");
        }

        Assert.False(Directory.Exists(Path.Combine(_lab.Folder, "lgo")));
        Assert.Equal($"{_lab.Folder}/log/sync.jsonl", _lab.Run("(Get-RcLog).Path")[0]);

        // What is not named is not looked at: another host's folder, or one that went away.
        Directory.Delete(Path.Combine(_lab.Folder, "log"), recursive: true);
        _lab.Run("Set-RcLog -Keep 4; Set-RcLog -Path $null");
    }

    [Fact]
    public void A_log_that_goes_away_is_warned_about_with_what_got_lost()
    {
        _lab.Run("Set-RcLog $folder/log/sync.jsonl; Disconnect-RcHub; Connect-RcHub $hub | Out-Null");
        Directory.Delete(Path.Combine(_lab.Folder, "log"), recursive: true);
        File.WriteAllText(Path.Combine(_lab.Folder, "log"), "");
        ScriptResult result = _lab.Session.Run("Import-AdUsers | Out-Null").MustSucceed();
        string warning = Assert.Single(result.Warnings, static warning => warning.Contains("log", StringComparison.Ordinal));
        Assert.Matches("^[0-9]+ lines of the log .* could not be written", warning);
        Assert.Contains("Set-RcLog", warning, StringComparison.Ordinal);
    }

    private JsonElement[] Lines() => [.. File.ReadAllLines(Path.Combine(_lab.Folder, "log", "sync.jsonl")).Select(static line => JsonDocument.Parse(line).RootElement)];

    private static bool Is(JsonElement line, string what) => line.GetProperty("@mt").GetString() == what;
}
