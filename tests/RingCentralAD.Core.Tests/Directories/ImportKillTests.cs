using System.Diagnostics;
using System.Globalization;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Directories;

/// <summary>
/// Imports in a process of its own, killed (SIGKILL) at random moments while the directory changes in between: nobody's state is ever wrong, and
/// the first import that is left alone completes.
/// </summary>
public sealed class ImportKillTests
{
    private const int People = 1000;
    private static readonly int s_kills = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1" ? 50 : 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Killed_at_any_moment_nobodys_state_is_wrong_and_the_next_import_completes()
    {
        Assert.SkipWhen(SlapdServer.WhyNot is not null && Environment.GetEnvironmentVariable("CI") != "true", SlapdServer.WhyNot ?? "");
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using ImportFaultLab lab = await ImportFaultLab.StartAsync(People, seed);
        int run = 0, killed = 0;
        for (int tried = 0; killed < s_kills; tried++)
        {
            Assert.True(tried < s_kills * 3, $"seed {seed}: only {killed} of {tried} were killed before their end");
            killed += await RunAsync(lab, run++, random) ? 1 : 0;
            await lab.CheckNobodyWrongAsync($"seed {seed}, after {killed} kills");

            // The first import too is killed several times before anything else changes.
            if (tried >= 3)
            {
                await lab.ChangeAsync();
            }
        }

        Assert.False(await RunAsync(lab, run, null));
        await lab.CheckCompleteAsync($"seed {seed}");
    }

    /// <summary>True where the process was killed; a run that came to its end gives false.</summary>
    private static async Task<bool> RunAsync(ImportFaultLab lab, int number, Random? random)
    {
        string ahead = ((number + 1) * 90).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new("dotnet", [RunProcess.Program, "import", lab.HubPath, ahead]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RCAD_TEST_PASSWORD"] = lab.Password;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(Stop);
        if (random is not null)
        {
            _ = await process.StandardOutput.ReadLineAsync(Stop);
            await Task.Delay(random.Next(600), Stop);
            process.Kill();
        }

        _ = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.Equal("", await error);
        Assert.True(random is not null || process.ExitCode == 0, $"exit code {process.ExitCode}");
        return process.ExitCode != 0;
    }
}
