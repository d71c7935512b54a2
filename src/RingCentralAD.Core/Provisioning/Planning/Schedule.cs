using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// A plan as it is carried out: leavers, then links, then joiners and updates side by side, then what hangs on those, then deletions. Where many
/// updates are soonest done by bulk requests (Heavy, 500 a request), they go beside the joiners, who need the group Medium. Pure.
/// </summary>
internal sealed record Schedule
{
    /// <summary>Extensions that one bulk update may name (API.md, section 9).</summary>
    public const int LargestUpdate = 500;

    /// <summary>People who are linked in one transaction.</summary>
    private const int LargestLink = 500;

    /// <summary>People that one batch may make.</summary>
    public const int LargestBatch = 10;

    /// <summary>Extensions that one delete may name.</summary>
    public const int LargestDelete = 50;

    /// <summary>The stages, in their order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>What they cost.</summary>
    public required PlanCost Cost { get; init; }

    /// <summary>The schedule of planned operations.</summary>
    public static Schedule Of(IReadOnlyCollection<Operation> planned, Allowance allowance)
    {
        ILookup<int, Operation> byOrder = planned.OrderBy(operation => operation.Order).ToLookup(operation => Place(operation));
        Operation[] links = ReadAtOnce.Pays(planned) ? [.. byOrder[PlanOrder.Join].Where(operation => operation.Kind == OperationKind.Link)] : [];
        Operation[] joins = [.. byOrder[PlanOrder.Join].Except(links)];
        Operation[] changes = [.. byOrder[PlanOrder.Update]];
        HashSet<string> batched = [.. joins.Where(IsBatched).Select(operation => operation.UserId)];
        HashSet<string> joining = [.. joins.Select(operation => operation.UserId)];

        // A value change of somebody who needs nothing else may go in a bulk request; so may what a batch could not carry, and what a linked one differs in.
        HashSet<string> stepping = [.. changes.Where(operation => operation.Kind != OperationKind.Update && !joining.Contains(operation.UserId)).Select(operation => operation.UserId)];
        int steps = changes.Count(operation => !MayBulk(operation));
        bool bulk = BulkIsSooner(joins.Count(operation => !IsBatched(operation) && operation.Kind != OperationKind.Link) + steps, batched.Count / LargestBatch, changes.Count(MayBulk), allowance);
        ILookup<string, Operation> own = changes.Where(operation => !IsBulk(operation) && !batched.Contains(operation.UserId)).ToLookup(operation => operation.UserId, StringComparer.Ordinal);
        Stage[] stages =
        [
            Leavers([.. byOrder[PlanOrder.Leave]], allowance),
            new Stage { Links = [.. links.Chunk(LargestLink)] },
            new Stage
            {
                People =
                [
                    .. joins.Where(operation => !IsBatched(operation)).GroupBy(operation => operation.UserId).Select(person => (Operation[])[.. person, .. own[person.Key]]),
                    .. own.Where(person => !joining.Contains(person.Key)).Select(person => person.ToArray()),
                ],
                Batches = [.. joins.Where(IsBatched).Chunk(LargestBatch)],
                Updates = [.. changes.Where(operation => IsBulk(operation) && !joining.Contains(operation.UserId)).Chunk(LargestUpdate)],
            },
            new Stage
            {
                Updates = [.. changes.Where(operation => IsBulk(operation) && joining.Contains(operation.UserId)).Chunk(LargestUpdate)],
                People = [.. changes.Where(operation => !IsBulk(operation) && batched.Contains(operation.UserId)).GroupBy(operation => operation.UserId).Select(person => person.ToArray())],
            },
            new Stage { People = byOrder[PlanOrder.Swap].Any() ? [[.. byOrder[PlanOrder.Swap]]] : [] },
            new Stage { Deletes = [.. byOrder[PlanOrder.Delete].Chunk(LargestDelete)] },
        ];
        Stage[] filled = [.. stages.Where(stage => !stage.IsEmpty)];
        return new Schedule { Stages = filled, Cost = PlanCost.Of(filled, allowance) };

        bool IsBulk(Operation operation) => bulk && MayBulk(operation);

        bool MayBulk(Operation operation) => operation.Kind == OperationKind.Update && !stepping.Contains(operation.UserId);
    }

    /// <summary>Whether so many updates are sooner done by bulk requests than by single ones behind the single requests that are to be sent anyway.</summary>
    private static bool BulkIsSooner(int medium, int heavy, int updates, Allowance allowance)
    {
        TimeSpan single = allowance.TimeFor(Allowance.Medium, medium + updates);
        TimeSpan beside = allowance.TimeFor(Allowance.Medium, medium);
        TimeSpan bulk = allowance.TimeFor(Allowance.Heavy, heavy + ((updates + LargestUpdate - 1) / LargestUpdate));
        return updates > 1 && single > (beside > bulk ? beside : bulk);
    }

    private static Stage Leavers(Operation[] leavers, Allowance allowance) => BulkIsSooner(0, 0, leavers.Length, allowance)
        ? new Stage { Updates = [.. leavers.Chunk(LargestUpdate)] }
        : new Stage { People = [.. leavers.Select(operation => (Operation[])[operation])] };

    private static int Place(Operation operation) => Math.Min(operation.Order, PlanOrder.Delete);

    private static bool IsBatched(Operation operation) => operation is { Kind: OperationKind.Create, Payload: { } payload } && BatchPayload.Is(payload);
}
