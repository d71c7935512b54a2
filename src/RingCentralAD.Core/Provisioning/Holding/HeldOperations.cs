using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Stored operations for people to look at, and their word on those that are held.</summary>
public sealed class HeldOperations
{
    /// <summary>The error of an id that no operation has.</summary>
    public const string NotFound = "OperationNotFound";

    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;

    /// <summary>Makes it for a hub.</summary>
    public HeldOperations(IHubStore hub, TimeProvider time)
    {
        _hub = hub;
        _time = time;
    }

    /// <summary>The fingerprint of a set of held operations: an approval of the set is bound to it.</summary>
    public static string FingerprintOf(IEnumerable<Operation> operations) => Plan.Fingerprint(operations.Where(Word.IsAwaited));

    /// <summary>Operations with the names of their people.</summary>
    public async IAsyncEnumerable<OperationInfo> ListAsync(
        Filter<Operation> filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<Operation> batch = [];
        await foreach (Operation operation in _hub.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            batch.Add(operation);
            if (batch.Count == BatchSize)
            {
                foreach (OperationInfo info in await NameAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    yield return info;
                }

                batch.Clear();
            }
        }

        foreach (OperationInfo info in await NameAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            yield return info;
        }
    }

    /// <summary>Operations that people see in these states, with the names of their people; in whatever state where none is named.</summary>
    public IAsyncEnumerable<OperationInfo> ListAsync(IReadOnlyCollection<OperationState> states, Filter<Operation> filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return states.Count == 0
            ? ListAsync(filter, cancellationToken)
            : ListAsync(filter.In(row => row.State, [.. states.Select(state => state == OperationState.Denied ? OperationState.Held : state).Distinct()]), cancellationToken)
                .Where(operation => states.Contains(operation.State));
    }

    /// <summary>The fingerprint of what an import of a directory holds; null where nothing waits.</summary>
    public static async Task<string?> OfImportAsync(IHubReader hub, string directoryId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        Operation[] waiting = [.. (await hub.ListAsync(HeldLeavers.Of(directoryId), cancellationToken).ConfigureAwait(false)).Where(Word.IsAwaited)];
        return waiting.Length == 0 ? null : FingerprintOf(waiting);
    }

    /// <summary>All that waits for a word, if it is a set that was looked at: of the provisioning, or of a directory's import.</summary>
    /// <param name="fingerprint">The fingerprint that was shown with the set.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">PlanChanged: it is another set now.</exception>
    public async Task<IReadOnlyList<OperationInfo>> OfPlanAsync(string fingerprint, CancellationToken cancellationToken = default)
    {
        Operation[] waiting = [.. (await _hub.ListAsync(new Filter<Operation>().Equal(row => row.State, OperationState.Held), cancellationToken).ConfigureAwait(false)).Where(Word.IsAwaited)];
        ILookup<string, Operation> sets = waiting.Where(operation => operation.Kind is not (OperationKind.WriteBack or OperationKind.UndoWriteBack)).ToLookup(operation => operation.SystemId, StringComparer.Ordinal);
        return sets.FirstOrDefault(set => FingerprintOf(set) == fingerprint) is { } looked
            ? await NameAsync([.. looked], cancellationToken).ConfigureAwait(false)
            : throw PlanChanged(fingerprint, [.. sets.OrderBy(set => set.Key != Ids.RingCentral)]);
    }

    /// <summary>The operation, where it is a deactivation that an import holds; null where it is something else.</summary>
    public async Task<Operation?> OfImportAsync(string id, CancellationToken cancellationToken = default) =>
        await _hub.FindAsync(new Filter<Operation>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false) is { } operation && LeaverWord.Concerns(operation) ? operation : null;

    /// <summary>Carries out a person's word on what imports hold; gives each operation as it then is.</summary>
    /// <param name="operations">What was looked at.</param>
    /// <param name="approve">Whether these people may go.</param>
    /// <param name="refused">Hears of those for whom the word came too late.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<OperationInfo> DecideImportAsync(
        IReadOnlyCollection<Operation> operations, bool approve, Action<RingCentralAdException> refused, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        LeaverWord word = new(_hub, _time);
        await foreach (Operation[] batch in word.DecideAsync(operations, approve, cancellationToken).Chunk(BatchSize).ConfigureAwait(false))
        {
            foreach (OperationInfo operation in await NameAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                yield return operation;
            }
        }

