using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Deletes up to 50 extensions in one request. Each is read again just before: only what is still disabled is deleted, since nothing brings
/// it back.
/// </summary>
internal sealed class DeleteWay(IAccount account, OperationEnds ends, Together together, SingleWay single)
{
    /// <summary>Carries them out; each is handed over once what happened is stored.</summary>
    public async Task CarryOutAsync(IReadOnlyList<Operation> operations, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        List<Operation> still = [];
        foreach (Operation operation in operations)
        {
            Extension? now = await account.FindExtensionAsync(operation.TargetKey!, cancellationToken).ConfigureAwait(false);
            if (now is { Status: "Disabled" })
            {
                still.Add(operation);
            }
            else
            {
                await hand(await ends.LeftAsync(
                    operation, "RcNotDisabled", $"The extension is {now?.Status ?? "gone"} by now, so that it was not deleted; the next run plans this person again.", cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }

        if (still.Count == 0)
        {
            return;
        }

        (IReadOnlyList<Operation> sent, IReadOnlyList<BulkItem>? items, AccountException? error) = await together.SendAsync(
            still, to => to.DeleteExtensionsAsync([.. still.Select(operation => operation.TargetKey!)], cancellationToken), cancellationToken).ConfigureAwait(false);
        if (error is { Failure: AccountFailure.Denied })
        {
            await ends.StoreAsync([.. sent.Select(operation => operation with { State = OperationState.Planned })], cancellationToken).ConfigureAwait(false);
            throw error;
        }

        for (int at = 0; at < sent.Count; at++)
        {
            await hand(await EndAsync(sent[at], items is null ? error : items[at].Error, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task<Ended> EndAsync(Operation operation, AccountException? error, CancellationToken cancellationToken)
    {
        if (error is null)
        {
            return await ends.DoneAsync(Doing.Deleted(operation), cancellationToken).ConfigureAwait(false);
        }

        if (error.Failure != AccountFailure.Unknown)
        {
            return await ends.RefusedAsync(operation, error, cancellationToken).ConfigureAwait(false);
        }

        Operation unknown = await ends.StoreAsync(
            operation with { State = OperationState.Unknown, ErrorId = error.ErrorId, Reason = error.Message, RequestId = error.RequestId }, cancellationToken).ConfigureAwait(false);
        return await single.SettleAsync(unknown, OperationState.Superseded, cancellationToken).ConfigureAwait(false);
    }
}
