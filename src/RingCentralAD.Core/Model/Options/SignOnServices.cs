namespace RingCentralAD.Core.Model;

/// <summary>A sign-on service that runs, as it says of itself.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="ProcessId">Its process there.</param>
/// <param name="StartedAt">When that process started.</param>
public sealed record SignOnServiceNote(string Host, string Url, int ProcessId, DateTimeOffset StartedAt)
{
    /// <summary>The machine's service manager runs it.</summary>
    public bool Registered { get; init; }

    /// <summary>The file of its web server's certificate; null for http.</summary>
    public string? Certificate { get; init; }

    /// <summary>When that certificate ends.</summary>
    public DateTimeOffset? CertificateEnds { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Url} on {Host}, process {ProcessId}";
}

/// <summary>The sign-on services of a hub: kept by the hub, no setting.</summary>
internal sealed record SignOnServices
{
    /// <summary>Those that run, and those that died without a word.</summary>
    public IReadOnlyList<SignOnServiceNote> All { get; init; } = [];
}
