using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// The deactivations of a directory's import that wait for a person's word, one operation each. The word is bound to person, entry and reason:
/// as long as these are the same, an import that is stopped again keeps the row and asks no second time.
/// </summary>
internal sealed class HeldLeavers
{
    private readonly string _systemId;
    private readonly IReadOnlyList<Operation> _rows;
    private readonly ILookup<string, Operation> _byPerson;
    private readonly TimeProvider _time;

    private HeldLeavers(string systemId, IReadOnlyList<Operation> rows, TimeProvider time)
    {
        (_systemId, _rows, _time) = (systemId, rows, time);
        _byPerson = rows.ToLookup(row => row.UserId, StringComparer.Ordinal);
    }

    /// <summary>Reads them.</summary>
    public static async Task<HeldLeavers> LoadAsync(IHubReader hub, string systemId, TimeProvider time, CancellationToken cancellationToken) =>
        new(systemId, await hub.ListAsync(Of(systemId), cancellationToken).ConfigureAwait(false), time);

    /// <summary>What waits, or was refused, in a directory.</summary>
    public static Filter<Operation> Of(string systemId) =>
        new Filter<Operation>().Equal(row => row.SystemId, systemId).Equal(row => row.Kind, OperationKind.Deactivate).Equal(row => row.State, OperationState.Held);

    /// <summary>Whether a person refused this very deactivation.</summary>
    public bool IsDenied(Leaver leaver) => Find(leaver) is { } row && Word.IsDenied(row);

    /// <summary>What is to be stored where the guard holds these people: their rows, and the end of those of others.</summary>
    /// <param name="held">The people.</param>
    /// <param name="denied">Those who stay because of a person's word.</param>
    /// <param name="runId">The run.</param>
    /// <param name="stopped">What the guard said.</param>
    /// <param name="only">Keys of the entries that the import is about; null for all.</param>
    public IEnumerable<Operation> Hold(IReadOnlyCollection<Leaver> held, IReadOnlyCollection<Leaver> denied, string runId, string stopped, IReadOnlySet<string>? only)
    {
        Operation[] rows = [.. held.Select(leaver => RowOf(leaver, runId, stopped))];
        HashSet<string> kept = [.. rows.Concat(denied.Select(Find).OfType<Operation>()).Select(row => row.Id)];
        return rows.Concat(Superseded(kept, only));
    }

    /// <summary>What is to be stored where nobody is held: the end of all rows but those of the people who stay because of a person's word.</summary>
    public IEnumerable<Operation> Release(IReadOnlyCollection<Leaver> denied, IReadOnlySet<string>? only) =>
        Superseded([.. denied.Select(Find).OfType<Operation>().Select(row => row.Id)], only);

    private Operation RowOf(Leaver leaver, string runId, string stopped)
    {
        Operation? before = Find(leaver);
        return new Operation
        {
            Id = before?.Id ?? Ids.New(_time),
            CreatedAt = before?.CreatedAt ?? _time.GetUtcNow(),
            RunId = runId,
            SystemId = _systemId,
            UserId = leaver.User.Id,
            Kind = OperationKind.Deactivate,
            TargetKey = leaver.Source.Key,
            Payload = leaver.Why,
            Changes = [new AttributeChange("status", $"{leaver.User.Status}", $"{HubUserStatus.Deactivated}"), new AttributeChange("deactivatedBy", null, leaver.Why)],
            State = OperationState.Held,
            ErrorId = "GuardTripped",
            Reason = $"{leaver.Source.Place} is {Departure.Words(leaver.Why)}. {stopped}",
            Remedy = "Approve-RcOperation lets this person go, Deny-RcOperation keeps them; Import-AdUsers -AcceptGuard lets all of them go.",
        };
    }

    private IEnumerable<Operation> Superseded(HashSet<string> kept, IReadOnlySet<string>? only) => _rows
        .Where(row => !kept.Contains(row.Id) && only?.Contains(row.TargetKey!) != false)
        .Select(row => row with { State = OperationState.Superseded, DoneAt = _time.GetUtcNow() });

    private Operation? Find(Leaver leaver) =>
        _byPerson[leaver.User.Id].FirstOrDefault(row => row.TargetKey == leaver.Source.Key && row.Payload == leaver.Why);
}
