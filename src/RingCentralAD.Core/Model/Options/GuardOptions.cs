namespace RingCentralAD.Core.Model;

/// <summary>
/// The limit on what a run, and all runs of a rolling day, may take away: more than <see cref="Floor"/> people and
/// more than <see cref="Share"/> or more than <see cref="Cap"/> of those concerned stop it (the guide's "Max import unassignment", 20 %).
/// </summary>
public sealed record GuardOptions
{
    /// <summary>So many people never trip the guard.</summary>
    public int Floor { get; init; } = 5;

    /// <summary>The share of those who hold RingCentral now, 0 to 1.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>More people than this trip it whatever their share.</summary>
    public int Cap { get; init; } = 500;

    /// <inheritdoc />
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"stops at more than {Floor:N0} people and more than {Share * 100:0.##} %, or more than {Cap:N0}");

    /// <summary>Whether taking this many away from this many trips the guard.</summary>
    public bool Trips(long taken, long holders) =>
        taken > Floor && (taken > Cap || taken > Share * holders);
}
