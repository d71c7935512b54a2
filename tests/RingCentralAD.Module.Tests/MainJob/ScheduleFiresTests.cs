using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A registered schedule fires: by systemd's user manager and by cron themselves, each started for the test, out of sight of the machine's own.</summary>
public sealed class ScheduleFiresTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Theory]
    [InlineData("systemd", "Systemd", "systemctl --user list-timers --all --no-legend")]
    [InlineData("cron", "Cron", "ls /etc/cron.d")]
    public async Task The_scheduler_runs_the_sync_by_itself(string scheduler, string kind, string left)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounts of its own are root's.");
        string script = Path.Combine(_lab.Folder, "fires.ps1");
        await File.WriteAllTextAsync(
            script,
            $$"""
            $ErrorActionPreference = 'Stop'
            $schedule = Register-RcSyncSchedule often -Every 0:01 -Hub '{{_lab.HubFile}}' -Kind {{kind}} -PowerShell '{{Repository.Shell}}'
            "registered $($schedule.Files)"
            $null = New-RcHub '{{_lab.Folder}}/other.db' -Company Other
            try { Register-RcSyncSchedule often -Every 0:01 -Hub '{{_lab.Folder}}/other.db' -Kind {{kind}} -PowerShell '{{Repository.Shell}}'; 'taken' } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            $known = @(Get-RcSyncRun -Hub '{{_lab.HubFile}}').Count
            $until = [DateTime]::UtcNow.AddSeconds(170)
            do { [Threading.Thread]::Sleep(500); $runs = @(Get-RcSyncRun -Hub '{{_lab.HubFile}}') }
            while (($runs.Count -lt $known + 2 -or $runs.State -contains 'Running') -and [DateTime]::UtcNow -lt $until)
            "runs $($runs.Count - $known -ge 2) $($runs[0].State) $($runs[0].Actor.Split('\')[-1])"
            Unregister-RcSyncSchedule often -Hub '{{_lab.HubFile}}'
            {{left}} | ForEach-Object { "left $_" }
            """,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif(("department", "Moved")), TestContext.Current.CancellationToken);
        string account = scheduler == "systemd" ? "nobody" : "root";
        await ToolProcess.RunAsync("chown", "", "-R", account, _lab.Folder);

        ToolOutcome outcome = await ToolProcess.RunAsync(
            "unshare", "", "--mount", "sh", Repository.In("tests", "RingCentralAD.Module.Tests", "MainJob", "own-scheduler.sh"), scheduler, _lab.Folder, Repository.Shell, "-File", script);

        // Root needs no such rights for a sync, and is told so.
        string[] all = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] lines = [.. all.Where(line => !line.StartsWith("WARNING: The sync runs as root", StringComparison.Ordinal))];
        Assert.Equal(account == "root", lines.Length < all.Length);
        Assert.True(outcome.ExitCode == 0 && lines.Length == 4, outcome.Output + outcome.Error);
        Assert.Equal($"Trying the sync as {account}, with -WhatIf.", lines[0]);
        Assert.StartsWith("registered ", lines[1], StringComparison.Ordinal);
        Assert.Equal("ScheduleExists", lines[2]);
        Assert.Equal($"runs True Completed {account}", lines[3]);
        Assert.Contains(_lab.Simulator.RequestLog.Writes, write => write.Body!.Contains("Moved", StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 8 });
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif());
        _lab.SetUp();

        // A scheduler hands on no variables: the secrets lie in files of the account's own.
        _lab.Run($"Connect-RcAccount -ClientId $client -ClientSecretFrom 'file:{Secret("secret", "RCAD_LAB_SECRET")}' -JwtFrom 'file:{Secret("jwt", "RCAD_LAB_JWT")}' -Uri $url | Out-Null");
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null; Invoke-RcSync -ConfirmFirstRun | Out-Null; Disconnect-RcHub");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private string Secret(string name, string variable)
    {
        string path = Path.Combine(_lab.Folder, name);
        File.WriteAllText(path, Environment.GetEnvironmentVariable(variable));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
