using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// A person's word on a deactivation in the hub goes on to RingCentral: who was approved there is not asked about again here. It stands as long as
/// nothing about the person has changed since.
/// </summary>
internal static class ImportApproval
{
    private const int BatchSize = 500;

    /// <summary>The operations, with the word on those whose people were approved when an import was held.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="operations">What is planned.</param>
    /// <param name="takesAway">Which of them take something away.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Operation[]> ApplyAsync(IHubReader hub, Operation[] operations, Func<Operation, bool> takesAway, CancellationToken cancellationToken)
    {
        Dictionary<string, Operation> approved = new(StringComparer.Ordinal);
        foreach (string[] ids in operations.Where(takesAway).Where(operation => !Word.IsApproved(operation)).Select(operation => operation.UserId).Chunk(BatchSize))
        {
            IReadOnlyList<Operation> done = await hub.ListAsync(
                new Filter<Operation>().In(row => row.UserId, ids).Equal(row => row.Kind, OperationKind.Deactivate).Equal(row => row.State, OperationState.Done), cancellationToken).ConfigureAwait(false);
            Dictionary<string, HubUser> users = await People.UsersAsync(hub, ids, cancellationToken).ConfigureAwait(false);
            foreach (Operation word in done.Where(LeaverWord.Concerns).Where(Word.IsApproved))
            {
                if (users.TryGetValue(word.UserId, out HubUser? user) && user.Status == HubUserStatus.Deactivated && user.UpdatedAt <= word.DoneAt)
                {
                    approved[word.UserId] = word;
                }
            }
        }

        return [.. operations.Select(operation => takesAway(operation) && approved.TryGetValue(operation.UserId, out Operation? word)
            ? operation with { ErrorId = Word.Follows, Reason = word.Reason }
            : operation)];
    }
}
