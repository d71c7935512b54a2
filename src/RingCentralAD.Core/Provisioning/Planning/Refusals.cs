using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What RingCentral refused and what therefore is not sent again as long as it is the same.</summary>
public sealed class Refusals
{
    private readonly Dictionary<(string User, OperationKind Kind), Operation> _failed = [];
    private readonly Dictionary<string, List<Operation>> _values = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now;

    private Refusals(DateTimeOffset now) => _now = now;

    /// <summary>The order of a row that stands for one refused value of an operation, not for the operation.</summary>
    public const int ValueOrder = 9;

    /// <summary>Nothing was refused.</summary>
    public static Refusals None { get; } = new(DateTimeOffset.MinValue);

    /// <summary>Reads each person's last refusal of a kind; one after which the same kind went through no longer counts.</summary>
    public static async Task<Refusals> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(time);
        Refusals refusals = new(time.GetUtcNow());
        await foreach (Operation operation in hub.ReadAsync(Of(OperationState.Failed), cancellationToken).ConfigureAwait(false))
        {
            if (operation.Order == ValueOrder)
            {
                refusals.Values(operation.UserId).Add(operation);
                continue;
            }

            (string, OperationKind) key = (operation.UserId, operation.Kind);
            if (!refusals._failed.TryGetValue(key, out Operation? other) || other.SentAt <= operation.SentAt)
            {
                refusals._failed[key] = operation;
            }
        }

        string[] people = [.. refusals._failed.Keys.Select(key => key.User).Concat(refusals._values.Keys).Distinct()];
        if (people.Length > 0)
        {
            await foreach (Operation done in hub.ReadAsync(Of(OperationState.Done).In(row => row.UserId, people), cancellationToken).ConfigureAwait(false))
            {
                (string, OperationKind) key = (done.UserId, done.Kind);
                if (refusals._failed.TryGetValue(key, out Operation? failed) && done.SentAt >= failed.SentAt)
                {
                    refusals._failed.Remove(key);
                }

                // Another value of the attribute has gone through since: what was refused before may be tried again.
                refusals.Values(done.UserId).RemoveAll(value => done.SentAt > value.SentAt && AccountPayload.Single(value.Payload) is { } one
                    && done.Changes.Any(change => change.Attribute == one.Name || (one.Name == "businessAddress" && AccountValues.IsAddress(change.Attribute))));
            }
        }

        return refusals;

        static Filter<Operation> Of(OperationState state) => new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, state);
    }

    /// <summary>The refusal that a joiner's values would meet again, whichever extension and number were given; null where there is none.</summary>
    public Operation? OfJoiner(PersonDiff joiner, ProvisioningOptions options)
    {
        ArgumentNullException.ThrowIfNull(joiner);
        string? body = null;
        return ((OperationKind[])[OperationKind.Fill, OperationKind.Create])
            .Select(kind => _failed.GetValueOrDefault((joiner.UserId, kind)))
            .FirstOrDefault(failed => failed is not null && Stands(failed) && !HangsOnExtension(failed)
                && AccountPayload.SameContact(failed.Payload, body ??= AccountPayload.Create(joiner, null, options)));
    }

    /// <summary>The operation, blocked where the same was refused before.</summary>
    public Operation Apply(Operation planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return planned.State == OperationState.Planned
            && _failed.TryGetValue((planned.UserId, planned.Kind), out Operation? failed)
            && Stands(failed)
            && (failed.Payload == planned.Payload ? failed.TargetKey == planned.TargetKey : !HangsOnExtension(failed) && AccountPayload.SameContact(failed.Payload, planned.Payload))
                ? planned with { State = OperationState.Blocked, ErrorId = failed.ErrorId, Reason = failed.Reason, Remedy = failed.Remedy }
                : planned;
    }

    /// <summary>The difference without the values that RingCentral refused before and that are still the same: they hold nobody back, and are shown.</summary>
    public PersonDiff Strip(PersonDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        if (diff.Kind is not (DiffKind.Join or DiffKind.Update) || !_values.TryGetValue(diff.UserId, out List<Operation>? refused))
        {
            return diff;
        }

        foreach (Operation operation in refused.Where(Stands))
        {
            if (AccountPayload.Single(operation.Payload) is not { } one)
            {
                continue;
            }

            string[] attributes = one.Name == "businessAddress"
                ? diff.Kind == DiffKind.Update && AccountPayload.AddressOf(diff.Address) == one.Value ? [.. diff.Values.Keys.Where(AccountValues.IsAddress)] : []
                : diff.Values.GetValueOrDefault(one.Name) == one.Value ? [one.Name] : [];
            if (attributes.Length > 0)
            {
                diff = diff with
                {
                    Values = diff.Values.Where(pair => !attributes.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal),
                    Address = one.Name == "businessAddress" ? new Dictionary<string, string>() : diff.Address,
                    Changes = [.. diff.Changes.Where(change => !attributes.Contains(change.Attribute))],
                    Problems = [.. diff.Problems, new ValueProblem(one.Name == "businessAddress" ? "contact.businessAddress" : AccountValues.ParameterOf(one.Name), operation.ErrorId!, operation.Reason!, operation.Remedy, Blocks: false)],
                };
            }
        }

        return diff;
    }

    private List<Operation> Values(string userId)
    {
        if (!_values.TryGetValue(userId, out List<Operation>? values))
        {
            _values[userId] = values = [];
        }

        return values;
    }

    private bool Stands(Operation failed) => failed.NotBefore is null || failed.NotBefore > _now;

    private static bool HangsOnExtension(Operation failed) => failed.ErrorId is "RcExtensionNumberTaken" or "RcExtensionInUse";
}
