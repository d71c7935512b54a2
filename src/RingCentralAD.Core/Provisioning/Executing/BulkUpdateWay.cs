using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Carries up to 500 updates out in one request, a task that RingCentral works off by itself. Each operation ends by itself: what the task
/// says was done is done, what it refused goes on alone, and what it does not tell of is settled by looking.
/// </summary>
internal sealed class BulkUpdateWay(IAccount account, OperationEnds ends, Together together, SingleWay single, Settler settler)
{
    /// <summary>So long a task is waited for; then it is looked what became of each.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private bool _refused;

    /// <summary>Carries them out; each is handed over once what happened is stored.</summary>
    public async Task CarryOutAsync(IReadOnlyList<Operation> operations, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        for (int attempt = 1; operations.Count > 0; attempt++)
        {
            if (Volatile.Read(ref _refused) || attempt > Together.Tries)
            {
                await OneByOneAsync(operations, hand, cancellationToken).ConfigureAwait(false);
                return;
            }

            (IReadOnlyList<Operation> sent, BulkTask? task, AccountException? error) = await together.SendAsync(
                operations, to => to.StartBulkUpdateAsync(BulkPayload.Of(operations), cancellationToken), cancellationToken).ConfigureAwait(false);
            if (error is not null and not { Failure: AccountFailure.Unknown })
            {
                // The app or the user may not update many at once, or the request as a whole was refused: each goes alone.
                Volatile.Write(ref _refused, error.Failure == AccountFailure.Denied || _refused);
                await OneByOneAsync(sent, hand, cancellationToken).ConfigureAwait(false);
                return;
            }

            task = task is null ? null : await EndOfAsync(task, cancellationToken).ConfigureAwait(false);
            operations = await SettleAsync(sent, task, error, hand, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<BulkTask?> EndOfAsync(BulkTask task, CancellationToken cancellationToken)
    {
        try
        {
            return task.IsFinished ? task : await account.WaitForBulkUpdateAsync(task.Id, s_patience, cancellationToken).ConfigureAwait(false);
        }
        catch (AccountException error) when (error.Failure != AccountFailure.SignIn)
        {
            // The task runs whether or not it can be asked after.
            return null;
        }
    }

    /// <returns>Those that were certainly not carried out and are to be sent again.</returns>
    private async Task<IReadOnlyList<Operation>> SettleAsync(
        IReadOnlyList<Operation> sent, BulkTask? task, AccountException? lost, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        Dictionary<string, BulkItem> told = new(StringComparer.Ordinal);
        foreach (BulkItem item in task?.Items ?? [])
        {
            told[item.ExtensionId] = item;
        }

        Doing[] done = [.. sent.Where(operation => told.GetValueOrDefault(operation.TargetKey!) is { Successful: true }).Select(Doing.Told)];
        foreach (Ended ended in await ends.DoneAsync(done, cancellationToken).ConfigureAwait(false))
        {
            await hand(ended).ConfigureAwait(false);
        }

        foreach (Operation operation in sent)
        {
            if (told.GetValueOrDefault(operation.TargetKey!)?.Error is { Failure: not AccountFailure.Unknown } refused)
            {
                await hand(await single.GoOnAsync(operation, refused, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }

        AccountException? why = lost ?? task?.Error;
        Operation[] unknown =
        [
            .. sent.Where(operation => told.GetValueOrDefault(operation.TargetKey!) is null or { Error.Failure: AccountFailure.Unknown })
                .Select(operation => operation with { State = OperationState.Unknown, ErrorId = why?.ErrorId ?? "RcAnswerLost", Reason = why?.Message ?? "RingCentral did not tell what became of it." }),
        ];
        await ends.StoreAsync(unknown, cancellationToken).ConfigureAwait(false);
        List<Operation> again = [];
        await foreach ((Operation operation, Settlement found) in settler.SettleAsync(unknown, cancellationToken).ConfigureAwait(false))
        {
            Ended ended = await single.SettledAsync(operation, found, OperationState.Planned, cancellationToken).ConfigureAwait(false);
            if (ended.Operation.State == OperationState.Planned)
            {
                again.Add(ended.Operation);
            }
            else
            {
                await hand(ended).ConfigureAwait(false);
            }
        }

        return again;
    }

    private async Task OneByOneAsync(IReadOnlyList<Operation> operations, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        foreach (Operation operation in operations)
        {
            await hand(await single.CarryOutAsync(operation, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }
}
