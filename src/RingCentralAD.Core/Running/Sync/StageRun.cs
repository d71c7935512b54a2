using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Carries out one stage for one system, and makes the stage's record of how it ended: what stops a stage stops none of the others.
/// </summary>
internal sealed class StageRun
{
    private static readonly string[] s_failures = [nameof(OperationState.Failed), nameof(OperationState.Unknown), nameof(OperationState.Blocked)];
    private readonly SyncContext _context;
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly long _started;
    private SyncStage _stage;

    private StageRun(SyncContext context, SyncStageKind stage, string system)
    {
        _context = context;
        _started = context.Time.GetTimestamp();
        _stage = new SyncStage { Stage = stage, System = system };
    }

    /// <summary>A stage that is not carried out.</summary>
    public static SyncStage Not(SyncStageKind stage, string system, SyncStageState state, string? reason = null) => new() { Stage = stage, System = system, State = state, Reason = reason };

    /// <summary>Carries it out.</summary>
    /// <param name="context">The sync.</param>
    /// <param name="stage">Which stage.</param>
    /// <param name="system">The directory's name, or RingCentral.</param>
    /// <param name="systemId">The system that it needs.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SyncStage> CarryOutAsync(SyncContext context, SyncStageKind stage, string system, string systemId, Func<StageRun, Task> work, CancellationToken cancellationToken)
    {
        StageRun run = new(context, stage, system);
        try
        {
            // The lease of a stage may run out a little after that of the sync whose host died.
            _ = await SyncWait.BeginAsync(() => DoAsync(work, run), context.Request, context.Host, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (context.Host.Explain(error) is { } why)
        {
            context.Lost(systemId, why);
            context.Hub.Log?.Tell(SyncLogLevel.Error, "Stage ended early", ("Stage", stage), ("System", system), ("ErrorId", why.ErrorId));
            run.EndBy(why);
        }

        SyncStage done = run._stage with { Counts = run._counts, Failures = run.Failures, Duration = context.Time.GetElapsedTime(run._started) };
        context.Host.Tell(done.ToString());
        return done;
    }

    private static async Task<StageRun> DoAsync(Func<StageRun, Task> work, StageRun run)
    {
        await work(run).ConfigureAwait(false);
        return run;
    }

    private long Failures => s_failures.Sum(name => _counts.GetValueOrDefault(name));

    /// <summary>Counts one person.</summary>
    public void Count(string action) => _counts[action] = _counts.GetValueOrDefault(action) + 1;

    /// <summary>Takes over what a run counted.</summary>
    public void Take(RunSummary summary)
    {
        Name(summary);
        foreach ((string action, long count) in summary.Counts)
        {
            _counts[action] = count;
        }
    }

    /// <summary>Takes over which run it was and how much it read.</summary>
    public void Name(RunSummary summary) => _stage = _stage with
    {
        Read = summary.Read,
        RefusedValues = summary.RefusedValues,
        RunId = summary.RunId,
        RunNumber = summary.WhatIf ? null : summary.Number,
    };

    /// <summary>Nothing, or not all, may be changed now.</summary>
    public void Outside(string reason) => _stage = _stage with { State = SyncStageState.OutsideWindow, Reason = reason };

    /// <summary>A person said no.</summary>
    public void Decline(RunKind kind) => _stage = _stage with { State = SyncStageState.Stopped, Reason = Interruption.Declined(kind) };

    /// <summary>Ends as this error says: stopped by a guard or a question, by the end of a change window, or failed.</summary>
    public void EndBy(RingCentralAdException why) => _stage = _stage with
    {
        State = why.ErrorId switch
        {
            "GuardTripped" or "QuestionUnanswered" or "PlanChanged" => SyncStageState.Stopped,
            "WindowClosed" => SyncStageState.OutsideWindow,
            _ => SyncStageState.Failed,
        },
        ErrorId = why.ErrorId,
        Reason = why.Message,
        Remedy = why.Remedy,
    };
}
