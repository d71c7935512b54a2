using System.Globalization;

namespace RingCentralAD.Core.Model;

/// <summary>How a sync as a whole ended; the number is the exit code of a scheduled task. 1 is what PowerShell itself gives where a terminating error ended it.</summary>
public enum SyncOutcome
{
    /// <summary>Everything that was to be done was done.</summary>
    Clean = 0,

    /// <summary>Some people could not be provisioned or written back, or are stuck; everybody else was.</summary>
    SomeFailed = 2,

    /// <summary>A guard, or a question that nobody answered, holds something for a person's word; or a person said no.</summary>
    Stopped = 3,

    /// <summary>The sync, or a stage of it, could not run: suspended, somebody else at work, a server away, a sign-in refused.</summary>
    CouldNotRun = 4,
}

/// <summary>What one sync did, stage by stage.</summary>
public sealed record SyncSummary
{
    /// <summary>Where the hub is; never a password.</summary>
    public required string Hub { get; init; }

    /// <summary>The company.</summary>
    public required string Company { get; init; }

    /// <summary>The RingCentral account id the hub is tied to; null before the first connect.</summary>
    public string? AccountId { get; init; }

    /// <summary>The machine it ran on.</summary>
    public required string Host { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => EndedAt - StartedAt;

    /// <summary>Nothing was changed: a what-if.</summary>
    public bool WhatIf { get; init; }

    /// <summary>What the stages did, in their order; import and write-back once for each directory.</summary>
    public IReadOnlyList<SyncStage> Stages { get; init; } = [];

    /// <summary>The machine whose sync was waited for and came to its end, so that this one had nothing to do; else null.</summary>
    public string? DoneBy { get; init; }

    /// <summary>The stable id of what kept the whole sync from running; null where it ran.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What kept the whole sync from running, or which stages were stopped or failed, and by what; null where all ran.</summary>
    public string? Reason
    {
        get => field ?? Joined(Ended.Select(static stage => stage.Why));
        init;
    }

    /// <summary>What to do about it.</summary>
    public string? Remedy
    {
        get => field ?? Joined(Ended.Select(static stage => stage.Remedy).OfType<string>().Distinct());
        init;
    }

    /// <summary>How many people failed or are stuck.</summary>
    public long Failures => Stages.Sum(stage => stage.Failures);

    /// <summary>How it ended; of several, what comes last in the list of outcomes.</summary>
    public SyncOutcome Outcome =>
        ErrorId is not null || Stages.Any(stage => stage.State == SyncStageState.Failed) ? SyncOutcome.CouldNotRun
        : Stages.Any(stage => stage.State == SyncStageState.Stopped) ? SyncOutcome.Stopped
        : Failures > 0 ? SyncOutcome.SomeFailed
        : SyncOutcome.Clean;

    /// <summary>The exit code for a scheduled task: the number of the outcome.</summary>
    public int ExitCode => (int)Outcome;

    /// <inheritdoc />
    public override string ToString()
    {
        string where = AccountId is null ? Company : $"{Company}, account {AccountId}";
        string what = (ErrorId is null ? null : Reason) ?? (DoneBy is null ? string.Join("; ", Stages) : $"done by {DoneBy}");
        return $"{where}: {Outcome}; {what}";
    }

    private IEnumerable<SyncStage> Ended => Stages.Where(static stage => stage.State is SyncStageState.Stopped or SyncStageState.Failed);

    private static string? Joined(IEnumerable<string> texts) => string.Join(' ', texts) is { Length: > 0 } joined ? joined : null;
}

/// <summary>The stages of a sync.</summary>
public enum SyncStageKind
{
    /// <summary>People and groups of a directory into the hub.</summary>
    Import,

    /// <summary>From the hub to RingCentral.</summary>
    Provisioning,

    /// <summary>Numbers of RingCentral into the hub.</summary>
    ReadBack,

    /// <summary>Numbers of the hub into a directory.</summary>
    WriteBack,
}

/// <summary>How a stage of a sync ended.</summary>
public enum SyncStageState
{
    /// <summary>Went to its end.</summary>
    Completed,

    /// <summary>Left out, as asked.</summary>
    LeftOut,

    /// <summary>The directory's time has not come yet, or nothing asks for the stage: write-back is off.</summary>
    NotDue,

    /// <summary>No change window is open; what was done is what may be done at any time.</summary>
    OutsideWindow,

    /// <summary>A guard or a question holds something, or a person said no; the reason says what was done nevertheless.</summary>
    Stopped,

    /// <summary>Could not run, or could not go on.</summary>
    Failed,
}

/// <summary>What one stage of a sync did.</summary>
public sealed record SyncStage
{
    /// <summary>Which.</summary>
    public required SyncStageKind Stage { get; init; }

    /// <summary>The directory's name, or RingCentral.</summary>
    public required string System { get; init; }

    /// <summary>How it ended.</summary>
    public SyncStageState State { get; init; }

    /// <summary>How many were read.</summary>
    public long Read { get; init; }

    /// <summary>How many people per action; in a what-if, how many there would be.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>How many people failed or are stuck.</summary>
    public long Failures { get; init; }

    /// <summary>How many values were not sent to RingCentral, since it or our own check refuses them; Get-RcProvisioningError lists them.</summary>
    public long RefusedValues { get; init; }

    /// <summary>The run, as Get-RcOperation names it; null where none began.</summary>
    public string? RunId { get; init; }

    /// <summary>The run's number; null where none began, and in a what-if.</summary>
    public long? RunNumber { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The stable id of what stopped it.</summary>
    public string? ErrorId { get; init; }

    /// <summary>Why it did not do all it could.</summary>
    public string? Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>Which stage and why, in a sentence; what a question asks stands in Reason.</summary>
    internal string Why => ErrorId == "QuestionUnanswered" ? $"{Stage} {System} waits for confirmation." : $"{Stage} {System}: {Reason?.TrimEnd('.')}.";

    /// <inheritdoc />
    public override string ToString()
    {
        string counts = string.Join(", ", Counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key.ToLowerInvariant()}")));
        string what = State == SyncStageState.Completed ? counts.Length == 0 ? "nothing to do" : counts
            : counts.Length == 0 ? State.ToString() : $"{State} ({counts})";
        string refused = RefusedValues == 0 ? "" : $", {Counted.Of(RefusedValues, "value refused", "values refused")}";
        return $"{Stage} {System}: {what}{refused}";
    }
}
