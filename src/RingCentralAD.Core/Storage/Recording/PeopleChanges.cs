using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>What the record tells of people: their values, their state, their links.</summary>
internal static class PeopleChanges
{
    private static readonly ChangeFacts s_nothing = new();

    /// <summary>A person before and after.</summary>
    public static PendingChange? Of(HubUser? before, HubUser? after)
    {
        if (before is null)
        {
            return after is null ? null : new PendingChange(ChangeKind.PersonCreated, after.Id, s_nothing, null);
        }

        if (after is null)
        {
            return new PendingChange(ChangeKind.PersonRemoved, before.Id, s_nothing, null);
        }

        if (before.Profile.Equals(after.Profile) && before.LocalValues.Equals(after.LocalValues) && (before.Status, before.DeactivatedBy, before.Hold) == (after.Status, after.DeactivatedBy, after.Hold))
        {
            return null;
        }

        List<AttributeChange> values = [.. AttributeSet.Differences(before.Profile, after.Profile)];
        values.AddRange(AttributeSet.Differences(before.LocalValues, after.LocalValues).Where(value => values.All(other => other.Attribute != value.Attribute)));
        AttributeChange[] state =
        [
            .. new AttributeChange[]
            {
                new("(status)", before.Status.ToString(), after.Status.ToString()),
                new("(deactivated by)", before.DeactivatedBy, after.DeactivatedBy),
                new("(hold)", before.Hold, after.Hold),
            }.Where(static value => value.Before != value.After),
        ];
        return values.Count + state.Length == 0
            ? null
            : PendingChange.Of(state.Length > 0 ? ChangeKind.StatusChanged : ChangeKind.PersonChanged, after.Id, after.Login, [.. state, .. values]);
    }

    /// <summary>Whom an entry or extension belonged to and belongs to.</summary>
    public static IEnumerable<PendingChange> OfLink(string systemId, string key, string? before, string? after)
    {
        if (before == after)
        {
            yield break;
        }

        if (before is not null)
        {
            yield return PendingChange.Of(ChangeKind.Unlinked, before, null, [], systemId, key);
        }

        if (after is not null)
        {
            yield return PendingChange.Of(ChangeKind.Linked, after, null, [], systemId, key);
        }
    }

    /// <summary>An operation before and after: what was done, what nobody knows of, and what somebody said.</summary>
    public static PendingChange? Of(Operation? before, Operation? after)
    {
        ChangeKind? kind = (after?.State, after?.ErrorId) switch
        {
            (OperationState.Done, _) when before?.State != OperationState.Done => ChangeKind.OperationDone,
            (OperationState.Unknown, _) when before?.State != OperationState.Unknown => ChangeKind.OperationUnknown,
            (_, "OperationApproved" or "OperationDenied") when before?.ErrorId != after.ErrorId => ChangeKind.OperationAnswered,
            _ => null,
        };
        if (kind is null || after is null)
        {
            return null;
        }

        PendingChange change = PendingChange.Of(kind.Value, after.UserId, null, after.Changes, after.SystemId, after.TargetKey, after.Kind.ToString());
        return change with
        {
            Facts = change.Facts with { RequestId = after.RequestId },
            Content = kind == ChangeKind.OperationAnswered ? change.Content! with { Subject = after.Reason } : change.Content,
        };
    }

    /// <summary>A run before and after: told when it ends.</summary>
    public static PendingChange? Of(Run? before, Run? after) =>
        after is null || after.State == RunState.Running || before?.State == after.State ? null : OfEnd(after);

    /// <summary>A run that has ended.</summary>
    public static PendingChange OfEnd(Run run) => new(
        ChangeKind.RunEnded,
        null,
        new ChangeFacts
        {
            SystemId = run.SystemId,
            Action = $"{run.Kind} {run.State}",
            Run = new RunFacts
            {
                Number = run.Number,
                StartedAt = Stored(run.StartedAt),
                EndedAt = run.EndedAt is { } ended ? Stored(ended) : null,
                Read = run.Read,
                Counts = new SortedDictionary<string, long>(run.Counts.ToDictionary(), StringComparer.Ordinal),
                Requests = new SortedDictionary<string, long>(run.Requests.ToDictionary(), StringComparer.Ordinal),
                Actor = run.Actor,
                Host = run.Host,
                Program = run.Program,
                AccountId = run.AccountId,
                Configuration = run.Configuration,
                PlanFingerprint = run.PlanFingerprint,
            },
        },
        run.Message is null ? null : new ChangeContent { Subject = run.Message })
    {
        RunId = run.Id,
    };

    // To the microsecond and in UTC, as the row gives it back.
    private static DateTimeOffset Stored(DateTimeOffset time) => StoredValue.Time(StoredValue.Time(time));
}
