using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>What is done side by side; the next stage begins when all of it has ended.</summary>
internal sealed record Stage
{
    /// <summary>People to link by the account's list: nothing is sent.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Links { get; init; } = [];

    /// <summary>People by single requests: the steps of each, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> People { get; init; } = [];

    /// <summary>Bulk updates of up to 500 extensions.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Updates { get; init; } = [];

    /// <summary>Batches of up to ten people to make.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Batches { get; init; } = [];

    /// <summary>Deletes of up to 50 extensions.</summary>
    public IReadOnlyList<IReadOnlyList<Operation>> Deletes { get; init; } = [];

    /// <summary>All operations of it.</summary>
    public IEnumerable<Operation> Operations => Links.Concat(People).Concat(Updates).Concat(Batches).Concat(Deletes).SelectMany(operations => operations);

    /// <summary>Nothing is done.</summary>
    public bool IsEmpty => Links.Count + People.Count + Updates.Count + Batches.Count + Deletes.Count == 0;
}
