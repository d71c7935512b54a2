using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A provisioning run in a process of its own, which can be killed as kill -9 does.</summary>
internal static class RunProcess
{
    /// <summary>The program, in its own folder: beside the tests it would miss what they take from the web framework.</summary>
    public static string Program { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("RingCentralAD.Core.Tests", "RingCentralAD.RunHost", StringComparison.Ordinal), "RingCentralAD.RunHost.dll");

    /// <summary>Runs it.</summary>
    /// <param name="cycle">Whose hub and account.</param>
    /// <param name="killAfter">Lines of its output, and then milliseconds, after which it is killed; null to let it come to its end.</param>
    /// <param name="ahead">By how much its clock is ahead of the machine's.</param>
    /// <param name="patience">How long to wait for the lines, before it is killed anyway; null to wait for them.</param>
    /// <returns>True where it was killed before its end.</returns>
    public static Task<bool> RunAsync(Cycle cycle, (int Lines, int Milliseconds)? killAfter, TimeSpan ahead = default, TimeSpan? patience = null) =>
        RunAsync(cycle.HubPath, cycle.Simulator.BaseUri, killAfter, ahead, patience);

    /// <summary>Starts one of several hosts on a shared hub: it provisions once, as soon as nobody else does.</summary>
    public static Process StartShared(string hub, Uri server) => Start(["shared", server.ToString(), AppRegistration.DefaultClientId], hub);

    /// <summary>Starts one of several hosts on a shared hub: it syncs whenever it is told to.</summary>
    public static Process StartSyncing(string hub, Uri server) => Start(["sync", server.ToString(), AppRegistration.DefaultClientId], hub);

    /// <summary>The same, for a hub's file and a server.</summary>
    public static async Task<bool> RunAsync(string hub, Uri server, (int Lines, int Milliseconds)? killAfter, TimeSpan ahead = default, TimeSpan? patience = null)
    {
        using Process process = Start([hub, server.ToString(), AppRegistration.DefaultClientId, ahead.TotalSeconds.ToString(CultureInfo.InvariantCulture)], "");
        CancellationToken stop = TestContext.Current.CancellationToken;
        int lines = killAfter?.Lines ?? int.MaxValue;
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        waiting.CancelAfter(patience ?? Timeout.InfiniteTimeSpan);
        try
        {
            for (int line = 0; line < lines && await process.StandardOutput.ReadLineAsync(waiting.Token) is not null; line++)
            {
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It waits for its budget, say: as good a moment as any other.
        }

        if (killAfter is { } kill)
        {
            await Task.Delay(kill.Milliseconds, stop);
            process.Kill();
        }

        string error = await process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        Assert.Equal("", error);
        Assert.True(killAfter is not null || process.ExitCode == 0);
        return process.ExitCode != 0;
    }

    private static Process Start(string[] arguments, string shared)
    {
        ProcessStartInfo start = new("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RCAD_TEST_SECRET"] = AppRegistration.DefaultClientSecret;
        start.Environment["RCAD_TEST_JWT"] = JwtCredential.DefaultJwt;
        start.Environment["RCAD_TEST_HUB"] = shared;
        return Process.Start(start)!;
    }
}
