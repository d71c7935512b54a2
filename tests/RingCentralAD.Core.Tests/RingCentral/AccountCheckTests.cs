using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>What Test-RcAccount says of an account in the simulator.</summary>
public sealed class AccountCheckTests
{
    [Fact]
    public async Task Rights_limits_what_is_left_and_duplicates_are_told_and_nothing_is_written()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(
            new SimulatorOptions
            {
                Seed = new SeedRequest
                {
                    Unassigned = 3,
                    Inventory = 4,
                    Extensions =
                    [
                        new SeedExtension { FirstName = "A", LastName = "One", Email = "same@example.com" },
                        new SeedExtension { FirstName = "B", LastName = "Two", Email = "SAME@example.com" },
                    ],
                },
            },
            null,
            stop);
        await using IAccount account = await Cycle.OpenAccountAsync(simulator.BaseUri, TimeProvider.System);
        List<AccountCheck> checks = await new AccountChecks((RingCentralAccount)account).RunAsync(stop).ToListAsync(stop);
        Assert.All(checks, check => Assert.Equal(check.Passed, check.Remedy is null));
        Assert.Contains("account " + account.Description.Id, Assert.Single(checks, check => check.Check == "SignedIn").Detail, StringComparison.Ordinal);
        Assert.All(checks.Where(check => check.Check == "Scope"), check => Assert.True(check.Passed, check.ToString()));
        Assert.Contains(checks, check => check.Check == "Permission");
        Assert.StartsWith("3 left", Assert.Single(checks, check => check.Check == "Unassigned").Detail, StringComparison.Ordinal);
        Assert.StartsWith("4 in", Assert.Single(checks, check => check.Check == "Inventory").Detail, StringComparison.Ordinal);
        AccountCheck twice = Assert.Single(checks, check => check.Check == "DuplicateMail");
        Assert.Contains("A One", twice.Detail, StringComparison.Ordinal);
        Assert.Contains(checks, check => check is { Check: "RateLimit", Subject: "Medium" } && check.Detail.StartsWith("40 requests per 60 s", StringComparison.Ordinal));
        Assert.Empty(simulator.RequestLog.Writes);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', checks));
    }

    [Fact]
    public async Task Missing_scopes_and_permissions_are_named_with_what_they_are_for()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        SimulatorOptions options = new();
        options.Apps[0].Scopes = ["ReadAccounts"];
        options.Credentials[0].Permissions = ["ReadCompanyInfo", "ReadExtensions", "ReadCompanyPhoneNumbers", "ReadUserPhoneNumbers"];
        await using RingCentralSimulator simulator = await RingCentralSimulator.StartAsync(options, null, stop);
        await using IAccount account = await Cycle.OpenAccountAsync(simulator.BaseUri, TimeProvider.System);
        List<AccountCheck> checks = await new AccountChecks((RingCentralAccount)account).RunAsync(stop).ToListAsync(stop);
        Assert.Equal(["EditAccounts", "EditExtensions"], Missing("Scope"));
        Assert.Equal(["AddRemoveUsers", "EditExtensionInfo", "EditUserInfo", "Users"], Missing("Permission"));
        Assert.All(checks.Where(check => !check.Passed), check => Assert.Contains(check.Check is "Scope" or "Permission" ? check.Subject : "", check.Remedy, StringComparison.Ordinal));

        IEnumerable<string> Missing(string kind) => checks.Where(check => check.Check == kind && !check.Passed).Select(check => check.Subject).Order(StringComparer.Ordinal);
    }
}
