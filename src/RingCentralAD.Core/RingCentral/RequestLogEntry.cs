namespace RingCentralAD.Core.RingCentral;

/// <summary>One request as the log may show it: never a body, a query value, a token or another secret.</summary>
public sealed record RequestLogEntry
{
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its ids, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>The rate group it was counted in.</summary>
    public required string Group { get; init; }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>RingCentral's error code, or why no answer came; null where all is well.</summary>
    public string? Error { get; init; }

    /// <summary>From sending to the whole answer, the wait for the rate limit not counted.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long it waited for its place in the rate limit before.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>1 for the first try.</summary>
    public required int Attempt { get; init; }

    /// <summary>RingCentral's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Method} {Path} {Group} {Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {Error ?? "-"} {Duration.TotalMilliseconds:0} ms {RequestId ?? "-"}");
}
