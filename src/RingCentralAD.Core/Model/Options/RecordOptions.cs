namespace RingCentralAD.Core.Model;

/// <summary>How the hub keeps its record.</summary>
public sealed record RecordOptions
{
    /// <summary>How many days changes and runs are kept.</summary>
    public int KeepDays { get; init; } = 400;
}
