namespace RingCentralAD.Simulator;

/// <summary>Everything a simulated platform can be told at its start. All of it can also stand in a settings file.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>The apps of the developer console that may sign in.</summary>
    public IList<AppRegistration> Apps { get; set; } = [new AppRegistration()];

    /// <summary>The JWT credentials of users; each leads to one extension of one account.</summary>
    public IList<JwtCredential> Credentials { get; set; } = [new JwtCredential()];

    /// <summary>How long tokens and sessions live.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>The allowance of each rate-limit group.</summary>
    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>What RingCentral's documentation leaves open; each setting names what was inferred.</summary>
    public BehaviourOptions Behaviour { get; set; } = new();

    /// <summary>What there is at the start and again after a reset.</summary>
    public SeedRequest Seed { get; set; } = new();

    /// <summary>How many requests the log keeps; the oldest go first. Counters go on without limit.</summary>
    public int LogCapacity { get; set; } = 250_000;
}
