using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>An operation as it ended, and the extension where an answer showed it.</summary>
public sealed record Ended(Operation Operation, Extension? Extension);

/// <summary>Stores where operations stand and how they end: done with all it changed, refused with the reason in the guide's words, left undone.</summary>
public sealed class OperationEnds
{
    private readonly IHubStore _hub;
    private readonly AccountOutcome _outcome;
    private readonly ErrorTrace _trace;
    private readonly RunLog _run;
    private readonly SendGate _gate;
    private readonly TimeProvider _time;

    /// <summary>Makes it for one run.</summary>
    public OperationEnds(IHubStore hub, AccountOutcome outcome, ErrorTrace trace, RunLog run, SendGate gate, TimeProvider time)
    {
        _hub = hub;
        _outcome = outcome;
        _trace = trace;
        _run = run;
        _gate = gate;
        _time = time;
    }

    /// <summary>Stores operations as they stand.</summary>
    public Task StoreAsync(IReadOnlyCollection<Operation> operations, CancellationToken cancellationToken = default) =>
        _hub.WriteAsync(transaction => transaction.SaveAsync(operations, cancellationToken), _run.Lease, cancellationToken);

    /// <summary>Stores one operation as it stands.</summary>
    public async Task<Operation> StoreAsync(Operation operation, CancellationToken cancellationToken = default)
    {
        await StoreAsync([operation], cancellationToken).ConfigureAwait(false);
        return operation;
    }

    /// <summary>Stores operations as on their way, before the first byte leaves; throws where the gate is closed, and nothing is stored.</summary>
    public async Task<IReadOnlyList<Operation>> SendingAsync(IReadOnlyCollection<Operation> operations, CancellationToken cancellationToken = default)
    {
        Operation[] sent = [.. operations.Select(operation => operation with { State = OperationState.Sent, SentAt = _time.GetUtcNow(), Attempts = operation.Attempts + 1 })];
        await _hub.WriteAsync(
            async transaction =>
            {
                foreach (OperationKind kind in sent.Select(operation => operation.Kind).Distinct())
                {
                    await _gate.PassAsync(transaction, kind, cancellationToken).ConfigureAwait(false);
                }

                await transaction.SaveAsync(sent, cancellationToken).ConfigureAwait(false);
            },
            _run.Lease,
            cancellationToken).ConfigureAwait(false);
        return sent;
    }

