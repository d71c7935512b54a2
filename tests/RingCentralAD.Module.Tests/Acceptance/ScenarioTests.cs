using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.Acceptance;

/// <summary>
/// The guide's scenarios as an administrator types them, each against a domain controller and a RingCentral simulator of its own, looked at
/// with ldapsearch and with the simulator's own listing.
/// </summary>
public sealed class ScenarioTests
{
    private static readonly string s_folder = Repository.In("tests", "Acceptance", "Scenarios");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Scenarios
    {
        get
        {
            TheoryData<string, string> scenarios = [];
            foreach (string file in Directory.GetFiles(s_folder, "*.Tests.ps1").Order(StringComparer.Ordinal))
            {
                foreach (string host in AcceptanceHost.Here)
                {
                    scenarios.Add(Path.GetFileName(file), host);
                }
            }

            return scenarios;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_scenario_does_what_the_guide_says(string file, string host)
    {
        if (SambaServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        SimulatorOptions options = new() { RateLimits = RateLimitOptions.Raised() };
        options.Tokens.Sessions = 50;
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(options, null, Stop);
        await using SambaServer samba = await SambaServer.StartAsync(cancellationToken: Stop);
        Dictionary<string, string> lab = new()
        {
            ["RCAD_LAB_SERVER"] = samba.Address,
            ["RCAD_LAB_USER"] = SambaServer.AdministratorDn,
            ["RCAD_LAB_UPN"] = SambaServer.Administrator,
            ["RCAD_LAB_PASSWORD"] = SambaServer.Password,
            ["RCAD_LAB_CA"] = samba.CaFile,
            ["RCAD_LAB_URL"] = simulator.BaseUri.ToString(),
            ["RCAD_LAB_CLIENT"] = AppRegistration.DefaultClientId,
            ["RCAD_LAB_SECRET"] = AppRegistration.DefaultClientSecret,
            ["RCAD_LAB_JWT"] = JwtCredential.DefaultJwt,
        };
        ToolOutcome outcome = await AcceptanceHost.RunAsync(host, Path.Combine(s_folder, file), lab);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Matches("(?i)([1-9][0-9]* passed|passed: [1-9][0-9]*), (0 failed|failed: 0), (0 skipped|skipped: 0)", outcome.Output);
        Assert.Empty(simulator.Bugs);
    }
}
