using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Makes up to ten people in one request. Each ends by itself: whoever was refused or is not told of goes on alone.</summary>
internal sealed class BatchWay(OperationEnds ends, Together together, SingleWay single)
{
    /// <summary>Carries them out; each is handed over once what happened is stored.</summary>
    public async Task CarryOutAsync(IReadOnlyList<Operation> operations, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Operation> sent, IReadOnlyList<BatchResult>? results, AccountException? error) = await together.SendAsync(
            operations, to => to.ProvisionBatchAsync(BatchPayload.Of(operations), cancellationToken), cancellationToken).ConfigureAwait(false);
        if (error is { Failure: AccountFailure.Denied })
        {
            await ends.StoreAsync([.. sent.Select(operation => operation with { State = OperationState.Planned })], cancellationToken).ConfigureAwait(false);
            throw error;
        }

        Doing[] made = [.. sent.Select((operation, at) => results?[at] is { Error: null } result ? Doing.Made(operation, result) : null).OfType<Doing>()];
        foreach (Ended ended in await ends.DoneAsync(made, cancellationToken).ConfigureAwait(false))
        {
            await hand(ended).ConfigureAwait(false);
        }

        for (int at = 0; at < sent.Count; at++)
        {
            if ((results is null ? error : results[at].Error) is { } bad)
            {
                await hand(await single.GoOnAsync(sent[at], bad, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
    }
}
