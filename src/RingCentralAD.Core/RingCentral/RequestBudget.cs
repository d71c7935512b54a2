namespace RingCentralAD.Core.RingCentral;

/// <summary>How one rate group stands at this moment, for planning and progress.</summary>
public sealed record RequestBudget
{
    /// <summary>Light, Medium, Heavy, Auth, or another one that RingCentral named.</summary>
    public required string Group { get; init; }

    /// <summary>Requests allowed in a window: RingCentral's default until its first answer says otherwise.</summary>
    public required int Limit { get; init; }

    /// <summary>Requests that may go out now.</summary>
    public required int Remaining { get; init; }

    /// <summary>The length of the sliding window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>When the next request may go out: now, or a time to come.</summary>
    public required DateTimeOffset FreeAt { get; init; }

    /// <summary>Requests that wait in line.</summary>
    public required int Waiting { get; init; }

    /// <summary>Requests that this process has sent in this group, all connections together.</summary>
    public required long Requests { get; init; }

    /// <summary>RingCentral has stated its limits; false while its published defaults are assumed.</summary>
    public required bool Known { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Group}: {Remaining} of {Limit} per {Window.TotalSeconds:0} s";
}
