namespace RingCentralAD.RunHost;

/// <summary>The machine's clock, ahead by so much: a lease that a killed process left has run out by then.</summary>
public sealed class LateClock : TimeProvider
{
    private readonly TimeSpan _ahead;

    /// <summary>Makes the clock.</summary>
    public LateClock(TimeSpan ahead) => _ahead = ahead;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
