using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Puts into words how a value was chosen.</summary>
internal static class ValueTraces
{
    /// <summary>One candidate as it was judged.</summary>
    /// <param name="system">Its name.</param>
    /// <param name="expression">Its mapping; null for what is set by hand.</param>
    /// <param name="verdict">What it gives.</param>
    /// <param name="open">Nobody before it had decided.</param>
    public static ValueCandidate Candidate(string system, string? expression, Verdict verdict, bool open)
    {
        (CandidateOutcome outcome, string why) = verdict switch
        {
            _ when !open => (CandidateOutcome.PassedOver, verdict.GivesWay ? "has no value, and is not asked" : "is not asked: a better master has decided"),
            { GivesWay: true } => (CandidateOutcome.GaveWay, "has no value and gives way"),
            { Stays: { } reason } => (CandidateOutcome.Stays, $"the last good value stays: {reason}"),
            _ => (CandidateOutcome.Won, expression is null ? "set by hand" : $"gives it by {expression}"),
        };
        return new ValueCandidate(system, expression, verdict.Value, outcome, why);
    }

    /// <summary>The attribute with all its candidates, in words.</summary>
    public static ValueTrace Of(HubAttribute attribute, object? value, object? local, List<ValueCandidate> candidates, AttributeMaster? own)
    {
        ValueCandidate? winner = candidates.Find(candidate => candidate.Outcome is CandidateOutcome.Won or CandidateOutcome.Stays);
        int last = candidates.FindLastIndex(candidate => candidate.Outcome == CandidateOutcome.GaveWay);
        if (own is { FallThrough: false } && last >= 0 && winner is null)
        {
            candidates[last] = candidates[last] with { Outcome = CandidateOutcome.Empty, Why = "has no value, and does not give way" };
        }

        bool mastered = candidates.Exists(candidate => candidate.System != Ids.Hub);
        string rank = own is null ? "by the order of the profile masters" : "by the attribute's own masters";
        string why = winner switch
        {
            { Outcome: CandidateOutcome.Stays } => $"{winner.System} decides ({rank}); {winner.Why}",
            { System: Ids.Hub } => "set by hand",
            not null => $"{winner.System} {winner.Why} ({rank})",
            null when !mastered && value is not null && Equals(value, local) => "set by hand; no system masters it for this person",
            null when value is not null => "the last good value stays: the attribute is required and nobody gives one",
            null when !mastered => "no system masters it for this person and nothing was set by hand",
            _ => $"no master has a value ({rank})",
        };
        return new ValueTrace
        {
            Attribute = attribute.Name,
            DisplayName = attribute.DisplayName,
            Value = value,
            From = winner?.System ?? (value is not null && !mastered ? Ids.Hub : null),
            Why = why,
            Candidates = candidates,
        };
    }
}
