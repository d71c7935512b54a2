namespace RingCentralAD.Simulator.Tests;

/// <summary>Platforms to try.</summary>
internal static class Start
{
    public const string Extension = "v1.0/account/~/extension";

    public static Task<RingCentralSimulator> RaisedAsync(SeedRequest? seed = null, TimeProvider? clock = null, Action<SimulatorOptions>? change = null)
    {
        SimulatorOptions options = new() { RateLimits = RateLimitOptions.Raised(), Seed = seed ?? new SeedRequest() };
        change?.Invoke(options);
        return RingCentralSimulator.StartAsync(options, clock, TestContext.Current.CancellationToken);
    }

    public static object Person(string first, string last, string email) => new { type = "User", contact = new { firstName = first, lastName = last, email } };
}
