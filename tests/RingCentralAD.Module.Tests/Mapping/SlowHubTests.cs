using System.Diagnostics;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.Mapping;

/// <summary>Tab does not wait for a hub on a server that does not answer.</summary>
public sealed class SlowHubTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Set-AttributeMapping HubToRc city 'user.ci", "'user.city'")]
    [InlineData("Set-AttributeMapping AdToHub nickN", null)]
    public async Task What_every_hub_has_is_offered_at_once(string line, string? expected)
    {
        if (PostgresServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Stop);
        using ModuleSession session = ModuleSession.Open();
        session.Run("param($place) New-RcHub $place -Company Contoso | Connect-RcHub | Out-Null", server.ConnectionString()).MustSucceed();
        Task<string> locked = server.PsqlAsync("BEGIN; LOCK TABLE ringcentralad.hub_attribute IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60); COMMIT", cancellationToken: Stop);
        while (await server.PsqlAsync("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'ringcentralad.hub_attribute'::regclass", cancellationToken: Stop) != "1")
        {
            await Task.Delay(100, Stop);
        }

        long begun = Stopwatch.GetTimestamp();
        ScriptResult result = session.Run("param($line) (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { if ($_.ResultType -notlike 'Provider*') { $_.CompletionText } }", line).MustSucceed();

        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), "Tab waited for the server.");
        Assert.Equal(expected is null ? [] : [expected], result.Values);
        Assert.False(locked.IsCompleted);
        await server.PsqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()", cancellationToken: Stop);
        await Assert.ThrowsAnyAsync<Exception>(() => locked);
        session.Run("Disconnect-RcHub");
    }
}
