using System.Runtime.CompilerServices;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Carries a plan out, one stored operation after the other: Sent is committed before the first byte leaves, and what the answer says is
/// committed with the operation's end. A retry sends the stored body.
/// </summary>
public sealed class Executor
{
    private const int Tries = 6;
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(2);
    private readonly IHubStore _hub;
    private readonly IAccount _account;
    private readonly AccountOutcome _outcome;
    private readonly ErrorTrace _trace;
    private readonly RunLog _run;
    private readonly TimeProvider _time;
    private readonly Settler _settler;
    private AccountException? _noLicence;

    /// <summary>Makes the executor of one run.</summary>
    public Executor(IHubStore hub, IAccount account, AccountOutcome outcome, ErrorTrace trace, RunLog run, TimeProvider time)
    {
        _hub = hub;
        _account = account;
        _outcome = outcome;
        _trace = trace;
        _run = run;
        _time = time;
        _settler = new Settler(account);
    }

    /// <summary>Settles what an earlier run sent and never heard of; nothing is planned for these people before.</summary>
    /// <returns>Those who turned out to be done, or who wait for a person's word.</returns>
    public async Task<IReadOnlyList<ProvisioningRecord>> SettleOpenAsync(CancellationToken cancellationToken = default)
    {
        List<ProvisioningRecord> settled = [];
        IReadOnlyList<Operation> open = await _hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.State, [OperationState.Sent, OperationState.Unknown]),
            cancellationToken).ConfigureAwait(false);
        foreach (Operation operation in open)
        {
            // It counts for the run that found it done: the one that sent it never knew.
            (Operation ended, Extension? extension) = await SettleAsync(operation with { RunId = _run.Id }, notDone: OperationState.Superseded, cancellationToken).ConfigureAwait(false);
            if (ended.State == OperationState.Superseded)
            {
                continue;
            }

            _run.Count(ended.State == OperationState.Done ? ended.Kind.ToString() : ended.State.ToString());
            HubUser? user = await _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, ended.UserId), cancellationToken).ConfigureAwait(false);
            settled.Add(Plan.RecordOf(ended, user?.Name ?? ended.UserId, user?.Login, user?.Email, user?.Department, extension, extension is null ? null : _outcome.DirectNumberOf(extension.Id)));
        }

        return settled;
    }

    /// <summary>Carries the plan out; emits each person once what happened is stored.</summary>
    public async IAsyncEnumerable<ProvisioningRecord> ExecuteAsync(
        Plan plan, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int done = 0;
        foreach (Operation operation in plan.Operations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new RunProgress("Provisioning RingCentral", done++, plan.Operations.Count, plan.People[operation.UserId].Person));
            (Operation ended, Extension? extension) = operation.State == OperationState.Planned
                ? await CarryOutAsync(operation, cancellationToken).ConfigureAwait(false)
                : (operation, null);
            _run.Count(ended.State == OperationState.Done ? ended.Kind.ToString() : ended.State.ToString());
            string? number = extension is null ? null : _outcome.DirectNumberOf(extension.Id);
            yield return plan.RecordOf(ended, extension, number);
        }
    }

    private async Task<(Operation Ended, Extension? Extension)> CarryOutAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (operation.Kind == OperationKind.Link)
        {
            Extension? linked = await _account.FindExtensionAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false);
            return linked is null ? (await EndAsync(Taken(operation), cancellationToken).ConfigureAwait(false), null) : await DoneAsync(operation, linked, null, cancellationToken).ConfigureAwait(false);
        }

        if (operation.Kind == OperationKind.Fill && await _account.FindExtensionAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false) is not { Status: "Unassigned" })
        {
            return (await EndAsync(Taken(operation), cancellationToken).ConfigureAwait(false), null);
        }

        if (operation.Kind == OperationKind.Create && _noLicence is not null)
        {
            // The same for everybody who needs a new extension: it is not asked again in this run.
            return (await RefusedAsync(operation, _noLicence, cancellationToken).ConfigureAwait(false), null);
        }

        string? without = null;
        TimeSpan wait = s_firstWait;
        for (int attempt = 1; ; attempt++)
        {
            operation = await EndAsync(
                operation with { State = OperationState.Sent, SentAt = _time.GetUtcNow(), Attempts = operation.Attempts + 1 }, cancellationToken).ConfigureAwait(false);
            AccountAnswer answer;
            try
            {
                answer = await SendAsync(operation, cancellationToken).ConfigureAwait(false);
            }
            catch (AccountException error) when (error.Failure is AccountFailure.RateLimited or AccountFailure.NotSent)
            {
                operation = await EndAsync(operation with { State = OperationState.Planned }, cancellationToken).ConfigureAwait(false);
                if (attempt == Tries)
                {
                    // An answer about this request alone (CMN-204: the extension is held by another operation) stops nobody else.
                    if (error.Failure == AccountFailure.NotSent && error.Status is >= 400 and < 500)
                    {
                        return (await RefusedAsync(operation, error, cancellationToken).ConfigureAwait(false), null);
                    }

                    throw;
                }

                await Task.Delay(error.RetryAfter ?? wait, _time, cancellationToken).ConfigureAwait(false);
                wait = Min(wait * 2, TimeSpan.FromSeconds(60));
                continue;
            }
            catch (AccountException error) when (error.Failure is AccountFailure.SignIn or AccountFailure.Denied)
            {
                await EndAsync(operation with { State = OperationState.Planned }, cancellationToken).ConfigureAwait(false);
                throw;
            }
            catch (AccountException error) when (error.Failure == AccountFailure.Unknown)
            {
                operation = await EndAsync(
                    operation with { State = OperationState.Unknown, ErrorId = error.ErrorId, Reason = error.Message, RequestId = error.RequestId }, cancellationToken).ConfigureAwait(false);
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
                wait = Min(wait * 2, TimeSpan.FromSeconds(60));
                (Operation settled, Extension? extension) = await SettleAsync(operation, notDone: OperationState.Planned, cancellationToken).ConfigureAwait(false);
                if (settled.State != OperationState.Planned)
                {
                    return (settled, extension);
                }

                if (attempt == Tries)
                {
                    return (await RefusedAsync(settled, error, cancellationToken).ConfigureAwait(false), null);
                }

                operation = settled;
                continue;
            }
            catch (AccountException error) when (
                error.Failure == AccountFailure.Refused
                && AccountPayload.Split(operation.Payload, error.Parameter, operation.Kind != OperationKind.Update) is { Remainder: { } rest } split)
            {
                without = await RefuseValueAsync(operation, split.Value, error, cancellationToken).ConfigureAwait(false);
                operation = operation with { Payload = rest, Changes = [.. operation.Changes.Where(change => !IsOf(change.Attribute, error.Parameter!))] };
                attempt = 0;
                continue;
            }
            catch (AccountException error)
            {
                _noLicence ??= error.Failure == AccountFailure.NoResource && operation.Kind == OperationKind.Create ? error : null;
                return (await RefusedAsync(operation, error, cancellationToken).ConfigureAwait(false), null);
            }

            // Outside the catches: what fails from here on is no failure of the write, which must not be sent again.
            return await DoneAsync(without is null ? operation : operation with { Reason = without }, answer.Extension, answer.RequestId, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<AccountAnswer> SendAsync(Operation operation, CancellationToken cancellationToken) => operation.Kind == OperationKind.Create
        ? _account.CreateExtensionAsync(operation.Payload!, cancellationToken)
        : _account.UpdateExtensionAsync(operation.TargetKey!, operation.Payload!, cancellationToken);

    private async Task<(Operation Ended, Extension? Extension)> SettleAsync(Operation operation, OperationState notDone, CancellationToken cancellationToken)
    {
        Settlement found = await _settler.SettleAsync(operation, cancellationToken).ConfigureAwait(false);
        if (found is { Done: true, Extension: { } extension })
        {
            return await DoneAsync(operation, extension, operation.RequestId, cancellationToken).ConfigureAwait(false);
        }

        Operation ended = found.Unclear is null
            ? operation with { State = notDone, ErrorId = null, Reason = null }
            : operation with
            {
                State = OperationState.Held,
                ErrorId = "RcUnclear",
                Reason = $"An answer was lost and {found.Unclear}.",
                Remedy = "Look at them in the service web portal, delete what is too much, and run the provisioning again.",
            };
        return (await EndAsync(ended, cancellationToken).ConfigureAwait(false), null);
    }

    private async Task<(Operation Ended, Extension? Extension)> DoneAsync(Operation operation, Extension extension, string? requestId, CancellationToken cancellationToken)
    {
        Operation done = operation with
        {
            State = OperationState.Done,
            TargetKey = extension.Id,
            RequestId = requestId,
            ErrorId = null,
            Reason = operation.Reason,
            Remedy = null,
            DoneAt = _time.GetUtcNow(),
        };
        await _outcome.SaveAsync(done, extension, _run, cancellationToken).ConfigureAwait(false);
        return (done, extension);
    }

    private async Task<Operation> RefusedAsync(Operation operation, AccountException error, CancellationToken cancellationToken)
    {
        Operation failed = await FailedAsync(operation, error, cancellationToken).ConfigureAwait(false);
        await _outcome.FailAsync(failed, _run, cancellationToken).ConfigureAwait(false);
        return failed;
    }

    /// <summary>One value was refused: it is kept as refused by a row of its own, and the operation goes on without it.</summary>
    private async Task<string> RefuseValueAsync(Operation operation, string payload, AccountException error, CancellationToken cancellationToken)
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
        return failed.Reason!;
    }

    private async Task<Operation> FailedAsync(Operation operation, AccountException error, CancellationToken cancellationToken)
    {
        AppUser? source = await _outcome.SourceOfAsync(operation.UserId, cancellationToken).ConfigureAwait(false);
        string? place = error.Parameter is null ? null : _trace.Place(error.Parameter, source);
        string? guide = GuideErrors.Of(error, place is not null);
        return operation with
        {
            State = OperationState.Failed,
            ErrorId = error.ErrorId == "RcAnswerLost" ? "RcUnavailable" : error.ErrorId,
            Reason = $"{guide ?? error.Message}{(place is null ? "" : $" ({place})")}{(guide is null ? "" : $" [{error.Message}]")}",
            Remedy = error.Remedy ?? (place is null ? $"Give RingCentral's support the request id {error.RequestId}." : $"Look at {place}; give RingCentral's support the request id {error.RequestId}."),
            RequestId = error.RequestId,
            NotBefore = Again.After(error) is { } pause ? _time.GetUtcNow() + pause : null,
            DoneAt = _time.GetUtcNow(),
        };
    }

    private static bool IsOf(string attribute, string parameter) =>
        parameter == $"contact.{attribute}" || (parameter.StartsWith("contact.businessAddress", StringComparison.Ordinal) && AccountValues.IsAddress(attribute));

    private async Task<Operation> EndAsync(Operation operation, CancellationToken cancellationToken)
    {
        await _hub.WriteAsync(transaction => transaction.SaveAsync([operation], cancellationToken), _run.Lease, cancellationToken).ConfigureAwait(false);
        return operation;
    }

    private static Operation Taken(Operation operation) => operation with
    {
        State = OperationState.Superseded,
        ErrorId = "RcExtensionInUse",
        Reason = "The extension was taken by somebody else meanwhile; the next run plans this person again.",
    };

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
