using System.Diagnostics;
using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>A pipeline streams, and a stop leaves a hub that the next run completes.</summary>
public sealed class StreamingTests
{
    private const int People = 1500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_person_reaches_the_next_command_while_the_import_goes_on()
    {
        await using Lab lab = await Lab.WithSambaAsync(People, new SeedRequest());
        lab.SetUp();

        object?[] seen = [.. lab.Run("Import-AdUsers | Where-Object Action -eq Created | ForEach-Object { if (-not $first) { $first = $_; \"$((Get-RcHub).People)\" } else { 'more' } }")];

        // What the second command saw in the hub when it got the first object.
        Assert.InRange(int.Parse((string)seen[0]!, System.Globalization.CultureInfo.InvariantCulture), 1, People / 2);
        Assert.Equal((long)seen.Length, lab.Run("(Get-RcHub).People").Single());
        Assert.True(seen.Length > People / 2);
    }

    [Fact]
    public async Task The_one_who_wants_only_the_first_person_ends_the_import_and_nobody_is_gone()
    {
        await using Lab lab = await Lab.WithSambaAsync(People, new SeedRequest());
        lab.SetUp();

        Assert.Single(lab.Run("do { Import-AdUsers | ForEach-Object { $_; break } } while ($false)"));

        Assert.Equal("Interrupted", await LastImportAsync(lab));
        await FinishAsync(lab);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    public async Task Ctrl_C_leaves_a_consistent_hub_at_once(int after)
    {
        await using Lab lab = await Lab.WithSambaAsync(People, new SeedRequest());
        lab.SetUp();
        using (PowerShell shell = lab.Session.Start("Import-AdUsers"))
        {
            using PSDataCollection<PSObject> seen = [];
            IAsyncResult? stopping = null;
            seen.DataAdded += (_, _) =>
            {
                if (seen.Count == after)
                {
                    // On the pipeline's own thread: no further object comes before the stop has.
                    stopping = shell.BeginStop(null!, null);
                    SpinWait.SpinUntil(() => shell.InvocationStateInfo.State == PSInvocationState.Stopping, TimeSpan.FromMinutes(1));
                }
            };
            Task run = shell.InvokeAsync<PSObject, PSObject>(null!, seen);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
            shell.EndStop(stopping!);
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.InRange(seen.Count, after, People - 1);
        }

        Assert.Equal("Interrupted", await LastImportAsync(lab));
        await FinishAsync(lab);
    }

    /// <summary>The interrupt key in the console host: a real signal to a real process.</summary>
    [Fact]
    public async Task The_interrupt_signal_ends_the_process_and_leaves_a_consistent_hub()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        await using Lab lab = await Lab.WithSambaAsync(People, new SeedRequest());
        lab.SetUp();
        using Process process = ToolProcess.Start(Repository.Shell, "-Command", $"Connect-RcHub '{lab.HubFile}' | Out-Null; Import-AdUsers | ForEach-Object {{ \"$($_.Action)\"; [Threading.Thread]::Sleep(100) }}");
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(Stop));
        ToolOutcome signal = await ToolProcess.RunAsync("kill", "", "-INT", $"{process.Id}");
        Assert.Equal(0, signal.ExitCode);
        ToolOutcome outcome = await ToolProcess.EndAsync(process);

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal("Interrupted", await LastImportAsync(lab));
        await FinishAsync(lab);
    }

    private static async Task<string> LastImportAsync(Lab lab)
    {
        ToolOutcome outcome = await ToolProcess.RunAsync("sqlite3", "", "-readonly", lab.HubFile, "select state from run where kind = 'Import' order by started_at desc limit 1");
        return outcome.Output.Trim();
    }

    /// <summary>The hub holds together, nobody was taken for gone, and the next import brings the rest.</summary>
    private static async Task FinishAsync(Lab lab)
    {
        ToolOutcome check = await ToolProcess.RunAsync("sqlite3", "", "-readonly", lab.HubFile, "pragma integrity_check; pragma foreign_key_check");
        Assert.Equal("ok\n", check.Output);
        Assert.Empty(lab.Run("Get-HubUser | Where-Object Status -ne Active"));
        lab.Run("Import-AdUsers | Out-Null");
        Assert.Empty(lab.Run("Import-AdUsers | Where-Object Action -ne Skipped"));
        Assert.Equal(lab.Run("@(Get-HubUser).Count").Single(), lab.Run("@((Get-HubUser).Login | Where-Object { $_ }).Count").Single());
    }
}
