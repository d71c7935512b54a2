using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What a report tells, but for the list of people.</summary>
internal sealed record ReportFacts
{
    /// <summary>Whose hub it is.</summary>
    public required HubIdentity Identity { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The first day it tells of.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>The runs of those days, day by day or week by week.</summary>
    public required RunTally Runs { get; init; }

    /// <summary>The last runs, the newest first.</summary>
    public required IReadOnlyList<SyncRunInfo> LastRuns { get; init; }

    /// <summary>Where everybody stands.</summary>
    public required PeopleView People { get; init; }

    /// <summary>Why people are stuck, the most frequent reason first.</summary>
    public required IReadOnlyList<FailureGroup> Failures { get; init; }

    /// <summary>What was left of the account when it was last read; null before the first run.</summary>
    public AccountStock? Stock { get; init; }

    /// <summary>Unassigned extensions left now, as far as the hub can know; null before the first run.</summary>
    public long? LicencesLeft { get; init; }
}

/// <summary>People who are stuck for the same reason.</summary>
/// <param name="ErrorId">The reason's id.</param>
internal sealed record FailureGroup(string ErrorId)
{
    /// <summary>So many are named in a report.</summary>
    public const int Named = 100;

    /// <summary>How many rows there are.</summary>
    public int Count { get; set; }

    /// <summary>The oldest.</summary>
    public DateTimeOffset Since { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>The first of them.</summary>
    public List<Problem> First { get; } = [];

    /// <summary>Takes one in.</summary>
    public void Add(Problem problem)
    {
        Count++;
        Since = problem.Since < Since ? problem.Since : Since;
        if (First.Count < Named)
        {
            First.Add(problem);
        }
    }
}
