using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The operations that an earlier plan left open: planned, blocked or held. One that a new plan has again keeps its row, so that a
/// plan in which nothing changed writes nothing and a person's word stays with the very operation it was given for.
/// </summary>
public sealed class OpenOperations
{
    private readonly Dictionary<string, Operation> _rows;
    private readonly ILookup<(string User, OperationKind Kind), Operation> _byPerson;
    private readonly DateTimeOffset _now;

    private OpenOperations(IReadOnlyList<Operation> rows, DateTimeOffset now)
    {
        _rows = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        _byPerson = rows.ToLookup(row => (row.UserId, row.Kind));
        _now = now;
    }

    /// <summary>Reads them.</summary>
    public static async Task<OpenOperations> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new OpenOperations(
            await hub.ListAsync(
                new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).In(row => row.State, [OperationState.Planned, OperationState.Blocked, OperationState.Held, OperationState.Scheduled]),
                cancellationToken).ConfigureAwait(false),
            time.GetUtcNow());
    }

    /// <summary>Whether two operations would do the same to the same.</summary>
    public static bool DoSame(Operation left, Operation right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.UserId == right.UserId && left.Kind == right.Kind && left.TargetKey == right.TargetKey && left.Payload == right.Payload
            && left.Order == right.Order && left.Changes.SequenceEqual(right.Changes);
    }

    /// <summary>The open operation that does the same; null where there is none.</summary>
    public Operation? Find(Operation planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        return _byPerson[(planned.UserId, planned.Kind)].FirstOrDefault(row => DoSame(row, planned));
    }

    /// <summary>The planned operation on the row of the same one that is open, unchanged where it stands as it stood.</summary>
    public Operation Adopt(Operation planned)
    {
        if (Find(planned) is not { } row)
        {
            return planned;
        }

        bool stands = row.State == planned.State && planned.State != OperationState.Planned
            && (row.ErrorId, row.Reason, row.Remedy) == (planned.ErrorId, planned.Reason, planned.Remedy);
        return stands ? row : planned with { Id = row.Id, CreatedAt = row.CreatedAt };
    }

    /// <summary>What is to be stored for a plan: its new and changed operations, and the open ones that it replaces.</summary>
    public IEnumerable<Operation> Changes(Plan plan, IReadOnlySet<string>? only)
    {
        ArgumentNullException.ThrowIfNull(plan);
        HashSet<string> kept = [.. plan.Operations.Select(operation => operation.Id)];
        IEnumerable<Operation> superseded = _rows.Values
            .Where(row => !kept.Contains(row.Id) && (only is null || only.Contains(row.UserId)))
            .Select(row => row with { State = OperationState.Superseded, DoneAt = _now });
        return superseded.Concat(plan.Operations.Where(operation => !ReferenceEquals(operation, _rows.GetValueOrDefault(operation.Id))));
    }
}
