namespace RingCentralAD.Core.Model;

/// <summary>One thing that Test-RcHub looked at.</summary>
/// <param name="Check">Database or Record.</param>
/// <param name="Passed">Whether it is as it should be.</param>
/// <param name="Detail">What was found; of the record its head, to be noted elsewhere.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
public sealed record HubCheck(string Check, bool Passed, string Detail, string? Remedy = null)
{
    /// <summary>The record's last line as "number:hash"; null for other checks.</summary>
    public string? RecordHead { get; init; }

    /// <summary>The first line of the record that is not as it was written; null where all are.</summary>
    public long? BrokenLine { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Check}: {Detail}";
}