        foreach (RingCentralAdException refusal in word.Refusals)
        {
            refused(refusal);
        }
    }

    /// <summary>Looks whether a person has refused what was still held when it was looked at: the later word stands.</summary>
    /// <exception cref="RingCentralAdException">OperationNotHeld: it was refused meanwhile.</exception>
    public async Task CheckNotRefusedAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await _hub.FindAsync(new Filter<Operation>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false) is { Shown: OperationState.Denied } operation)
        {
            throw new RingCentralAdException(
                "OperationNotHeld", ErrorKind.Conflict, $"The operation is no longer held. {Word.Said(operation.Reason)}.", $"Look at Get-RcOperation -State Denied; {Word.Reversal}", id);
        }
    }

    /// <summary>The operation of this id, whatever its state.</summary>
    /// <exception cref="RingCentralAdException">OperationNotFound.</exception>
    public async Task<OperationInfo> GetAsync(string id, CancellationToken cancellationToken = default) =>
        (await NameAsync([await KnownAsync(id, cancellationToken).ConfigureAwait(false)], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Approves a held operation: the next run carries it out if it is still the same.</summary>
    public async Task<OperationInfo> ApproveAsync(string id, CancellationToken cancellationToken = default)
    {
        Operation operation = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (operation.ErrorId == "RcUnclear")
        {
            throw new RingCentralAdException(
                "OperationUnclear", ErrorKind.Conflict, $"Whether this {operation.Kind} was done cannot be told, so that no word can settle it: {operation.Reason}", operation.Remedy, operation.Id);
        }

        return await SaveAsync(operation with { ErrorId = Word.Approved, Reason = $"Approved by {Word.By(_time)}. Before: {operation.Reason}", Remedy = $"The next {(operation.Kind is OperationKind.WriteBack or OperationKind.UndoWriteBack ? "Sync-PhoneWriteBack" : "Invoke-RcProvisioning")} carries it out." }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a held operation: it is not carried out as long as a plan wants the same.</summary>
    public async Task<OperationInfo> DenyAsync(string id, CancellationToken cancellationToken = default)
    {
        Operation operation = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        return await SaveAsync(operation with { ErrorId = Word.Denied, Reason = $"Refused by {Word.By(_time)}. Before: {operation.Reason}", Remedy = Word.Reversal }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Operation> FindAsync(string id, CancellationToken cancellationToken)
    {
        Operation operation = await KnownAsync(id, cancellationToken).ConfigureAwait(false);
        return operation.State == OperationState.Held
            ? operation
            : throw new RingCentralAdException(
                "OperationNotHeld", ErrorKind.Conflict, $"The operation is {operation.State} by now: it is not held, or a newer plan has taken its place.", "Look at Get-RcOperation -State Held.", id);
    }

    private async Task<Operation> KnownAsync(string id, CancellationToken cancellationToken) =>
        await _hub.FindAsync(new Filter<Operation>().Equal(row => row.Id, id), cancellationToken).ConfigureAwait(false)
            ?? throw new RingCentralAdException(NotFound, ErrorKind.NotFound, $"The hub has no operation '{id}'.", "Look at Get-RcOperation, which lists them; -State Held gives those that wait for a word.", id);

    private async Task<OperationInfo> SaveAsync(Operation operation, CancellationToken cancellationToken)
    {
        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([operation], cancellationToken).ConfigureAwait(false);
                if (operation is { ErrorId: Word.Approved, Kind: OperationKind.Create, Payload: null })
                {
                    await ForgetGoneAsync(transaction, operation.UserId, cancellationToken).ConfigureAwait(false);
                }
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return (await NameAsync([operation], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>The word that a gone extension may be made again: the person has none any more and is planned like anybody who is to get one.</summary>
    private async Task ForgetGoneAsync(IHubTransaction transaction, string userId, CancellationToken cancellationToken)
    {
        IReadOnlyList<AppUser> links = await transaction.ListAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.UserId, userId), cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([.. links.Where(link => link.State == AppUserState.Gone).Select(link => link with { UserId = null })], cancellationToken).ConfigureAwait(false);
        await transaction.SaveAsync([new TouchedMark(Ids.RingCentral, userId, Ids.New(_time))], cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<OperationInfo>> NameAsync(IReadOnlyCollection<Operation> operations, CancellationToken cancellationToken)
    {
        Dictionary<string, HubUser> users = await People.UsersAsync(_hub, [.. operations.Select(operation => operation.UserId).Distinct()], cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> directories = (await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false)).ToDictionary(entry => entry.Id, entry => entry.Name, StringComparer.Ordinal);
        return [.. operations.Select(operation => OperationInfo.Of(operation, users.GetValueOrDefault(operation.UserId)) with { System = directories.GetValueOrDefault(operation.SystemId, operation.SystemId) })];
    }

    private static RingCentralAdException PlanChanged(string fingerprint, IReadOnlyList<IGrouping<string, Operation>> sets) => new(
        "PlanChanged", ErrorKind.Conflict,
        sets.Count == 0
            ? "Nothing waits for a person's word."
            : $"What waits is no longer the set {fingerprint}: it is {string.Join(", and ", sets.Select(set => $"{FingerprintOf(set)} with {Counted.Of(set.Count(), "operation")}"))}.",
        "Look at Get-RcOperation -State Held again, then approve the set that you have seen.", fingerprint);
}
