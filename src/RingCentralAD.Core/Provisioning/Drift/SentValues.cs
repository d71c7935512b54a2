using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What the hub sent of a value last and RingCentral took.</summary>
/// <param name="Value">The value; null where it was cleared.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Times">How often in a row the same was sent: more than once means that it did not stay.</param>
internal sealed record SentValue(string? Value, DateTimeOffset? At, int Times);

/// <summary>The values that the hub sent last, by person and RingCentral's attribute; status among them.</summary>
internal sealed class SentValues
{
    private const int BatchSize = 500;
    private readonly Dictionary<(string User, string Attribute), SentValue> _last = [];

    private SentValues()
    {
    }

    /// <summary>Reads them from the operations that were carried out for these people.</summary>
    public static async Task<SentValues> LoadAsync(IHubReader hub, IEnumerable<string> userIds, CancellationToken cancellationToken)
    {
        SentValues sent = new();
        foreach (string[] ids in userIds.Chunk(BatchSize))
        {
            IReadOnlyList<Operation> done = await hub.ListAsync(
                new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, OperationState.Done).In(row => row.UserId, ids),
                cancellationToken).ConfigureAwait(false);
            foreach (Operation operation in done.OrderBy(operation => operation.SentAt).ThenBy(operation => operation.DoneAt))
            {
                sent.Take(operation);
            }
        }

        return sent;
    }

    /// <summary>What was sent last; null where nothing ever was.</summary>
    public SentValue? Find(string userId, string attribute) => _last.GetValueOrDefault((userId, attribute));

    private void Take(Operation operation)
    {
        foreach (AttributeChange change in operation.Changes)
        {
            Take(operation, change.Attribute, change.After);
        }

        if (operation.Kind is OperationKind.Create or OperationKind.Fill)
        {
            Take(operation, "status", "Enabled");
        }
    }

    private void Take(Operation operation, string attribute, string? value)
    {
        (string, string) key = (operation.UserId, attribute);
        int times = _last.TryGetValue(key, out SentValue? before) && before.Value == value ? before.Times : 0;
        _last[key] = new SentValue(value, operation.SentAt ?? operation.DoneAt, times + 1);
    }
}
