namespace RingCentralAD.Core.Model;

/// <summary>What was left of the account when its extensions were last read.</summary>
public sealed record AccountStock
{
    /// <summary>When.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Unassigned extensions, each with its licence and line, that no rule sets aside.</summary>
    public int Unassigned { get; init; }
}