    /// <summary>
    /// The account for the sending of these operations. A request may wait long for its turn: then it is asked again whether this run may still send, which
    /// another one may have taken over, or somebody stopped.
    /// </summary>
    public IAccount Asking(IAccount account, IReadOnlyCollection<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(account);
        OperationKind[] kinds = [.. operations.Select(operation => operation.Kind).Distinct()];
        return account.Asking(async stop =>
        {
            IHubTransaction transaction = await _hub.BeginAsync(_run.Lease, stop).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                foreach (OperationKind kind in kinds)
                {
                    await _gate.PassAsync(transaction, kind, stop).ConfigureAwait(false);
                }
            }
        });
    }

    /// <summary>Stores operations as not sent, after the gate was closed before their first byte.</summary>
    public Task NotSentAsync(IReadOnlyCollection<Operation> operations) =>
        StoreAsync([.. operations.Select(operation => operation with { State = OperationState.Planned })], CancellationToken.None);

    /// <summary>Stores finished operations with what they changed, in one transaction.</summary>
    public async Task<IReadOnlyList<Ended>> DoneAsync(IReadOnlyList<Doing> doings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(doings);
        Doing[] done =
        [
            .. doings.Select(doing => doing with
            {
                Operation = doing.Operation with
                {
                    State = OperationState.Done,
                    TargetKey = doing.TargetKey,
                    RequestId = doing.RequestId ?? doing.Operation.RequestId,
                    ErrorId = null,
                    Remedy = null,
                    DoneAt = _time.GetUtcNow(),
                },
            }),
        ];
        await _outcome.SaveAsync(done, _run, cancellationToken).ConfigureAwait(false);

        // Here and not where people hear of it: what is done counts for the guard's day, whoever stops listening.
        foreach (Doing doing in done)
        {
            _run.Count(doing.Operation.Kind.ToString());
        }

        return [.. done.Select(doing => new Ended(doing.Operation, doing.Extension))];
    }

    /// <summary>The same for one.</summary>
    public async Task<Ended> DoneAsync(Doing doing, CancellationToken cancellationToken = default) =>
        (await DoneAsync([doing], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Stores a refused operation and lists the person as stuck.</summary>
    public async Task<Ended> RefusedAsync(Operation operation, AccountException error, CancellationToken cancellationToken = default)
    {
        Operation failed = await FailedAsync(operation, error, cancellationToken).ConfigureAwait(false);
        await _outcome.FailAsync(failed, _run, cancellationToken).ConfigureAwait(false);
        _run.Count(failed.State.ToString());
        return new Ended(failed, null);
    }

    /// <summary>One value was refused: it is kept as refused by a row of its own, and the operation goes on without it.</summary>
    public async Task<Operation> WithoutValueAsync(Operation operation, string payload, string remainder, AccountException error, CancellationToken cancellationToken = default)
    {
        Operation failed = await FailedAsync(operation, error, cancellationToken).ConfigureAwait(false);
        failed = failed with
        {
            Id = Ids.New(_time),
            Kind = OperationKind.Update,
            Order = Refusals.ValueOrder,
            Payload = payload,
            Changes = [.. operation.Changes.Where(change => IsOf(change.Attribute, error.Parameter!))],
        };
        await _outcome.FailValueAsync(failed, error.Parameter!, _run, cancellationToken).ConfigureAwait(false);
        _run.CountRefusedValues();
        return operation with
        {
            Payload = remainder,
            Reason = failed.Reason,
            Changes = [.. operation.Changes.Where(change => !IsOf(change.Attribute, error.Parameter!))],
        };
    }

    /// <summary>The extension is no longer what the plan took it for: the next run plans the person again.</summary>
    public Task<Ended> TakenAsync(Operation operation, CancellationToken cancellationToken = default) => LeftAsync(
        operation, "RcExtensionInUse", "The extension was taken by somebody else meanwhile; the next run plans this person again.", cancellationToken);

    /// <summary>Leaves an operation undone; the next run plans the person again.</summary>
    public async Task<Ended> LeftAsync(Operation operation, string errorId, string reason, CancellationToken cancellationToken = default) =>
        new(await StoreAsync(operation with { State = OperationState.Superseded, ErrorId = errorId, Reason = reason }, cancellationToken).ConfigureAwait(false), null);

    private async Task<Operation> FailedAsync(Operation operation, AccountException error, CancellationToken cancellationToken)
    {
        AppUser? source = await _outcome.SourceOfAsync(operation.UserId, cancellationToken).ConfigureAwait(false);
        ValueOrigin? place = error.Parameter is null ? null : _trace.Trace(error.Parameter, source);
        string where = place is null ? "" : $" ({place})";
        return operation with
        {
            State = OperationState.Failed,
            ErrorId = error.ErrorId == "RcAnswerLost" ? "RcUnavailable" : error.ErrorId,
            Reason = GuideErrors.Of(error, place is not null) is { } guide && !error.Message.StartsWith(guide.TrimEnd('.'), StringComparison.Ordinal)
                ? $"{guide}{where} [{error.Message.Replace($": {guide}", ".", StringComparison.Ordinal)}]"
                : error.Message + where,
            Remedy = error.Remedy ?? (place is null ? $"Give RingCentral's support the request id {error.RequestId}." : $"Look at {place.Values}; give RingCentral's support the request id {error.RequestId}."),
            RequestId = error.RequestId,
            NotBefore = Again.After(error) is { } pause ? _time.GetUtcNow() + pause : null,
            DoneAt = _time.GetUtcNow(),
        };
    }

    private static bool IsOf(string attribute, string parameter) =>
        parameter == AccountValues.ParameterOf(attribute) || (parameter.StartsWith("contact.businessAddress", StringComparison.Ordinal) && AccountValues.IsAddress(attribute));
}
