using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What people said of a directory's held write-backs; each word is bound to exactly the changes that were looked at.</summary>
internal sealed class WriteBackWords
{
    private readonly ILookup<string, Operation> _words;

    private WriteBackWords(IEnumerable<Operation> words) => _words = words.ToLookup(static word => word.UserId, StringComparer.Ordinal);

    /// <summary>Reads them. What was approved, planned and never sent is approved still.</summary>
    public static async Task<WriteBackWords> ReadAsync(IHubReader hub, string directoryId, CancellationToken cancellationToken)
    {
        IReadOnlyList<Operation> open = await hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, directoryId).Equal(row => row.Kind, OperationKind.WriteBack)
                .In(row => row.State, [OperationState.Held, OperationState.Planned]), cancellationToken).ConfigureAwait(false);
        return new WriteBackWords(open.Where(static operation => Word.IsDenied(operation) || Word.IsApprovedItself(operation)));
    }

    /// <summary>The word on what a plan wants now; null where there is none, or where it was about something else.</summary>
    public Operation? Find(Operation planned) => _words[planned.UserId].FirstOrDefault(
        word => word.TargetKey == planned.TargetKey && word.Changes.Count == planned.Changes.Count && word.Changes.All(planned.Changes.Contains));
}
