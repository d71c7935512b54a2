using RingCentralAD.Core.Storage;
using RingCentralAD.TestServers;
using Xunit;

[assembly: AssemblyFixture(typeof(RingCentralAD.Core.Tests.Storage.SharedPostgres))]

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>One PostgreSQL server for all tests of this project, started when the first one asks.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> s_server = new(static () => PostgresServer.StartAsync());

    public static Task<PostgresServer> Server
    {
        get
        {
            if (PostgresServer.WhyNot is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
            {
                Assert.Skip(reason);
            }

            return s_server.Value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (s_server.IsValueCreated)
        {
            await (await s_server.Value).DisposeAsync();
        }
    }
}

/// <summary>Schemas of the shared server.</summary>
public sealed class PostgresPlace : IHubPlace
{
    private static int s_count;

    public HubLocation New() => HubLocation.Parse($"{SharedPostgres.Server.GetAwaiter().GetResult().ConnectionString()};Schema=hub{Interlocked.Increment(ref s_count)}");

    /// <summary>A location with the password, for a process of its own.</summary>
    public static string FullLocation(HubLocation location) => $"{SharedPostgres.Server.Result.ConnectionString()};Schema={location.Schema}";

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
