namespace RingCentralAD.Core.Model;

/// <summary>One of the guide's steps of a scenario: where it stands, by what, and the command that does it.</summary>
public sealed record SetupStep
{
    /// <summary>The guide's scenario, 1 to 4.</summary>
    public required int Scenario { get; init; }

    /// <summary>The step's number in the guide's scenario; null for what the guide has in a chapter of its own.</summary>
    public int? Step { get; init; }

    /// <summary>The guide's column: AD, Hub (the guide's Okta) or RingCentral.</summary>
    public required string System { get; init; }

    /// <summary>Where it stands.</summary>
    public required SetupStepState State { get; init; }

    /// <summary>What is done in it.</summary>
    public required string What { get; init; }

    /// <summary>What was looked at, and what was found.</summary>
    public required string Evidence { get; init; }

    /// <summary>The command that helps now; null where nothing is left to do.</summary>
    public string? Next { get; init; }

    /// <summary>Where the guide has it.</summary>
    public required string Source { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{(Step is null ? "" : $"{Step} ")}{What}: {State}";
}

/// <summary>Where a setup step stands.</summary>
public enum SetupStepState
{
    /// <summary>The evidence shows that it is done.</summary>
    Done,

    /// <summary>The one to do now.</summary>
    Next,

    /// <summary>Waits for the steps before it.</summary>
    Waiting,

    /// <summary>Not done, and may be left out.</summary>
    Optional,

    /// <summary>Cannot be done, or is done and does not work; the evidence says why.</summary>
    Blocked,
}
