namespace RingCentralAD.Core.Model;

/// <summary>From where on something about a hub is worth a word.</summary>
public sealed record HealthLimits
{
    /// <summary>So many people who are stuck.</summary>
    public int StuckPeople { get; init; } = 1;

    /// <summary>Fewer Unassigned extensions than this.</summary>
    public int Unassigned { get; init; } = 5;

    /// <summary>So many days before a certificate, a JWT or a password ends.</summary>
    public int ExpiryDays { get; init; } = 30;
}
