using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Register-RcSyncSchedule up to the point where it would change this machine: what it tries, what it would write, and that the line it writes works.</summary>
public sealed class SyncScheduleTests : IAsyncLifetime
{
    private Lab _lab = null!;

    [Fact]
    public async Task The_line_of_cron_runs_the_sync_and_ends_with_its_code()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess, "Cron's folder is root's.");
        IReadOnlyList<object?> shown = _lab.Run("Register-RcSyncSchedule nightly -Every 0:15 -FullAt 02:00 -Kind Cron -PowerShell $shell -WhatIf -Verbose 4>&1 | ForEach-Object { \"$_\" }");
        string[] file = $"{Assert.Single(shown)}".Split('\n');
        Assert.Equal("/etc/cron.d/ringcentralad-nightly", file[0]);
        Assert.StartsWith("*/15 * * * * root ", file[2], StringComparison.Ordinal);
        Assert.False(File.Exists(file[0]));
        Assert.Empty(_lab.Run("Get-RcSyncSchedule"));
        Assert.Equal([null], _lab.Run("(Get-AdDirectory).FullAt"));
        Assert.Contains("What if: Performing the operation \"Register the schedule\" on target \"Corp", _lab.Session.Screen.Text, StringComparison.Ordinal);
        Assert.Contains("by Cron as root; a full import a day after 02:00\"", _lab.Session.Screen.Text, StringComparison.Ordinal);

        // As cron would hand it to the shell: first the question that nobody answers, then what was confirmed.
        string command = file[2].Split(' ', 7)[6].Replace("\\%", "%", StringComparison.Ordinal);
        Assert.Equal(3, (await ToolProcess.RunAsync("/bin/sh", "", "-c", command)).ExitCode);

        // The trial's: it says by what the registration knows that a sync ran (ScheduleTests).
        Assert.Contains(" -Wait).ExitCode", command, StringComparison.Ordinal);
        Assert.Contains("Run the sync", (await ToolProcess.RunAsync("/bin/sh", "", "-c", command.Replace(" -Wait)", " -WhatIf)", StringComparison.Ordinal))).Output, StringComparison.Ordinal);
        _lab.Run("Invoke-RcSync -ConfirmFirstRun | Out-Null");
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif(("department", "Moved")), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await ToolProcess.RunAsync("/bin/sh", "", "-c", command)).ExitCode);
        Assert.Contains(_lab.Simulator.RequestLog.Writes, write => write.Body!.Contains("Moved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_reached_as_it_will_run_is_not_registered()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess, "Cron's folder is root's.");
        File.Move(Path.Combine(_lab.Folder, "contoso.ldif"), Path.Combine(_lab.Folder, "away"));
        string before = await _lab.DumpHubAsync();
        ScriptResult result = _lab.Session.Run("Register-RcSyncSchedule -Every 0:15 -Kind Cron -PowerShell $shell -Window 22:00-23:00");
        Assert.StartsWith("ScheduleTrialFailed,", result.Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("ended with 4", $"{result.Thrown!.ErrorRecord}", StringComparison.Ordinal);
        Assert.Contains("contoso.ldif", $"{result.Thrown.ErrorRecord}", StringComparison.Ordinal);
        Assert.False(File.Exists("/etc/cron.d/ringcentralad-sync"));
        Assert.Equal(before, await _lab.DumpHubAsync());
    }

    [Theory]
    [InlineData("/bin/true", "it said nothing")]
    [InlineData("/bin/echo", "Invoke-RcSync -Hub")]
    public void A_program_that_runs_no_sync_is_not_registered(string program, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess, "Cron's folder is root's.");
        ScriptResult result = _lab.Session.Run($"Register-RcSyncSchedule rcad-none -Every 0:15 -Kind Cron -PowerShell {program}");
        Assert.False(File.Exists("/etc/cron.d/ringcentralad-rcad-none"));
        Assert.StartsWith("ScheduleTrialFailed,", result.Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"{program} ended with 0 without having run it", $"{result.Thrown!.ErrorRecord}", StringComparison.Ordinal);
        Assert.Contains(said, $"{result.Thrown.ErrorRecord}", StringComparison.Ordinal);
        Assert.Empty(_lab.Run("Get-RcSyncSchedule"));
    }

    [Fact]
    public void What_would_be_registered_is_shown_without_pwsh_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess, "Cron's folder is root's.");
        ScriptResult result = _lab.Session.Run("$path = $env:PATH; $env:PATH = '/none'; try { Register-RcSyncSchedule -Every 0:15 -Kind Cron -WhatIf 3>&1 } finally { $env:PATH = $path }");
        Assert.Null(result.Thrown);
        Assert.Contains(result.Output, static warning => $"{warning}".StartsWith("There is no pwsh", StringComparison.Ordinal));
        Assert.Contains(result.Output, static warning => $"{warning}".StartsWith("The sync runs as root", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Every 15", "ParameterArgumentTransformationError")]
    [InlineData("-Every 0:07", "ScheduleInvalid")]
    [InlineData("-Every 1:00 -FullAt noon", "TimeOfDayInvalid")]
    [InlineData("-Every 1:00 -Window always", "WindowInvalid")]
    [InlineData("-Every 1:00 -Kind TaskScheduler -RunAs 'CONTOSO\\ann'", "ScheduleInvalid")]
    [InlineData("-Every 1:00 -Kind Cron -PowerShell /none/pwsh", "ScheduleProgramMissing")]
    public void What_is_none_is_refused(string arguments, string errorId) => Assert.StartsWith(
        errorId + ",", _lab.Session.Run($"Register-RcSyncSchedule {(arguments.Contains("-PowerShell", StringComparison.Ordinal) ? "" : "-PowerShell $shell")} {arguments}").Thrown?.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_schedule_that_is_not_there_is_named() => Assert.StartsWith(
        "ScheduleNotFound,", Assert.Single(_lab.Session.Run("$ErrorActionPreference = 'Continue'; Unregister-RcSyncSchedule none").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public async Task A_schedule_goes_by_its_name_in_any_case()
    {
        // As the hub keeps it of a machine that is no more; nothing of it is on this one.
        string kept = """{"All":[{"Name":"Nightly","Host":"OLDHOST","Kind":"Cron","Every":"01:00:00","Hub":"/h.db","Program":"/pwsh","Module":"/m.psd1"}]}""";
        await ToolProcess.RunAsync("sqlite3", "", _lab.HubFile, $"INSERT INTO setting (name, json) VALUES ('SyncSchedules', '{kept}')");
        Assert.Equal(["Nightly"], _lab.Run("(Get-RcSyncSchedule nightly).Name"));

        _lab.Run("Unregister-RcSyncSchedule NIGHTLY -ComputerName oldhost -Forget");

        Assert.Empty(_lab.Run("Get-RcSyncSchedule"));
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 8 });
        await File.WriteAllTextAsync(Path.Combine(_lab.Folder, "contoso.ldif"), SmallCompany.Ldif());
        _lab.Session.Runspace.SessionStateProxy.SetVariable("shell", Repository.Shell);
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
