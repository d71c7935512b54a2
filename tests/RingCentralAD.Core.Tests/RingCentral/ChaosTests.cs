using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>Many writes through a platform that fails at random: what the connector says of each is true.</summary>
public sealed class ChaosTests
{
    private const int People = 150;

    private static readonly FaultRule[] s_faults =
    [
        new() { Kind = FaultKind.ConnectionReset },
        new() { Kind = FaultKind.ConnectionReset, Stage = FaultStage.After },
        new() { Kind = FaultKind.ServerError, Status = 500 },
        new() { Kind = FaultKind.ServerError, Status = 502, Stage = FaultStage.After },
        new() { Kind = FaultKind.ServerError, Status = 503, Stage = FaultStage.After },
        new() { Kind = FaultKind.ServerError, Status = 504 },
        new() { Kind = FaultKind.TokenExpired },
        new() { Kind = FaultKind.TokenRevoked },
        new() { Kind = FaultKind.RateLimited, RetryAfterSeconds = 3 },
        new() { Kind = FaultKind.RateLimited },
        new() { Kind = FaultKind.TruncatedJson, Stage = FaultStage.After },
        new() { Kind = FaultKind.HtmlPage, Stage = FaultStage.After },
        new() { Kind = FaultKind.EmptyBody, Stage = FaultStage.After },
        new() { Kind = FaultKind.UnknownEnum, Field = "status", Stage = FaultStage.After },
        new() { Kind = FaultKind.MissingField, Field = "id", Stage = FaultStage.After },
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Done_is_done_once_refused_is_not_done_and_everything_else_is_said_to_be_unknown(int run)
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"run {run}, seed {seed}");
        await using SimulatedPlatform platform = await SimulatedPlatform.StartAsync(SimulatedPlatform.Raised());
        await using RingCentralAccount account = await platform.OpenAsync();
        foreach ((FaultRule rule, int index) in s_faults.Select((rule, index) => (rule, index)))
        {
            platform.Simulator.Faults.Add(rule with { Operation = "createExtension", Probability = 0.04, Seed = unchecked(seed + index) });
        }

        int next = 0;
        Dictionary<string, AccountFailure?> outcomes = [];
        await platform.Time.DriveAsync(Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (int person = Interlocked.Increment(ref next); person <= People; person = Interlocked.Increment(ref next))
            {
                string mail = string.Create(CultureInfo.InvariantCulture, $"person{person}@example.com");
                AccountFailure? failure = await CreateAsync(account, mail);
                lock (outcomes)
                {
                    outcomes[mail] = failure;
                }
            }
        })));

        Assert.Equal(People, outcomes.Count);
        foreach ((string mail, AccountFailure? failure) in outcomes)
        {
            int made = platform.Simulator.State.Account.FindByEmail(mail).Count;
            Assert.True(made <= 1, $"seed {seed}: {mail} was made {made} times");
            Assert.True(failure is not null || made == 1, $"seed {seed}: {mail} is said to be done, and is not");
            Assert.True(failure is null or AccountFailure.Unknown || made == 0, $"seed {seed}: {mail} is said to be {failure}, and is done");
        }

        platform.Simulator.Faults.Enabled = false;
        string unknown = outcomes.First(pair => pair.Value == AccountFailure.Unknown).Key;
        Assert.Equal(
            platform.Simulator.State.Account.FindByEmail(unknown).Count,
            (await platform.Time.DriveAsync(account.FindExtensionsByMailAsync(unknown, Stop))).Count);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes.Values.GroupBy(value => value).Select(group => $"{group.Count()} {group.Key?.ToString() ?? "done"}")));
    }

    private static async Task<AccountFailure?> CreateAsync(RingCentralAccount account, string mail)
    {
        try
        {
            await account.CreateExtensionAsync($$"""{"type":"User","contact":{"firstName":"A","lastName":"B","email":"{{mail}}"} }""", Stop);
            return null;
        }
        catch (AccountException error)
        {
            return error.Failure;
        }
    }
}
